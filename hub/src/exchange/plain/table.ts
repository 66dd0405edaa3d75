import type { FaultBook } from '../fault-book.ts'
import { fault } from '../fault-codes.ts'
import type { TableFile } from '../read/upload.ts'
import type { TableReader } from '../table.ts'
import { uniqueHeadings } from './mapping.ts'
import { headingField } from './words.ts'

export interface PlainTable {
  file: string
  /** told apart; see `uniqueHeadings` */
  header: string[]
  headerLine: number
  rows: { cells: string[]; line: number }[]
}

/** Rows above the header in which a school may write what the table is. */
const TITLE_ROWS = 10
/** A table of a school's people has not more rows than this. */
export const MAX_PLAIN_ROWS = 50_000

/** Reads a table whole, and finds its header: of the first rows the one with the most headings that are known. */
export async function readPlainTable(table: TableFile, reader: TableReader): Promise<PlainTable | undefined> {
  const { faults } = reader
  const rows: PlainTable['rows'] = []
  let failed = false
  await table.read({
    row(cells, line) {
      if (rows.length <= MAX_PLAIN_ROWS) rows.push({ cells, line })
    },
    fault(found) {
      failed ||= found.level === 'error'
      faults.add(found)
    },
    encoding: (file, encoding) => reader.encoding(file, encoding),
    progress: (done, total) => reader.progress?.(total === 0 ? 1 : done / total),
  })
  const file = table.name
  if (rows.length > MAX_PLAIN_ROWS)
    faults.add(fault('table-too-many-rows', { file }, { limit: String(MAX_PLAIN_ROWS) }))
  const at = headerAt(rows)
  const found = rows[at]
  if (found === undefined) {
    if (!failed) faults.add(fault('header-missing', { file }))
    return undefined
  }
  sayBlankHeadings(found, rows.slice(at + 1), file, faults)
  if (rows.length === at + 1 && !failed) faults.add(fault('rows-none', { file }))
  return { file, header: uniqueHeadings(found.cells), headerLine: found.line, rows: rows.slice(at + 1) }
}

function headerAt(rows: PlainTable['rows']): number {
  let best = -1
  let most = 0
  for (const [i, { cells }] of rows.slice(0, TITLE_ROWS).entries()) {
    const known = cells.filter(cell => headingField(cell) !== undefined).length
    if (known > most) {
      most = known
      best = i
    }
  }
  if (best >= 0) return best
  // Nothing is known: the first row that is not a mere title.
  const wide = rows
    .slice(0, TITLE_ROWS)
    .findIndex(({ cells }) => cells.filter(c => c.trim() !== '').length > 1)
  return Math.max(wide, 0)
}

function sayBlankHeadings(
  header: PlainTable['rows'][number],
  rows: PlainTable['rows'],
  file: string,
  faults: FaultBook,
): void {
  for (const [i, cell] of header.cells.entries()) {
    if (cell.trim() !== '' || rows.every(({ cells }) => (cells[i] ?? '').trim() === '')) continue
    faults.add(fault('header-blank', { file, line: header.line }, { number: String(i + 1) }))
  }
}
