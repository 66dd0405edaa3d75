import { tidy } from './cells.ts'
import type { FaultBook } from './fault-book.ts'
import { fault } from './fault-codes.ts'
import type { TableFile } from './read/upload.ts'
import { Row } from './row.ts'

export interface TableColumns {
  required: readonly string[]
  /** may be there; others are said to be unknown */
  known: readonly string[]
}

export interface TableReader {
  faults: FaultBook
  encoding(file: string, encoding: string): void
  /** parts of the file read so far, of 1 */
  progress?(part: number): void
}

/**
 * Reads a table with a header of given column names, row by row. Where a required column is missing or one stands
 * twice, no row is read.
 *
 * @returns whether every row was read: what is not in such a table, is nowhere
 */
export async function readTable(
  table: TableFile,
  columns: TableColumns,
  reader: TableReader,
  each: (row: Row) => void,
): Promise<boolean> {
  const { faults } = reader
  let row: Row | undefined
  let width = 0
  let usable = true
  let rows = 0
  let failed = false
  await table.read({
    row(cells, line) {
      if (row === undefined) {
        const header = readHeader(table.name, cells, line, columns, faults)
        usable = header.usable
        width = cells.length
        row = new Row(table.name, header.columns, cells.map(tidy), faults)
        return
      }
      rows++
      if (!usable) return
      if (cells.length !== width && !onlyEmptyBeyond(cells, width)) {
        const params = { expected: String(width), found: String(cells.length) }
        faults.add(fault('row-width', { file: table.name, line, value: cells.join(',') }, params))
        failed = true
        return
      }
      row.set(cells, line)
      each(row)
    },
    fault(found) {
      failed ||= found.level === 'error'
      faults.add(found)
    },
    encoding: (file, encoding) => reader.encoding(file, encoding),
    progress: (done, total) => reader.progress?.(total === 0 ? 1 : done / total),
  })
  if (row === undefined) {
    if (!failed) faults.add(fault('header-missing', { file: table.name }))
  } else if (rows === 0 && !failed) faults.add(fault('rows-none', { file: table.name }))
  return row !== undefined && usable && !failed
}

/** Spreadsheets end some rows with empty cells. */
export const onlyEmptyBeyond = (cells: readonly string[], width: number): boolean =>
  cells.length > width && cells.slice(width).every(cell => cell.trim() === '')

function readHeader(
  file: string,
  cells: readonly string[],
  line: number,
  columns: TableColumns,
  faults: FaultBook,
): { columns: Map<string, number>; usable: boolean } {
  const places = new Map<string, number>()
  const unknown: string[] = []
  let usable = true
  const known = new Set([...columns.required, ...columns.known])
  const names = cells.map(tidy)
  if (!names.some(name => known.has(name))) {
    faults.add(fault('header-missing', { file, line, value: cells.join(',') }))
    return { columns: places, usable: false }
  }
  for (const [i, name] of names.entries()) {
    if (name === '') {
      faults.add(fault('header-blank', { file, line }, { number: String(i + 1) }))
    } else if (!known.has(name)) unknown.push(name)
    else if (places.has(name)) {
      usable = false
      faults.add(fault('column-duplicate', { file, line, column: name, value: name }))
    } else places.set(name, i)
  }
  for (const name of columns.required) {
    if (places.has(name)) continue
    usable = false
    faults.add(fault('column-missing', { file, line, column: name }))
  }
  if (unknown.length > 0) {
    faults.add(fault('column-unknown', { file, line }, { columns: unknown.join(', ') }))
  }
  return { columns: places, usable }
}
