export interface Calendar {
  /** seven words from Sunday, comma-separated */
  weekdays: string
  /** twelve words from January, comma-separated */
  months: string
  /** holds `{weekday}`, `{day}` and `{month}` */
  pattern: string
  /** `{day}` and `{month}` */
  date: string
  /** `{day}`, `{month}` and `{year}` */
  dateYear: string
}

/** An ISO day in words. Written by our own lists because browsers lack Mongolian and Kyrgyz. */
export function dayInWords(iso: string, { weekdays, months, pattern }: Calendar): string {
  const date = new Date(`${iso}T12:00:00Z`)
  return pattern
    .replace('{weekday}', weekdays.split(',')[date.getUTCDay()] ?? '')
    .replace('{day}', String(date.getUTCDate()))
    .replace('{month}', months.split(',')[date.getUTCMonth()] ?? '')
}

/** An ISO day without its weekday; the year where it is not the one of `today` (ISO). */
export function dateInWords(iso: string, { months, date, dateYear }: Calendar, today = ''): string {
  return (iso.slice(0, 4) === today.slice(0, 4) ? date : dateYear)
    .replace('{day}', String(Number(iso.slice(8, 10))))
    .replace('{month}', months.split(',')[Number(iso.slice(5, 7)) - 1] ?? '')
    .replace('{year}', String(Number(iso.slice(0, 4))))
}

const days = new Map<string, Intl.DateTimeFormat>()

/** The local day of a moment in a time zone, ISO. */
export function dayAt(at: number, timeZone: string): string {
  let format = days.get(timeZone)
  if (!format) {
    // Swedish writes days as ISO does
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
    days.set(timeZone, format)
  }
  return format.format(at)
}

/** `n` days later, or earlier when negative; both ISO. */
export function addDays(iso: string, n: number): string {
  return new Date(Date.parse(`${iso}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10)
}

/** ISO weekday of an ISO day: 1 is Monday. */
export function weekdayOf(iso: string): number {
  return new Date(`${iso}T00:00:00Z`).getUTCDay() || 7
}

/** Monday of the day's week, ISO. */
export function mondayOf(iso: string): string {
  return addDays(iso, 1 - weekdayOf(iso))
}
