/** Lanczos' coefficients for g = 7, n = 9: fifteen digits over what is counted here. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const

/** ln Γ(x) for x >= 0.5. */
export function logGamma(x: number): number {
  const z = x - 1
  let sum: number = LANCZOS[0]
  for (let i = 1; i < LANCZOS.length; i++) sum += (LANCZOS[i] as number) / (z + i)
  const t = z + 7.5
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum)
}

const logChoose = (n: number, k: number): number => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)

/**
 * Probability that of `drawn` people out of `people`, `hits` or more belong to a group of `members`: one-sided
 * hypergeometric (Fisher).
 */
export function enrichment(of: { people: number; members: number; drawn: number; hits: number }): number {
  const { people, members, drawn, hits } = of
  const least = Math.max(0, drawn + members - people)
  if (hits <= least) return 1
  const most = Math.min(members, drawn)
  if (hits > most) return 0
  const all = logChoose(people, drawn)
  let p = 0
  for (let k = hits; k <= most; k++)
    p += Math.exp(logChoose(members, k) + logChoose(people - members, drawn - k) - all)
  return Math.min(1, p)
}

/**
 * Benjamini and Hochberg (1995): the share of false findings when everything up to each p is called one.
 *
 * @returns q of each p, in the order given
 */
export function falseDiscovery(ps: readonly number[]): number[] {
  const order = ps.map((_, i) => i).sort((a, b) => (ps[b] as number) - (ps[a] as number))
  const qs = new Array<number>(ps.length)
  let least = 1
  for (const [i, at] of order.entries()) {
    least = Math.min(least, ((ps[at] as number) * ps.length) / (ps.length - i))
    qs[at] = least
  }
  return qs
}
