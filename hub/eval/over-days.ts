/** Days of one pair: what was expected of each, and whether any came true. */
export interface Window {
  daily: readonly number[]
  any: boolean
}

/**
 * The power by which several days of a pair count for fewer: of D days with daily probabilities p, at least one is
 * close with probability 1 - exp(D^(power - 1) * sum of log(1 - p)). Found by likelihood, between 0.2 and 1.2.
 */
export function fitPower(windows: readonly Window[]): number {
  const kept = windows.map(({ daily, any }) => ({
    none: daily.reduce((sum, p) => sum + Math.log1p(-Math.min(p, 1 - 1e-6)), 0),
    days: daily.length,
    any,
  }))
  const loss = (power: number): number => {
    let sum = 0
    for (const { none, days, any } of kept) {
      const p = Math.min(1 - 1e-9, Math.max(1e-9, 1 - Math.exp(none * days ** (power - 1))))
      sum -= Math.log(any ? p : 1 - p)
    }
    return sum
  }
  let low = 0.2
  let high = 1.2
  for (let step = 0; step < 40; step += 1) {
    const a = low + (high - low) / 3
    const b = high - (high - low) / 3
    if (loss(a) < loss(b)) high = b
    else low = a
  }
  return (low + high) / 2
}
