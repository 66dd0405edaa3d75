import { fail, ok, type Result } from '@schoolgate/protocol/result'
import { gunzipSync } from 'fflate'

/** A row of a research file that cannot be read: where, and what about it. */
export interface RowFault {
  file: string
  /** counts from 1 */
  line: number
  why: string
}

/** What was read, and what was odd in it without making it unreadable, a sentence each. */
export interface Read<Row> {
  rows: Row[]
  notes: string[]
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
  /** null: not known */
  group: string | null
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
export function readContacts(text: string, file: string): Result<Read<ContactRow>, RowFault> {
  let width: number | null = null
  return rows(text, file, ['t', 'time', 'timestamp'], cells => {
    const [t = '', a = '', b = '', classA, classB] = cells
    if (cells.length !== 3 && cells.length !== 5)
      return `a contact is "t i j" or "t i j Ci Cj", and here are ${cells.length} cells`
    width ??= cells.length
    if (cells.length !== width) return `here are ${cells.length} cells, and ${width} in the rows before`
    const time = Number(t)
    if (!Number.isSafeInteger(Math.round(time)) || time < 0) return `"${short(t)}" is no time in seconds`
    return { t: time, a, b, classA: groupOf(classA), classB: groupOf(classB) }
  })
}

const NOT_KNOWN = new Set(['unknown', 'na', 'n/a', '-', '?', 'null', ''])
const NO_SEX = new Set([...NOT_KNOWN, 'u', 'none'])

const groupOf = (group: string | undefined): string | null =>
  group === undefined || NOT_KNOWN.has(group.toLowerCase()) ? null : group

/**
 * `id class`, or `id class gender`; `U`, `Unknown` and the like are not known. Of two rows about one person the first
 * holds; cells after these are not read.
 */
export function readMetadata(text: string, file: string): Result<Read<MetadataRow>, RowFault> {
  const seen = new Set<string>()
  const odd = { again: 0, wide: 0 }
  const read = rows(
    text,
    file,
    ['id', 'i', 'node', 'person', 'name'],
    (cells): MetadataRow | string | null => {
      const [id = '', group = '', sex] = cells
      if (cells.length < 2) return `a person is "id class gender", and here are ${cells.length} cells`
      if (cells.length > 3) odd.wide += 1
      if (seen.has(id)) {
        odd.again += 1
        return null
      }
      seen.add(id)
      const known = sex !== undefined && !NO_SEX.has(sex.toLowerCase())
      return { id, group: groupOf(group), sex: known ? sex.toUpperCase() : null }
    },
  )
  if (read.ok && odd.again > 0)
    read.value.notes.push(`${odd.again} rows about persons named before, not used`)
  if (read.ok && odd.wide > 0) read.value.notes.push(`${odd.wide} rows with cells after the gender, not used`)
  return read
}

/** Minutes a diary's class of duration stands for: up to 5, 5 to 15, 15 to 60, more than 60. */
const DIARY_MINUTES = [3, 10, 35, 90] as const

/** `i j w`, or `i j`: i says they were in contact with j; `w` a class of duration, 1 to 4. */
export function readDiaries(text: string, file: string): Result<Read<DiaryRow>, RowFault> {
  let alone = 0
  const read = rows(text, file, ['i', 'id', 'by', 'from'], (cells): DiaryRow | string | null => {
    const [by = '', of = '', w] = cells
    if (cells.length < 2 || cells.length > 3)
      return `a diary's row is "i j w", and here are ${cells.length} cells`
    const minutes =
      w !== undefined && /^[1-4](\.0*)?$/.test(w) ? (DIARY_MINUTES[Math.floor(Number(w)) - 1] ?? null) : null
    if (w !== undefined && minutes === null) return `"${short(w)}" is no class of duration from 1 to 4`
    if (by !== of) return { by, of, minutes }
    alone += 1
    return null
  })
  if (read.ok && alone > 0) read.value.notes.push(`${alone} diary rows in which somebody names themselves`)
  return read
}

/**
 * Cells apart by tabs where a row has any (names may then hold spaces), else by spaces, commas or semicolons; empty
 * lines and `#` lines are passed over, and so is a first row of headings.
 *
 * @param headings of the first cell
 * @param read a row, why it is none, or null for one that is not to be used
 */
function rows<Row extends object>(
  text: string,
  file: string,
  headings: readonly string[],
  read: (cells: string[]) => Row | string | null,
): Result<Read<Row>, RowFault> {
  const found: Row[] = []
  const notes: string[] = []
  let line = 0
  let first = true
  for (const raw of text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)) {
    line += 1
    const trimmed = raw.trim()
    if (trimmed === '' || trimmed.startsWith('#')) continue
    const cells = trimmed.split(trimmed.includes('\t') ? / *\t */ : /\s*[,;]\s*|\s+/)
    if (first && headings.includes(cells[0]?.toLowerCase() ?? '')) {
      first = false
      notes.push('a row of headings, passed over')
      continue
    }
    first = false
    const row = read(cells)
    if (typeof row === 'string') return fail({ file, line, why: row })
    if (row !== null) found.push(row)
  }
  if (found.length === 0) return fail({ file, line, why: 'there is not one row in it' })
  return ok({ rows: found, notes })
}

const short = (cell: string): string => (cell.length > 24 ? `${cell.slice(0, 24)}…` : cell)
