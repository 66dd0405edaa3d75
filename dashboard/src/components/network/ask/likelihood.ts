/** How a finding reads, by its q (after the correction for looking at many): never as proof. */
export type Likelihood = 'hardly' | 'unlikely' | 'perhaps' | 'likely'

export function likelihoodOf(q: number): Likelihood {
  if (q < 0.01) return 'hardly'
  if (q < 0.05) return 'unlikely'
  return q < 0.2 ? 'perhaps' : 'likely'
}
