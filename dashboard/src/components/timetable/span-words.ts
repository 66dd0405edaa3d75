/**
 * Two days of a week as one text, the month said once where it is the same: "14–18 September", and as well in
 * languages that write the month first.
 *
 * @param date an ISO day in the reader's words
 */
export function spanInWords(from: string, to: string, date: (iso: string) => string): string {
  const [first, last] = [String(Number(from.slice(8))), String(Number(to.slice(8)))]
  const [a, b] = [date(from), date(to)]
  if (from === to) return a
  if (from.slice(0, 7) !== to.slice(0, 7)) return `${a} – ${b}`
  if (b.startsWith(last)) return `${first}–${b}`
  if (a.endsWith(first)) return `${a}–${last}`
  return `${a} – ${b}`
}
