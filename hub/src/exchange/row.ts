import {
  controlCharacter,
  formulaSign,
  isEmail,
  isErrorCell,
  isMoment,
  isoDay,
  isPhone,
  isPlaceholder,
  listOf,
  mixedLetters,
  tidy,
} from './cells.ts'
import type { FaultBook, Owner } from './fault-book.ts'
import { fault, type Spot } from './fault-codes.ts'

/** Signs that make a formula: of text, of an id, of a telephone number. */
const TEXT_SIGNS = '=+-@'
const ID_SIGNS = '=@'
const PHONE_SIGNS = '=@'
/** One for all: most cells that could hold a list hold nothing. */
const NONE: readonly string[] = []

/**
 * One row of a table by the names of its columns. Every reader says what is wrong with its cell, and gives `undefined`
 * where the table has no such column, `null` (or an empty text) where the cell is empty or cannot be used.
 */
export class Row {
  readonly file: string
  readonly #columns: ReadonlyMap<string, number>
  readonly #titles: readonly string[]
  readonly #faults: FaultBook
  #cells: readonly string[] = []
  line = 0
  owner: Owner | undefined

  /**
   * @param columns place of each column in the row
   * @param titles as the header writes them
   */
  constructor(
    file: string,
    columns: ReadonlyMap<string, number>,
    titles: readonly string[],
    faults: FaultBook,
  ) {
    this.file = file
    this.#columns = columns
    this.#titles = titles
    this.#faults = faults
  }

  set(cells: readonly string[], line: number): void {
    this.#cells = cells
    this.line = line
    this.owner = undefined
  }

  has(column: string): boolean {
    return this.#columns.has(column)
  }

