export interface BinRange {
  /** first and last bin worth drawing */
  from: number
  to: number
}

/** All gates' bins added up, or one gate's. */
export function binsOf(
  temperatures: Record<string, number[]>,
  gate: string | undefined,
  count: number,
): number[] {
  const sum = new Array<number>(count).fill(0)
  for (const [id, bins] of Object.entries(temperatures)) {
    if (gate !== undefined && id !== gate) continue
    for (let i = 0; i < count; i++) sum[i] = (sum[i] ?? 0) + (bins[i] ?? 0)
  }
  return sum
}

/** The occupied bins with two empty ones either side; the usual range of foreheads when there are none. */
export function binRange(bins: readonly number[]): BinRange {
  const first = bins.findIndex(n => n > 0)
  if (first < 0) return { from: 10, to: 40 }
  const last = bins.findLastIndex(n => n > 0)
  return { from: Math.max(0, first - 2), to: Math.min(bins.length - 1, last + 2) }
}

/** Bin in which the middle reading lies; undefined without readings. */
export function medianBin(bins: readonly number[]): number | undefined {
  const total = bins.reduce((a, b) => a + b, 0)
  if (total === 0) return undefined
  let seen = 0
  return bins.findIndex(n => {
    seen += n
    return seen * 2 >= total
  })
}
