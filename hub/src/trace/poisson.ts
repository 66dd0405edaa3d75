/** Probability of `k` or more events where `mean` are expected, by the Poisson distribution. */
export function poissonTail(k: number, mean: number): number {
  if (k <= 0) return 1
  let term = Math.exp(-mean)
  let below = term
  for (let i = 1; i < k; i++) {
    term *= mean / i
    below += term
  }
  return Math.max(0, 1 - below)
}
