export interface Calendar {
  /** seven words from Sunday, comma-separated */
  weekdays: string
  /** twelve words from January, comma-separated */
  months: string
  /** holds `{weekday}`, `{day}` and `{month}` */
  pattern: string
}

/** An ISO day in words. Written by our own lists because browsers lack Mongolian and Kyrgyz. */
export function dayInWords(iso: string, { weekdays, months, pattern }: Calendar): string {
  const date = new Date(`${iso}T12:00:00Z`)
  return pattern
    .replace('{weekday}', weekdays.split(',')[date.getUTCDay()] ?? '')
    .replace('{day}', String(date.getUTCDate()))
    .replace('{month}', months.split(',')[date.getUTCMonth()] ?? '')
}
