import writeExcelFile from 'write-excel-file/node'

/** A cell of a table: numbers stay numbers, everything else is text and never a formula. */
export type TableCell =
  | string
  | number
  | null
  | { text: string | number; bold?: boolean; centre?: boolean; shade?: boolean; wrap?: boolean }

export interface Table {
  name: string
  rows: TableCell[][]
  /** widths of the columns, in letters */
  widths: number[]
  /** rows and columns that stay when the rest is scrolled */
  sticky: { rows: number; columns: number }
  landscape?: boolean
}

const BAD_IN_NAME = /[[\]:*?/\\]/g

/** Writes tables as the sheets of one XLSX file. */
export async function writeXlsx(path: string, tables: readonly Table[]): Promise<void> {
  const sheets = tables.map(table => ({
    data: table.rows.map(row => row.map(cell)),
    sheet: table.name.replaceAll(BAD_IN_NAME, ' ').slice(0, 31),
    columns: table.widths.map(width => ({ width })),
    stickyRowsCount: table.sticky.rows,
    stickyColumnsCount: table.sticky.columns,
    ...(table.landscape ? { orientation: 'landscape' as const } : {}),
  }))
  await writeExcelFile(sheets as Parameters<typeof writeExcelFile>[0]).toFile(path)
}

function cell(of: TableCell) {
  if (of === null || of === '') return null
  if (typeof of !== 'object') return typed(of)
  return {
    ...typed(of.text),
    ...(of.bold ? { fontWeight: 'bold' as const } : {}),
    ...(of.centre ? { align: 'center' as const } : {}),
    ...(of.shade ? { backgroundColor: '#eef0f3' } : {}),
    ...(of.wrap ? { wrap: true, alignVertical: 'top' as const } : {}),
  }
}

const typed = (value: string | number) =>
  typeof value === 'number' ? { value, type: Number } : { value, type: String }
