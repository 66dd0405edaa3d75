/** U+FEFF first, so that spreadsheets read the rest as UTF-8. */
export const CSV_START = '\uFEFF'

/**
 * One line of RFC 4180. A cell that a spreadsheet would run as a formula gets an apostrophe in front: names are
 * somebody's input.
 */
export const csvLine = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`

function cell(text: string): string {
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
