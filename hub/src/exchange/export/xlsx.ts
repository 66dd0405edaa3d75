import writeXlsxFile from 'write-excel-file/universal'

const MIN_WIDTH = 8
const MAX_WIDTH = 40

/** A workbook of one sheet, its first row bold and fixed. Every cell is a text: no spreadsheet computes it. */
export async function xlsxBytes(rows: readonly (readonly string[])[], sheet: string): Promise<Uint8Array> {
  const widths = (rows[0] ?? []).map((_, column) => {
    const longest = rows.slice(0, 200).reduce((most, row) => Math.max(most, (row[column] ?? '').length), 0)
    return { width: Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, longest + 2)) }
  })
  const data = rows.map((row, i) =>
    row.map(cell =>
      cell === ''
        ? null
        : { value: clean(cell), type: String, ...(i === 0 && { fontWeight: 'bold' as const }) },
    ),
  )
  const file = await writeXlsxFile(data, {
    sheet: sheet.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31) || 'Sheet1',
    columns: widths,
    stickyRowsCount: 1,
  }).toBlob()
  return new Uint8Array(await file.arrayBuffer())
}

/** What XML 1.0 cannot carry. */
const clean = (text: string): string => text.replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '')
