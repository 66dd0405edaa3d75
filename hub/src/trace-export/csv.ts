/**
 * RFC 4180 with a header. A cell that a spreadsheet would run as a formula gets an apostrophe in front: names are
 * somebody's input. No byte order mark: importers take it for a part of the first column's name.
 */
export function csvOf(header: readonly string[], rows: Iterable<readonly (string | null)[]>): string {
  let text = line(header)
  for (const row of rows) text += line(row)
  return text
}

const line = (cells: readonly (string | null)[]): string =>
  `${cells.map(cell => quoted(cell ?? '')).join(',')}\r\n`

function quoted(text: string): string {
  const safe = /^[\s\p{Cf}]*[=+\-@＝＋－＠]/u.test(text) ? `'${text}` : text
  return /[",;\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
