/** NaN for no values. */
export function median(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] as number
  return sorted.length % 2 ? upper : ((sorted[middle - 1] as number) + upper) / 2
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, v) => sum + v, 0) / values.length

/** Sample standard deviation; 0 for fewer than two values. */
export function standardDeviation(values: readonly number[]): number {
  if (values.length < 2) return 0
  const m = mean(values)
  return Math.sqrt(values.reduce((sum, v) => sum + (v - m) ** 2, 0) / (values.length - 1))
}

/** Least-squares slope of y over x; undefined while all x are one. */
export function slope(points: readonly (readonly [x: number, y: number])[]): number | undefined {
  const mx = mean(points.map(p => p[0]))
  const my = mean(points.map(p => p[1]))
  let above = 0
  let below = 0
  for (const [x, y] of points) {
    above += (x - mx) * (y - my)
    below += (x - mx) ** 2
  }
  return below > 0 ? above / below : undefined
}
