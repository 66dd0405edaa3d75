/** A source of uniform numbers in [0, 1). */
export type Random = () => number

/**
 * mulberry32: a small seeded generator for simulators and fuzzers, so that a failing seed is replayed by its
 * number. Not for secrets.
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** A normally distributed number (Box-Muller). */
export function normal(random: Random, mean: number, sd: number): number {
  const u = 1 - random()
  return mean + sd * Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * random())
}
