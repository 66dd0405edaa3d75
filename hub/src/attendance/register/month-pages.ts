import { isoWeekday } from '../../directory/calendar.ts'
import { pt } from '../../print/measures.ts'
import { LINE, type Pen } from '../../print/pen.ts'
import { type Box, baselineIn, drawCell, FAINT, GREY, INK } from './cell.ts'
import { drawClosing } from './closing.ts'
import type { RegisterData, RegisterMonth, Totals } from './model.ts'
import { INNER, PAGE, rightAligned } from './page.ts'
import type { RegisterWords } from './words/type.ts'

const TITLE = 14.5
const HEAD = 17
/** a class of 35 stays on one page */
const ROW = { max: 6.2, min: 3.5 }
const FOOT_ROW = 4.1
/** legend and signatures below the table of a month's last page */
const CLOSING = 20
const NUMBER_WIDTH = 7
const TOTAL_WIDTH = 9.2
const DAY = { max: 8.2, min: 5 }

const TOTAL_COLUMNS = ['here', 'late', 'lateMin', 'leftEarly', 'absent', 'excused', 'ill'] as const
const FOOT_ROWS = ['here', 'late', 'absent', 'excused'] as const

/** The pages of one month: its table, and on the last one sums, the legend and where people sign. */
export class MonthPages {
  readonly #pen: Pen
  readonly #data: RegisterData
  readonly #month: RegisterMonth
  readonly #words: RegisterWords
  readonly #day: number
  readonly #name: number
  readonly #percent: Intl.NumberFormat

  constructor(pen: Pen, data: RegisterData, month: RegisterMonth, words: RegisterWords) {
    this.#pen = pen
    this.#data = data
    this.#month = month
    this.#words = words
    this.#percent = new Intl.NumberFormat(data.locale, { style: 'percent', maximumFractionDigits: 1 })
    const room = INNER - NUMBER_WIDTH - TOTAL_WIDTH * TOTAL_COLUMNS.length
    const days = Math.max(month.days.length, 1)
    this.#day = Math.max(DAY.min, Math.min(DAY.max, (room - 58) / days))
    this.#name = room - this.#day * days
  }

