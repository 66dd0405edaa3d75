import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import type { Contact, ContactList } from '@schoolgate/protocol/http/trace-answer'
import PDFDocument from 'pdfkit'
import { pt } from '../print/measures.ts'
import { Pen } from '../print/pen.ts'
import type { TraceExport } from './model.ts'
import { drawLines, FLOOR, GREY, INK, INNER, lineHeight, PAGE, rule, wrapped } from './page.ts'
import {
  aboutLines,
  duration,
  lastWords,
  likelihood,
  nameOf,
  percent,
  reasonLine,
  whereOf,
  windowText,
} from './say.ts'
import { type Tags, tagsOf } from './tags.ts'
import type { TraceWords } from './words/type.ts'
import { TRACE_WORDS } from './words.ts'

const SIZE = 8.5
const SMALL = 7
/** Left edges within the page and widths of the columns, mm. */
const COLUMNS = { rank: 8, who: 51, likely: 38, reason: 44, minutes: 22, last: 19 }
const GAP = 2
const ROW_PAD = 1.1
/** People asked about who are named in a contact's row. */
const NAMED_OF = 3

/** What a list is drawn with. */
interface Sheet {
  pen: Pen
  tags: Tags
  words: TraceWords
}

/**
 * Writes a list as PDF: A4, the table's head on every page, whole rows, readable without colour, and tagged, so that a
 * screen reader says it as a list with a title and a table.
 */
export async function writeTracePdf(path: string, data: TraceExport): Promise<void> {
  const words = TRACE_WORDS[data.locale]
  const { list } = data
  const doc = new PDFDocument({
    size: [pt(PAGE.width), pt(PAGE.height)],
    margin: 0,
    bufferPages: true,
    pdfVersion: '1.7',
    lang: data.locale,
    tagged: true,
    displayTitle: true,
    info: { Title: titleOf(words, data), Creator: 'Schoolgate', Producer: 'Schoolgate' },
  })
  const file = createWriteStream(path, { mode: 0o600 })
  doc.pipe(file)
  const sheet: Sheet = { pen: new Pen(doc), tags: tagsOf(doc), words }
  let top = drawHead(sheet, data)
  if (list.contacts.length === 0) top = paragraph(sheet, words.none, top)
  else top = drawTable(sheet, list, top)
  for (const text of lastWords(words, data)) top = paragraph(sheet, text, top + 2)
  numberPages(sheet, data)
  doc.end()
  await finished(file)
}

/** Of which list, about whom and until when: what a reader's window and shelf show. */
function titleOf(words: TraceWords, { list }: TraceExport): string {
  const [first, ...more] = list.persons.map(person => nameOf(words, person))
  const about = first === undefined ? '' : `: ${first}${more.length > 0 ? ` + ${more.length}` : ''}`
  return `${words.title[list.kind]}${about}, ${windowText(list)}`
}

/** @returns mm below the head */
function drawHead(sheet: Sheet, data: TraceExport): number {
  const { pen, tags, words } = sheet
  const title = wrapped(pen, 'bold', 15, words.title[data.list.kind], INNER)
  let top = PAGE.top
  tags.say(tags.within('H1'), () => {
    top = drawLines(pen, 'bold', 15, title, { x: PAGE.left, top }) + 1.5
  })
  const indent = 38
  for (const [key, value] of aboutLines(words, data)) {
    const label = wrapped(pen, 'regular', SIZE, key, indent - GAP)
    const lines = wrapped(pen, 'regular', SIZE, value, INNER - indent)
    const height = Math.max(label.length, lines.length) * lineHeight(SIZE)
    if (top + height > FLOOR) {
      pen.doc.addPage()
      top = PAGE.top
    }
    tags.say(tags.within('P'), () => {
      drawLines(pen, 'regular', SIZE, label, { x: PAGE.left, top, colour: GREY })
      drawLines(pen, 'regular', SIZE, lines, { x: PAGE.left + indent, top })
    })
    top += height + 0.6
  }
  return paragraph(sheet, words.notCleared, top + 1.5, 'bold') + 2
}

function paragraph(
  { pen, tags }: Sheet,
  text: string,
  top: number,
  face: 'regular' | 'bold' = 'regular',
): number {
  const lines = wrapped(pen, face, SIZE, text, INNER)
  const fits = top + lines.length * lineHeight(SIZE) <= FLOOR
  if (!fits) pen.doc.addPage()
  const from = fits ? top : PAGE.top
  tags.say(tags.within('P'), () => drawLines(pen, face, SIZE, lines, { x: PAGE.left, top: from }))
  return from + lines.length * lineHeight(SIZE)
}

/** @returns mm below the table */
function drawTable(sheet: Sheet, list: ContactList, start: number): number {
  const { pen, tags } = sheet
  const table = tags.within('Table')
  let top = drawTableHead(sheet, start, tags.within('TR', tags.within('THead', table)))
  const body = tags.within('TBody', table)
  for (const [i, contact] of list.contacts.entries()) {
    const cells = cellsOf(sheet, contact, { rank: i + 1, list })
    const height = Math.max(...cells.map(cell => cell.height)) + 2 * ROW_PAD
    if (top + height > FLOOR) {
      pen.doc.addPage()
      top = drawTableHead(sheet, PAGE.top)
    }
    const row = tags.within('TR', body)
    for (const { x, draw } of cells) tags.say(tags.within('TD', row), () => draw(x, top + ROW_PAD))
    top += height
    tags.silent(() => rule(pen, top, 0.25))
  }
  return top
}

