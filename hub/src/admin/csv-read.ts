import { fail, ok, type Result } from '@schoolgate/protocol/result'

/**
 * Reads RFC 4180 text: quoted cells, doubled quotes, any line end, a leading byte order mark. Empty lines are
 * skipped. The error is the line number at which a quote is never closed or stands where none may.
 */
export function readCsv(text: string): Result<string[][], { line: number }> {
  const rows: string[][] = []
  let row: string[] = []
  let line = 1
  let at = text.startsWith('\uFEFF') ? 1 : 0
  const endRow = () => {
    if (row.length > 1 || row[0] !== '') rows.push(row)
    row = []
  }
  while (at <= text.length) {
    const start = line
    let cell = ''
    if (text[at] === '"') {
      for (at++; ; at++) {
        if (at >= text.length) return fail({ line: start })
        if (text[at] === '"') {
          if (text[at + 1] !== '"') break
          at++
        }
        if (text[at] === '\n') line++
        cell += text[at]
      }
      at++
      if (at < text.length && !',\r\n'.includes(text[at] as string)) return fail({ line: start })
    } else {
      for (; at < text.length && !',\r\n'.includes(text[at] as string); at++) cell += text[at]
    }
    row.push(cell)
    if (text[at] === ',') {
      at++
      continue
    }
    endRow()
    if (text[at] === '\r' && text[at + 1] === '\n') at++
    at++
    line++
  }
  return ok(rows)
}
