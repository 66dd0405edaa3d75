/** From here on single minutes say nothing any more: hours do. */
const HOURS_FROM = 180
/** From here on whole ones. */
const WHOLE_FROM = 600

/** Minutes as people say them: below three hours as minutes, then as hours, with a decimal below ten. */
export function durationOf(minutes: number): { unit: 'min' | 'h'; n: number } {
  if (minutes < HOURS_FROM) return { unit: 'min', n: Math.round(minutes) }
  return { unit: 'h', n: minutes < WHOLE_FROM ? Math.round(minutes / 6) / 10 : Math.round(minutes / 60) }
}
