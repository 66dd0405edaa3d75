/** Of one person's ranked list: average precision and the share of true contacts among the first k. */
export interface Ranked {
  averagePrecision: number
  recallAt: readonly number[]
}

/**
 * Exact over all orders of equal scores, so that no luck of sorting decides.
 *
 * @param scores and `truth` of everybody but the person asked about, in one order
 * @param ks list lengths for recall
 * @returns null when nobody is a true contact
 */
export function rank(
  scores: readonly number[],
  truth: readonly boolean[],
  ks: readonly number[],
): Ranked | null {
  const all = truth.reduce((n, t) => n + (t ? 1 : 0), 0)
  if (all === 0) return null
  const order = scores.map((_, i) => i).sort((x, y) => (scores[y] ?? 0) - (scores[x] ?? 0))
  const found = ks.map(() => 0)
  let precision = 0
  let before = 0
  let hits = 0
  for (let i = 0; i < order.length; ) {
    const score = scores[order[i] ?? 0]
    let size = 0
    let right = 0
    while (i + size < order.length && scores[order[i + size] ?? 0] === score) {
      if (truth[order[i + size] ?? 0] === true) right += 1
      size += 1
    }
    // A tied true contact is at each of the group's places alike, the group's others spread evenly around it.
    if (right > 0)
      for (let place = 0; place < size; place += 1) {
        const others = size > 1 ? (place * (right - 1)) / (size - 1) : 0
        precision += (right / size) * ((hits + 1 + others) / (before + place + 1))
      }
    ks.forEach((k, n) => {
      const within = Math.min(size, Math.max(0, k - before))
      found[n] = (found[n] ?? 0) + (right * within) / size
    })
    hits += right
    before += size
    i += size
  }
  return { averagePrecision: precision / all, recallAt: found.map(n => n / all) }
}