  draw(): void {
    const { people } = this.#month
    const body = PAGE.height - PAGE.top - PAGE.bottom - TITLE - HEAD
    const closing = FOOT_ROW * FOOT_ROWS.length + CLOSING
    // One page where the rows stay readable on it, else as many as there must be, evenly filled.
    const onLast = Math.floor((body - closing) / ROW.min)
    const pages =
      people.length <= onLast ? 1 : 1 + Math.ceil((people.length - onLast) / Math.floor(body / ROW.min))
    const each = Math.max(1, Math.ceil(people.length / pages))
    const last = people.length - each * (pages - 1)
    const height = Math.min(ROW.max, (body - closing) / Math.max(1, last), pages > 1 ? body / each : ROW.max)
    for (let page = 0; page < pages; page++) {
      this.#pen.doc.addPage()
      const top = this.#head(page)
      const rows = people.slice(page * each, (page + 1) * each)
      // Shades first: no row's paper may cover the marks above or below its neighbour's letters.
      for (let i = 1; i < rows.length; i += 2)
        this.#pen.box(PAGE.left, top + i * height, INNER, height, '#f6f7f9')
      rows.forEach((line, i) => {
        this.#row(line, page * each + i, { y: top + i * height, height })
      })
      const end = top + rows.length * height
      const bottom = page === pages - 1 ? this.#foot(end) : end
      this.#rules(top - HEAD, end, bottom)
      if (page === pages - 1) drawClosing(this.#pen, this.#words, bottom + 2)
    }
  }

  #x(day: number): number {
    return PAGE.left + NUMBER_WIDTH + this.#name + day * this.#day
  }
  #totalX(column: number): number {
    return this.#x(this.#month.days.length) + column * TOTAL_WIDTH
  }

  /** Title and column heads. @returns where the rows begin */
  #head(page: number): number {
    const pen = this.#pen
    const { school, group, teacher } = this.#data
    const { year, month } = this.#month
    const words = this.#words
    const right = PAGE.width - PAGE.right
    const { size, lines } = pen.fit('bold', {
      text: `${words.class} ${group}`,
      max: 16,
      min: 8,
      lines: () => [pt(120)],
    })
    const title = lines[0] ?? ''
    pen.line('bold', size, title, PAGE.left, PAGE.top + 5.5, INK)
    const after = PAGE.left + (pen.width('bold', title) * size) / pt(1) + 4
    pen.line('regular', 13, words.month(year, month), after, PAGE.top + 5.5, INK)
    const heading = pen.fit('regular', {
      text: `${words.title} · ${school}`,
      max: 9,
      min: 6,
      lines: () => [pt(170)],
    })
    pen.lines('regular', heading, PAGE.left, PAGE.top + 8.2, GREY)
    if (teacher !== null && page === 0) {
      rightAligned(pen, 8, words.classTeacher, right, PAGE.top + 3.2, GREY)
      const name = pen.fit('bold', { text: teacher, max: 10, min: 6, lines: () => [pt(90)] })
      rightAligned(pen, name.size, name.lines[0] ?? '', right, PAGE.top + 8, INK, 'bold')
    }

    const top = PAGE.top + TITLE
    const base = top + HEAD - 1.6
    pen.box(PAGE.left, top, INNER, HEAD, '#eef0f3')
    pen.centred('bold', 7, '№', PAGE.left + NUMBER_WIDTH / 2, base, INK)
    pen.line('bold', 8, words.name, PAGE.left + NUMBER_WIDTH + 1.2, base, INK)
    this.#month.days.forEach((day, i) => {
      const middle = this.#x(i) + this.#day / 2
      pen.centred('regular', 6.5, words.weekdays[isoWeekday(day) - 1] ?? '', middle, base - 4.6, GREY)
      pen.centred('bold', 9, String(Number(day.slice(8))), middle, base, INK)
    })
    const labels = { ...words, lateMin: words.lateMinutes }
    TOTAL_COLUMNS.forEach((column, i) => {
      this.#upright(labels[column], this.#totalX(i) + TOTAL_WIDTH / 2, top + HEAD - 1)
    })
    return top + HEAD
  }

  /** Text that climbs, one or two lines of it, about a middle. */
  #upright(text: string, middle: number, bottom: number): void {
    const { doc } = this.#pen
    const long = pt(HEAD - 2)
    const fitted = this.#pen.fit('regular', { text, max: 7.5, min: 5, lines: () => [long, long] })
    doc.save().rotate(-90, { origin: [pt(middle), pt(bottom)] })
    const block = (fitted.lines.length * fitted.size * LINE) / pt(1)
    this.#pen.lines('regular', fitted, middle, bottom - block / 2, INK)
    doc.restore()
  }

  #row(line: RegisterMonth['people'][number], index: number, { y, height }: Pick<Box, 'y' | 'height'>): void {
    const pen = this.#pen
    const { days } = this.#month
    const number = String(index + 1)
    const right = PAGE.left + NUMBER_WIDTH - 1.2
    rightAligned(pen, 7, number, right, baselineIn({ y, height }, 7), GREY)
    const width = pt(this.#name - 2)
    const lines = (size: number) => (2 * size * LINE <= pt(height) ? [width, width] : [width])
    const max = Math.min(9, pt(height) / LINE)
    const name = pen.fit('regular', { text: line.person.name, max, min: 5.5, lines })
    const block = (name.lines.length * name.size * LINE) / pt(1)
    if (name.lines.length === 1)
      pen.line(
        'regular',
        name.size,
        name.lines[0] ?? '',
        PAGE.left + NUMBER_WIDTH + 1.2,
        baselineIn({ y, height }, name.size),
        INK,
      )
    else pen.lines('regular', name, PAGE.left + NUMBER_WIDTH + 1.2, y + (height - block) / 2, INK)

    days.forEach((day, i) => {
      const box = { x: this.#x(i), y, width: this.#day, height }
      const row = line.rows.get(day)
      if (row) drawCell(pen, row, this.#words, box)
      else if (day <= this.#data.today) this.#dash(box)
    })
    TOTAL_COLUMNS.forEach((column, i) => {
      const box = { x: this.#totalX(i), y, width: TOTAL_WIDTH, height }
      this.#figure(line.totals[column], box, column === 'absent' || column === 'here')
    })
  }

  #dash(box: Box): void {
    this.#pen.centred('regular', 7, '–', box.x + box.width / 2, baselineIn(box, 7), FAINT)
  }

  #figure(n: number, box: Box, strong = false): void {
    const size = Math.min(8.5, box.height * 1.8)
    const face = strong && n > 0 ? 'bold' : 'regular'
    const baseline = baselineIn(box, size)
    this.#pen.centred(face, size, String(n), box.x + box.width / 2, baseline, n === 0 ? FAINT : INK)
  }

  /** Sums of each day. @returns where they end */
  #foot(top: number): number {
    const pen = this.#pen
    const { dayTotals, days, totals } = this.#month
    pen.box(PAGE.left, top, INNER, FOOT_ROW * FOOT_ROWS.length, '#eef0f3')
    FOOT_ROWS.forEach((field, i) => {
      const at = { y: top + i * FOOT_ROW, height: FOOT_ROW }
      const base = baselineIn(at, 7.5)
      pen.line('bold', 7.5, this.#words[field], PAGE.left + NUMBER_WIDTH + 1.2, base, INK)
      days.forEach((day, d) => {
        const n = dayTotals.get(day) as Totals
        const box = { ...at, x: this.#x(d), width: this.#day }
        if (n.expected > 0) this.#figure(n[field], box)
      })
      const share = totals.expected === 0 ? '' : this.#percent.format(totals[field] / totals.expected)
      rightAligned(pen, 7.5, String(totals[field]), this.#totalX(1) + 4, base, INK, 'bold')
      rightAligned(pen, 7.5, share, this.#totalX(3) - 3, base, GREY)
    })
    pen.doc
      .moveTo(pt(PAGE.left), pt(top))
      .lineTo(pt(PAGE.left + INNER), pt(top))
      .lineWidth(0.8)
      .stroke(GREY)
    return top + FOOT_ROW * FOOT_ROWS.length
  }

  /** The table's lines: hair lines between days, stronger ones where a week begins and around. */
  #rules(top: number, rowsEnd: number, bottom: number): void {
    const { doc } = this.#pen
    const upright = (x: number, width: number, colour: string, to = bottom) =>
      doc.moveTo(pt(x), pt(top)).lineTo(pt(x), pt(to)).lineWidth(width).stroke(colour)
    const { days } = this.#month
    days.forEach((day, i) => {
      const before = days[i - 1]
      const week = before === undefined || isoWeekday(before) >= isoWeekday(day) || gap(before, day) > 6
      upright(this.#x(i), week ? 0.8 : 0.25, week ? GREY : '#c3c9d1')
    })
    upright(this.#totalX(0), 0.8, GREY)
    for (let i = 1; i < TOTAL_COLUMNS.length; i++) upright(this.#totalX(i), 0.25, '#c3c9d1', rowsEnd)
    upright(PAGE.left + NUMBER_WIDTH, 0.25, '#c3c9d1')
    const level = (y: number) => doc.moveTo(pt(PAGE.left), pt(y)).lineTo(pt(PAGE.left + INNER), pt(y))
    level(top + HEAD)
      .lineWidth(0.8)
      .stroke(GREY)
    doc
      .rect(pt(PAGE.left), pt(top), pt(INNER), pt(bottom - top))
      .lineWidth(0.8)
      .stroke(GREY)
  }
}

const gap = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000
