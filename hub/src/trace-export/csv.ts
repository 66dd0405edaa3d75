/** U+FEFF first, so that spreadsheets read the rest as UTF-8. */
const START = '\uFEFF'

/**
 * RFC 4180 with a header. A cell that a spreadsheet would run as a formula gets an apostrophe in front: names are
 * somebody's input.
 *
 * @param mark U+FEFF first; importers that take the header's first name literally want none
 */
export function csvOf(
  header: readonly string[],
  rows: Iterable<readonly (string | null)[]>,
  mark: boolean,
): string {
  let text = (mark ? START : '') + line(header)
  for (const row of rows) text += line(row)
  return text
}

const line = (cells: readonly (string | null)[]): string =>
  `${cells.map(cell => quoted(cell ?? '')).join(',')}\r\n`

function quoted(text: string): string {
  const safe = /^[\s\p{Cf}]*[=+\-@＝＋－＠]/u.test(text) ? `'${text}` : text
  return /[",;\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
