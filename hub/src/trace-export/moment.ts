/** `2026-09-01 07:58` in a time zone, for a moment in epoch ms. */
export function momentIn(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return at => format.format(at)
}

/** `07:58`; null stays null. */
export function clockIn(timeZone: string): (at: number | null) => string | null {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, timeStyle: 'short' })
  return at => (at === null ? null : format.format(at))
}

/** A local ISO day some days later. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
