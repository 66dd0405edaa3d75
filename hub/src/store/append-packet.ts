import type { Append, GapRow, HighWater, LogRow, QuarantineRow } from './log-types.ts'
import { LOG_COLUMNS } from './log-values.ts'

/**
 * A group commit on its way to the writer's thread: three flat buffers instead of a tree of objects, whose copy
 * would cost more than the insert itself.
 */
export interface AppendPacket {
  numbers: Float64Array<ArrayBuffer>
  /** NUL-joined */
  texts: string
  bytes: Uint8Array<ArrayBuffer>
  /** rare, so sent as they are; by index of the append */
  quarantine: [number, QuarantineRow[]][]
  gaps: [number, GapRow[]][]
}

export interface PackedAppend {
  kiosk: string
  journal: string
  expected: HighWater
  next: HighWater
  rows: number
}

export type LogValue = string | number | Uint8Array | null

const NUMBERS_PER_APPEND = 4
const NUMBERS_PER_ROW = 13
const HASH = 32
const SEPARATOR = '\0'

export function packAppends(appends: Append[]): AppendPacket {
  let rows = 0
  let bodies = 0
  for (const append of appends) {
    rows += append.rows.length
    for (const row of append.rows) bodies += row.body.length
  }
  const numbers = new Float64Array(appends.length * NUMBERS_PER_APPEND + rows * NUMBERS_PER_ROW)
  const bytes = new Uint8Array((appends.length * 2 + rows) * HASH + bodies)
  const texts: string[] = []
  const quarantine: AppendPacket['quarantine'] = []
  const gaps: AppendPacket['gaps'] = []
  let n = 0
  let b = 0
  for (let a = 0; a < appends.length; a++) {
    const append = appends[a] as Append
    const { expected, next } = append
    texts.push(append.kiosk, append.journal)
    numbers[n++] = append.rows.length
    numbers[n++] = expected.seq
    numbers[n++] = next.seq
    numbers[n++] = next.lo ?? 0
    bytes.set(expected.head, b)
    bytes.set(next.head, b + HASH)
    b += 2 * HASH
    if (append.quarantine.length > 0) quarantine.push([a, append.quarantine])
    if (append.gaps.length > 0) gaps.push([a, append.gaps])
    for (let i = 0; i < append.rows.length; i++) {
      const row = append.rows[i] as LogRow
      const entry = append.entries[i]
      numbers[n] = row.seq
      numbers[n + 1] = row.monoMs
      numbers[n + 2] = row.wallMs
      numbers[n + 3] = row.synced ? 1 : 0
      numbers[n + 4] = row.v
      numbers[n + 5] = row.at
      numbers[n + 6] = row.lo
      numbers[n + 7] = row.hi
      numbers[n + 8] = row.receivedAt
      numbers[n + 9] = row.body.length
      numbers[n + 10] = entry?.surface ?? Number.NaN
      // No entry: its body was not read. `look` is at least 1 where it was.
      numbers[n + 11] = entry?.look ?? 0
      numbers[n + 12] = entry?.idleMs ?? 0
      n += NUMBERS_PER_ROW
      bytes.set(row.hash, b)
      bytes.set(row.body, b + HASH)
      b += HASH + row.body.length
      texts.push(row.bootId, row.kind, row.quality)
      if (entry === undefined) continue
      const reasons = entry.reasons.length === 0 ? '' : entry.reasons.join(' ')
      texts.push(entry.site, entry.gate, entry.day, entry.direction, entry.verdict, reasons)
      texts.push(entry.card ?? '', entry.person ?? '')
    }
  }
  return { numbers, texts: texts.join(SEPARATOR), bytes, quarantine, gaps }
}

/** Reads a packet in the order it was packed: each append, then its rows. */
export class AppendReader {
  readonly #numbers: Float64Array
  readonly #texts: string[]
  readonly #bytes: Uint8Array
  #n = 0
  #t = 0
  #b = 0

  constructor({ numbers, texts, bytes }: AppendPacket) {
    this.#numbers = numbers
    this.#texts = texts === '' ? [] : texts.split(SEPARATOR)
    this.#bytes = bytes
  }

  get done(): boolean {
    return this.#n === this.#numbers.length
  }

  append(): PackedAppend {
    return {
      kiosk: this.#text(),
      journal: this.#text(),
      rows: this.#number(),
      expected: { seq: this.#number(), head: this.#take(HASH) },
      next: { seq: this.#number(), lo: this.#number(), head: this.#take(HASH) },
    }
  }

  /** Writes a row's values into `to`, from `at` on, in the order of the log's columns. */
  row({ kiosk, journal }: PackedAppend, id: number, to: LogValue[], at: number): void {
    const numbers = this.#numbers
    const n = this.#n
    this.#n = n + NUMBERS_PER_ROW
    to[at] = id
    to[at + 1] = kiosk
    to[at + 2] = journal
    to[at + 3] = numbers[n] as number
    to[at + 4] = this.#text()
    to[at + 5] = numbers[n + 1] as number
    to[at + 6] = numbers[n + 2] as number
    to[at + 7] = numbers[n + 3] as number
    to[at + 8] = this.#text()
    to[at + 9] = numbers[n + 4] as number
    to[at + 11] = this.#take(HASH)
    to[at + 10] = this.#take(numbers[n + 9] as number)
    to[at + 12] = numbers[n + 5] as number
    to[at + 13] = numbers[n + 6] as number
    to[at + 14] = numbers[n + 7] as number
    to[at + 15] = this.#text()
    to[at + 16] = numbers[n + 8] as number
    const look = numbers[n + 11] as number
    if (look === 0) {
      for (let i = 17; i < LOG_COLUMNS; i++) to[at + i] = null
      return
    }
    for (let i = 17; i < 23; i++) to[at + i] = this.#text()
    to[at + 23] = this.#text() || null
    to[at + 24] = this.#text() || null
    const surface = numbers[n + 10] as number
    to[at + 25] = Number.isNaN(surface) ? null : surface
    to[at + 26] = look
    to[at + 27] = numbers[n + 12] as number
  }

  /** Goes past the rows of an append that is not applied. */
  skip(append: PackedAppend): void {
    const unread: LogValue[] = []
    for (let i = 0; i < append.rows; i++) this.row(append, 0, unread, 0)
  }

  #number(): number {
    return this.#numbers[this.#n++] as number
  }

  #text(): string {
    return this.#texts[this.#t++] as string
  }

  #take(length: number): Uint8Array {
    this.#b += length
    return this.#bytes.subarray(this.#b - length, this.#b)
  }
}