const edges = (): Record<keyof typeof COLUMNS, number> => {
  let x = PAGE.left
  return Object.fromEntries(
    Object.entries(COLUMNS).map(([column, width]) => {
      const left = x
      x += width
      return [column, left]
    }),
  ) as Record<keyof typeof COLUMNS, number>
}
const LEFT = edges()

/** The table's head, read aloud as the first of `row`'s cells, and nowhere without one. */
function drawTableHead({ pen, tags, words }: Sheet, top: number, row?: PDFKit.PDFStructureElement): number {
  const heads: [keyof typeof COLUMNS, string][] = [
    ['rank', '#'],
    ['who', words.name],
    ['likely', words.probability],
    ['reason', words.reason],
    ['minutes', `${words.near}\n${words.sameRoom}`],
    ['last', words.lastDay],
  ]
  const cells = heads.map(
    ([column, text]) => [column, wrapped(pen, 'bold', SMALL, text, COLUMNS[column] - GAP)] as const,
  )
  const bottom = top + Math.max(...cells.map(([, lines]) => lines.length)) * lineHeight(SMALL) + 1
  for (const [column, lines] of cells) {
    const draw = () => drawLines(pen, 'bold', SMALL, lines, { x: LEFT[column], top })
    if (row) tags.say(tags.within('TH', row, 'Column'), draw)
    else tags.silent(draw)
  }
  tags.silent(() => rule(pen, bottom, 0.8))
  return bottom
}

interface Cell {
  x: number
  height: number
  draw(x: number, top: number): void
}

function cellsOf(
  { pen, words }: Sheet,
  contact: Contact,
  { rank, list }: { rank: number; list: ContactList },
): Cell[] {
  const cell = (
    column: keyof typeof COLUMNS,
    ...parts: [text: string, size?: number, face?: 'regular' | 'bold'][]
  ): Cell => {
    const blocks = parts
      .filter(([text]) => text !== '')
      .map(([text, size = SIZE, face = 'regular' as const]) => {
        const lines = wrapped(pen, face, size, text, COLUMNS[column] - GAP)
        return { lines, size, face, height: lines.length * lineHeight(size) }
      })
    return {
      x: LEFT[column],
      height: blocks.reduce((sum, block) => sum + block.height, 0),
      draw(x, top) {
        let y = top
        for (const { lines, size, face, height } of blocks) {
          drawLines(pen, face, size, lines, { x, top: y, colour: size === SMALL ? GREY : INK })
          y += height
        }
      },
    }
  }
  const { person, reasons, generation, minutes } = contact
  const role = person.outside || person.role === 'student' ? '' : words.roles[person.role]
  const where = [whereOf(person), role].filter(part => part !== '').join(' · ')
  const followed = generation > 1 ? `${words.generation} ${generation}` : ''
  const source = contact.asSource === null ? '' : `${words.asSource}: ${percent(contact.asSource)}`
  return [
    cell('rank', [`${rank}`]),
    cell(
      'who',
      [nameOf(words, person), SIZE, 'bold'],
      [where, SMALL],
      [followed, SMALL],
      [ofText(words, contact, list), SMALL],
    ),
    cell(
      'likely',
      [likelihood(words, contact.probability)],
      [source, SMALL],
      [`${words.meets}: ${words.meet[contact.meets]}`, SMALL],
    ),
    cell('reason', [reasonLine(words, reasons[0])]),
    cell('minutes', [duration(words, minutes.near)], [duration(words, minutes.room), SMALL]),
    cell('last', [contact.lastDay]),
  ]
}

/** Whose contact they are, where that is a question. */
function ofText(words: TraceWords, contact: Contact, { persons }: ContactList): string {
  if (persons.length < 2) return ''
  const of = persons.filter(person => contact.of.includes(person.ref))
  const names = of.slice(0, NAMED_OF).map(person => nameOf(words, person))
  const more = of.length > NAMED_OF ? ` + ${of.length - NAMED_OF}` : ''
  return of.length === 0 ? '' : `${words.contactOf}: ${names.join(', ')}${more}`
}

function numberPages({ pen, tags, words }: Sheet, data: TraceExport): void {
  const { start, count } = pen.doc.bufferedPageRange()
  const bottom = PAGE.height - PAGE.bottom + 4
  for (let i = 0; i < count; i++) {
    pen.doc.switchToPage(start + i)
    const left = `Schoolgate · ${words.printed} ${data.printed} · ${words.grade.split(' (')[0]} ${data.list.grade.grade}`
    const page = `${words.page} ${i + 1} / ${count}`
    const width = (pen.width('regular', page) * 6.5) / pt(1)
    tags.silent(() => {
      pen.line('regular', 6.5, left, PAGE.left, bottom, GREY)
      pen.line('regular', 6.5, page, PAGE.width - PAGE.right - width, bottom, GREY)
    })
  }
}
