import { fail, ok, type Result } from '@schoolgate/protocol/result'
import readXlsxFile from 'read-excel-file/universal'
import type { ZipEntry } from './zip.ts'

export interface Sheet {
  name: string
  /** as in the sheet, gaps kept: rows[0] is row 1 */
  rows: string[][]
  /** sheets beside the first */
  others: number
}

export type XlsxFault = 'xlsx-broken' | 'zip-too-large' | 'zip-ratio'

/** Excel's own limits are 1,048,576 rows and 16,384 columns; an address beyond them is made to harm. */
const WILD_ADDRESS = /\br="(?:[A-Za-z]{4,}\d*|[A-Za-z]*\d{8,})"/
const MAX_SHEET_BYTES = 256 * 1024 * 1024

/**
 * The first sheet of a workbook, as text: what a formula last gave, never the formula; days as ISO days. Nothing
 * outside the file is followed.
 *
 * @param entries of the workbook, opened within the limits of a zip archive
 */
export async function readXlsx(
  bytes: Uint8Array,
  entries: readonly ZipEntry[],
): Promise<Result<Sheet, XlsxFault>> {
  let total = 0
  for (const entry of entries) {
    if (!/\.xml(\.rels)?$/.test(entry.path)) continue
    total += entry.size
    if (total > MAX_SHEET_BYTES) return fail('zip-too-large')
    // Unpacked here first: sizes and sums are proved before the library sees them.
    const xml = entry.read()
    if (!xml.ok) return fail('xlsx-broken')
    if (/worksheets\//.test(entry.path) && WILD_ADDRESS.test(Buffer.from(xml.value).toString('latin1')))
      return fail('xlsx-broken')
  }
  try {
    const copy = new Uint8Array(bytes).buffer
    const sheets = await readXlsxFile<string>(copy, { parseNumber: text => text, trim: false })
    const first = sheets[0]
    if (first === undefined) return fail('xlsx-broken')
    const rows = first.data.map(row => row.map(cellText))
    return ok({ name: first.sheet, rows, others: sheets.length - 1 })
  } catch {
    // The library throws what it finds wrong; none of its words are for people.
    return fail('xlsx-broken')
  }
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10)
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  const text = String(value)
  return NUMBER.test(text) ? numberText(text) : text
}

const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/

/** A long number is stored as 9.912345e7: people wrote its digits. */
function numberText(text: string): string {
  if (!/[eE.]/.test(text)) return text
  const value = Number(text)
  return Number.isSafeInteger(value) ? String(value) : text
}
