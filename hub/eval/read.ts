import { fail, ok, type Result } from '@schoolgate/protocol/result'
import { gunzipSync } from 'fflate'

/** A row of a research file that cannot be read: where, and what about it. */
export interface RowFault {
  file: string
  /** counts from 1 */
  line: number
  why: string
}

export interface ContactRow {
  /** seconds; of whatever clock the file has */
  t: number
  a: string
  b: string
  /** null: the row has no classes */
  classA: string | null
  classB: string | null
}

export interface MetadataRow {
  id: string
  group: string
  /** null: not known */
  sex: string | null
}

export interface DiaryRow {
  /** who says so */
  by: string
  of: string
  /** remembered minutes; null: not told */
  minutes: number | null
}

/** Text of a file, unpacked where it begins as gzip does (RFC 1952). @throws Error when it is no whole gzip */
export function textOf(bytes: Uint8Array): string {
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes
  return new TextDecoder().decode(plain)
}

/** `t i j Ci Cj`, or `t i j`: a contact in the 20 seconds that end at `t`. */
export function readContacts(text: string, file: string): Result<ContactRow[], RowFault> {
  let width: number | null = null
  return rows(text, file, cells => {
    const [t = '', a = '', b = '', classA, classB] = cells
    if (cells.length !== 3 && cells.length !== 5)
      return `a contact is "t i j" or "t i j Ci Cj", and here are ${cells.length} cells`
    width ??= cells.length
    if (cells.length !== width) return `here are ${cells.length} cells, and ${width} in the rows before`
    const time = Number(t)
    if (!Number.isSafeInteger(Math.round(time)) || time < 0) return `"${short(t)}" is no time in seconds`
    return { t: time, a, b, classA: classA ?? null, classB: classB ?? null }
  })
}

const NO_SEX = new Set(['u', 'unknown', 'na', 'n/a', '-', '?', 'none', 'null'])

/** `id class`, or `id class gender`; `U`, `Unknown` and the like are not known. */
export function readMetadata(text: string, file: string): Result<MetadataRow[], RowFault> {
  const seen = new Set<string>()
  return rows(text, file, cells => {
    const [id = '', group = '', sex] = cells
    if (cells.length < 2 || cells.length > 3)
      return `a person is "id class gender", and here are ${cells.length} cells`
    if (seen.has(id)) return `"${short(id)}" was there before`
    seen.add(id)
    return { id, group, sex: sex === undefined || NO_SEX.has(sex.toLowerCase()) ? null : sex.toUpperCase() }
  })
}

/** Minutes a diary's class of duration stands for: up to 5, 5 to 15, 15 to 60, more than 60. */
const DIARY_MINUTES = [3, 10, 35, 90] as const

/** `i j w`, or `i j`: i says they were in contact with j; `w` a class of duration, 1 to 4. */
export function readDiaries(text: string, file: string): Result<DiaryRow[], RowFault> {
  return rows(text, file, cells => {
    const [by = '', of = '', w] = cells
    if (cells.length < 2 || cells.length > 3)
      return `a diary's row is "i j w", and here are ${cells.length} cells`
    if (by === of) return `"${short(by)}" names itself`
    if (w === undefined) return { by, of, minutes: null }
    const minutes = /^[1-4](\.0*)?$/.test(w) ? (DIARY_MINUTES[Math.floor(Number(w)) - 1] ?? null) : null
    return minutes === null ? `"${short(w)}" is no class of duration from 1 to 4` : { by, of, minutes }
  })
}

/** Cells apart by tabs, spaces, commas or semicolons; empty lines and `#` lines are passed over. */
function rows<Row extends object>(
  text: string,
  file: string,
  read: (cells: string[]) => Row | string,
): Result<Row[], RowFault> {
  const value: Row[] = []
  let line = 0
  for (const raw of text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)) {
    line += 1
    const trimmed = raw.trim()
    if (trimmed === '' || trimmed.startsWith('#')) continue
    const row = read(trimmed.split(/\s*[,;]\s*|\s+/))
    if (typeof row === 'string') return fail({ file, line, why: row })
    value.push(row)
  }
  if (value.length === 0) return fail({ file, line, why: 'there is not one row in it' })
  return ok(value)
}

const short = (cell: string): string => (cell.length > 24 ? `${cell.slice(0, 24)}…` : cell)
