/** From here on minutes say nothing any more: hours do. */
const HOURS_FROM = 600

/** Minutes as people say them: below ten hours as minutes, from there as whole hours. */
export const durationOf = (minutes: number): { unit: 'min' | 'h'; n: number } =>
  minutes < HOURS_FROM ? { unit: 'min', n: Math.round(minutes) } : { unit: 'h', n: Math.round(minutes / 60) }
