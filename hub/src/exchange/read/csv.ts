import { parse } from 'csv-parse/sync'

export interface CsvFault {
  code: 'quote-unclosed' | 'quote-stray' | 'row-too-long'
  line: number
  /** 0-based field of the row */
  field: number
}

export interface CsvEvents {
  /** @param line 1-based line on which the row begins, as a text editor counts */
  row(cells: string[], line: number): void
  fault(fault: CsvFault): void
  /** bytes read so far */
  progress?(done: number): void
}

/** Bytes handed to the parser at once. */
const CHUNK = 512 * 1024
/** A row longer than this has lost a quotation mark. */
export const MAX_ROW = 1024 * 1024
/** After so many broken rows nothing new is learnt. */
const MAX_FAULTS = 50

const LF = 0x0a
const CR = 0x0d
const QUOTE = 0x22

/**
 * Rows of a CSV text (RFC 4180, any line end, fields over several lines). Empty lines are passed over. After a broken
 * row, reading goes on with the line after the one it began on, so that one lost quotation mark hides nothing.
 *
 * @param utf8 without a byte order mark
 * @param piece bytes to be parsed at once, about
 */
export function readCsv(utf8: Uint8Array, delimiter: string, events: CsvEvents, piece = CHUNK): void {
  const bytes = Buffer.from(utf8.buffer, utf8.byteOffset, utf8.length)
  let line = 1
  let faults = 0
  let at = 0

  const take = (rows: string[][], quoted: boolean) => {
    for (const cells of rows) {
      const begins = line
      line += 1
      if (quoted) for (const cell of cells) line += breaks(cell)
      if (cells.length > 1 || cells[0] !== '') events.row(cells, begins)
    }
  }

  while (at < bytes.length) {
    const end = chunkEnd(bytes, at, piece)
    const chunk = bytes.subarray(at, end)
    // Without a quotation mark a row is its line, and a field what stands between delimiters.
    if (!chunk.includes(QUOTE)) {
      take(plainRows(chunk, delimiter), false)
      at = end
      events.progress?.(at)
      continue
    }
    const before = line
    const parsed = parseChunk(chunk, delimiter)
    take(parsed.rows, true)
    if (parsed.broken === undefined) {
      at = end
      events.progress?.(at)
      continue
    }
    events.fault({ code: parsed.broken.code, line, field: parsed.broken.field })
    if (++faults >= MAX_FAULTS) return
    // To the line after the one on which the broken row begins.
    for (let skipped = before; skipped <= line; skipped++) at = nextLine(bytes, at)
    line += 1
  }
}

interface Parsed {
  rows: string[][]
  broken?: { code: CsvFault['code']; field: number }
}

function parseChunk(chunk: Buffer, delimiter: string): Parsed {
  try {
    return { rows: parse(chunk, settings(delimiter)) as string[][] }
  } catch (error) {
    const { records, ...broken } = brokenBy(error)
    if (records === 0) return { rows: [], broken }
    // What stands before the broken row is read once more, on its own.
    return { rows: parse(chunk, { ...settings(delimiter), to: records }) as string[][], broken }
  }
}

const settings = (delimiter: string) => ({
  delimiter,
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  skip_empty_lines: false,
  max_record_size: MAX_ROW,
})

function brokenBy(error: unknown): { code: CsvFault['code']; field: number; records: number } {
  const { code, column, records } = error as { code?: string; column?: number; records?: number }
  if (code === undefined || records === undefined) throw error
  const kind =
    code === 'CSV_QUOTE_NOT_CLOSED'
      ? 'quote-unclosed'
      : code === 'CSV_MAX_RECORD_SIZE'
        ? 'row-too-long'
        : 'quote-stray'
  return { code: kind, field: typeof column === 'number' ? column : 0, records }
}

function plainRows(chunk: Buffer, delimiter: string): string[][] {
  const lines = chunk.toString('utf8').split(/\r\n|\n|\r/)
  // A text that ends with a line end has no last row.
  if (lines.at(-1) === '') lines.pop()
  return lines.map(text => text.split(delimiter))
}

function breaks(cell: string): number {
  if (!cell.includes('\n') && !cell.includes('\r')) return 0
  let count = 0
  for (let i = 0; i < cell.length; i++) {
    const unit = cell.charCodeAt(i)
    if (unit === LF || (unit === CR && cell.charCodeAt(i + 1) !== LF)) count++
  }
  return count
}

/** The first line end outside quotation marks after a chunk's worth of bytes; the text's end if there is none. */
function chunkEnd(bytes: Buffer, from: number, piece: number): number {
  if (bytes.length - from <= piece) return bytes.length
  let quotes = 0
  let counted = from
  let probe = from + piece
  while (probe < bytes.length) {
    const lf = bytes.indexOf(LF, probe)
    const cr = lf < 0 ? bytes.indexOf(CR, probe) : -1
    const end = lf >= 0 ? lf + 1 : cr >= 0 ? cr + 1 : bytes.length
    for (let q = bytes.indexOf(QUOTE, counted); q >= 0 && q < end; q = bytes.indexOf(QUOTE, q + 1)) quotes++
    counted = end
    if (quotes % 2 === 0) return end
    probe = end
    // An odd quotation mark somewhere: the parser shall say where, with enough of the text to tell.
    if (end - from > piece + 4 * MAX_ROW) return end
  }
  return bytes.length
}

function nextLine(bytes: Buffer, from: number): number {
  for (let i = from; i < bytes.length; i++) {
    if (bytes[i] === LF) return i + 1
    if (bytes[i] === CR) return bytes[i + 1] === LF ? i + 2 : i + 1
  }
  return bytes.length
}

const DELIMITERS = [',', ';', '\t', '|'] as const

/** Rows looked at to tell the delimiter: a title above the header must not decide. */
const LOOKED_AT = 12

/** The delimiter of a table: the one that most rows have most of, outside quotation marks. */
export function guessDelimiter(utf8: Uint8Array): string {
  const head = new TextDecoder().decode(utf8.subarray(0, 64 * 1024))
  const rows: number[][] = []
  let counts = DELIMITERS.map(() => 0)
  let quoted = false
  let any = false
  const end = () => {
    if (any) rows.push(counts)
    counts = DELIMITERS.map(() => 0)
    any = false
  }
  for (const letter of head) {
    if (rows.length === LOOKED_AT) break
    if (!quoted && (letter === '\n' || letter === '\r')) end()
    else if (letter === '"') quoted = !quoted
    else if (!quoted) {
      const at = (DELIMITERS as readonly string[]).indexOf(letter)
      if (at >= 0) counts[at] = (counts[at] ?? 0) + 1
      any ||= letter.trim() !== ''
    }
  }
  end()
  const typical = DELIMITERS.map((_, i) => middle(rows.map(row => row[i] ?? 0)))
  const most = Math.max(...typical)
  return DELIMITERS[typical.indexOf(most)] ?? ','
}

const middle = (numbers: number[]): number => numbers.sort((a, b) => a - b)[numbers.length >> 1] ?? 0

/** A first line `sep=;`, by which spreadsheets are told the delimiter; it is no row. */
export function declaredDelimiter(utf8: Uint8Array): { delimiter: string; bytes: number } | undefined {
  const head = new TextDecoder().decode(utf8.subarray(0, 16))
  const found = /^sep=(.)(\r\n|\n|\r)/i.exec(head)
  return found ? { delimiter: found[1] as string, bytes: found[0].length } : undefined
}