  raw(column: string): string {
    const at = this.#columns.get(column)
    return at === undefined ? '' : (this.#cells[at] ?? '')
  }

  spot(column: string, value?: string): Spot {
    const at = this.#columns.get(column)
    const title = at === undefined ? column : (this.#titles[at] ?? column)
    return { file: this.file, line: this.line, column: title, value: value ?? this.raw(column) }
  }

  /** Says a fault of this row. */
  report(found: ReturnType<typeof fault>): void {
    this.#faults.add(found, this.owner)
  }

  /** A text cell, tidied, within its length; an empty text if it is empty or faulty. */
  text(column: string, max: number, signs: string = TEXT_SIGNS): string {
    const raw = this.raw(column)
    if (raw === '') return ''
    const control = controlCharacter(raw)
    if (control !== undefined) {
      this.report(fault('control-character', this.spot(column), { character: control }))
      return ''
    }
    const text = tidy(raw)
    if (text.length > max) {
      this.report(fault('too-long', this.spot(column, text), { limit: String(max) }))
      return ''
    }
    if (isErrorCell(text)) {
      this.report(fault('error-cell', this.spot(column)))
      return ''
    }
    const sign = formulaSign(text, signs)
    if (sign !== undefined) {
      this.report(fault('formula-cell', this.spot(column), { sign }))
      return ''
    }
    return text
  }

  optional(column: string, max: number): string | null | undefined {
    if (!this.has(column)) return undefined
    const text = this.text(column, max)
    return text === '' ? null : text
  }

  required(column: string, max: number): string {
    if (this.raw(column).trim() === '') {
      this.report(fault('required', this.spot(column)))
      return ''
    }
    return this.text(column, max)
  }

  /** What another system calls a record. */
  id(column: string): string {
    return this.text(column, 255, ID_SIGNS)
  }

  requiredId(column: string): string {
    if (this.raw(column).trim() === '') {
      this.report(fault('required', this.spot(column)))
      return ''
    }
    return this.id(column)
  }

  ids(column: string): readonly string[] {
    const raw = this.raw(column)
    if (raw === '') return NONE
    const control = controlCharacter(raw)
    if (control !== undefined) {
      this.report(fault('control-character', this.spot(column), { character: control }))
      return []
    }
    const ids: string[] = []
    for (const id of listOf(raw)) {
      if (id.length > 255) this.report(fault('too-long', this.spot(column, id), { limit: '255' }))
      else if (!ids.includes(id)) ids.push(id)
    }
    return ids
  }

  /** Part of a person's name. */
  name(column: string, max: number): string {
    const raw = tidy(this.raw(column))
    if (raw !== '' && isPlaceholder(raw)) {
      this.report(fault('placeholder', this.spot(column)))
      return ''
    }
    const text = this.text(column, max)
    if (text === '') return ''
    const mixed = mixedLetters(text)
    if (mixed !== undefined) this.report(fault('mixed-alphabets', this.spot(column), { letters: mixed }))
    if (/\d/.test(text)) this.report(fault('name-digits', this.spot(column)))
    return text.normalize('NFC')
  }

  email(column: string): string | null | undefined {
    if (!this.has(column)) return undefined
    const text = this.text(column, 255)
    if (text === '') return null
    if (isEmail(text)) return text
    this.report(fault('bad-email', this.spot(column)))
    return null
  }

  phone(column: string): string | null | undefined {
    if (!this.has(column)) return undefined
    const text = this.text(column, 60, PHONE_SIGNS)
    if (text === '' || isPlaceholder(text)) return null
    if (isPhone(text)) return text
    this.report(fault('bad-phone', this.spot(column)))
    return null
  }

  day(column: string): string | null | undefined {
    if (!this.has(column)) return undefined
    const text = tidy(this.raw(column))
    if (text === '') return null
    // Some systems write midnight behind the day.
    const day = text.replace(/T00:00:00(\.0+)?Z?$/, '')
    const wrong = isoDay(day)
    if (wrong === undefined) return day
    if (wrong === 'form') this.report(fault('bad-date', this.spot(column), { form: 'YYYY-MM-DD' }))
    else this.report(fault('date-impossible', this.spot(column)))
    return null
  }

  requiredDay(column: string): string | null {
    if (this.raw(column).trim() === '') {
      this.report(fault('required', this.spot(column)))
      return null
    }
    return this.day(column) ?? null
  }

  /** A pair of days in order. Both are `null` when they are reversed. */
  span(begin: string, end: string): { from: string | null; to: string | null } {
    const from = this.day(begin) ?? null
    const to = this.day(end) ?? null
    if (from !== null && to !== null && from > to) {
      this.report(fault('dates-reversed', this.spot(end), { begin: from }))
      return { from: null, to: null }
    }
    return { from, to }
  }

  moment(column: string): void {
    const text = tidy(this.raw(column))
    if (text !== '' && isoDay(text) !== undefined && !isMoment(text))
      this.report(fault('bad-time', this.spot(column), { form: 'YYYY-MM-DDTHH:MM:SSZ' }))
  }

  boolean(column: string): boolean | undefined {
    const text = tidy(this.raw(column)).toLowerCase()
    if (text === '') return undefined
    if (text === 'true' || text === '1' || text === 'yes') return true
    if (text === 'false' || text === '0' || text === 'no') return false
    this.report(fault('bad-boolean', this.spot(column)))
    return undefined
  }

  /** One of some words, in any case; `undefined` when empty or none of them. */
  word<W extends string>(column: string, words: readonly W[]): W | undefined {
    const text = tidy(this.raw(column))
    if (text === '') return undefined
    const found = words.find(word => word === text) ?? words.find(w => w.toLowerCase() === text.toLowerCase())
    if (found === undefined) this.report(fault('bad-value', this.spot(column), { allowed: words.join(', ') }))
    return found
  }

  requiredWord<W extends string>(column: string, words: readonly W[]): W | undefined {
    if (this.raw(column).trim() === '') {
      this.report(fault('required', this.spot(column)))
      return undefined
    }
    return this.word(column, words)
  }
}
