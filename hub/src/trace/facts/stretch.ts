/** A stretch of time, epoch ms. */
export interface Stretch {
  from: number
  to: number
}

/** From the first beginning to the last end; null: of nothing. */
export function hullOf(stretches: readonly Stretch[]): Stretch | null {
  if (stretches.length === 0) return null
  let { from, to } = stretches[0] as Stretch
  for (const stretch of stretches) {
    if (stretch.from < from) from = stretch.from
    if (stretch.to > to) to = stretch.to
  }
  return { from, to }
}
