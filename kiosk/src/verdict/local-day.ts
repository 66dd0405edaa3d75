/** Makes a function from epoch ms to the local ISO day in a time zone; remembers the last hour it was asked about. */
export function localDay(timeZone: string): (ms: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  // Zones change their offset on quarter hours only, so a day never turns within one.
  let quarter = Number.NaN
  let day = ''
  return ms => {
    const q = Math.floor(ms / 900_000)
    if (q !== quarter) {
      quarter = q
      day = format.format(ms)
    }
    return day
  }
}
