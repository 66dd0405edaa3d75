/**
 * A table as CSV (RFC 4180) with a byte-order mark, which Excel needs for Cyrillic. A text that a spreadsheet would
 * take for a formula gets an apostrophe before it.
 */
export function csvOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => {
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  return `\ufeff${[head, ...rows].map(row => row.map(cell).join(',')).join('\r\n')}\r\n`
}
