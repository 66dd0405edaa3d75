import { buffer } from 'node:stream/consumers'
import type { Locale } from '@schoolgate/protocol/locale'
import PDFDocument from 'pdfkit'
import { neutralInfo } from './cards-document.ts'
import { A4, pt } from './measures.ts'
import { Pen } from './pen.ts'
import { POSTER_WORDS, type PosterWords } from './poster-words.ts'
import { QUIET, qrRows } from './qr-rows.ts'

/** A sheet for a door: where a visitor's phone finds the questions. */
export interface Poster {
  school: string
  gate: string
  /** where the code leads */
  address: string
  locale: Locale
}

const INK = '#13201b'
const MUTED = '#52625b'
const GREEN = '#00664b'
const AMBER = '#ffc20a'
const LEFT = 20
const WIDTH = A4.width - 2 * LEFT
const BAND = 40
/** the code with its white margin: upper edge and side, mm */
const CODE = { top: 66, side: 126 }
const STEPS = CODE.top + CODE.side + 12

/** One A4 page. */
export async function posterPdf(poster: Poster): Promise<Uint8Array> {
  const doc = new PDFDocument({ size: [pt(A4.width), pt(A4.height)], margin: 0, info: neutralInfo('Poster') })
  draw(new Pen(doc), poster)
  doc.end()
  return new Uint8Array(await buffer(doc))
}

function draw(pen: Pen, { school, gate, address, locale }: Poster): void {
  const words = POSTER_WORDS[locale]
  pen.box(0, 0, A4.width, BAND, GREEN)
  pen.box(0, BAND, A4.width, 2.4, AMBER)
  const below = fitted(pen, school, 22, 2, LEFT, 8.5, '#ffffff')
  fitted(pen, gate, 15, 1, LEFT, below + 0.5, '#ffffff')
  const title = fitted(pen, words.title, 28, 1, LEFT, BAND + 6, INK)
  if (locale !== 'en') fitted(pen, POSTER_WORDS.en.title, 14, 1, LEFT, title - 1, MUTED)

  const rows = qrRows(address, 'byte')
  const margin = (CODE.side * QUIET) / (rows.size + 2 * QUIET)
  const side = CODE.side - 2 * margin
  pen.qr(rows, (A4.width - side) / 2, CODE.top + margin, side)
  const shown = pen.fit('regular', { text: address, max: 9, min: 5, lines: () => [pt(WIDTH)] })
  pen.centred('regular', shown.size, shown.lines.join(' '), A4.width / 2, CODE.top + CODE.side + 4, MUTED)

  if (locale === 'en') drawSteps(pen, words, LEFT + WIDTH / 6, (WIDTH * 2) / 3)
  else {
    const half = (WIDTH - 10) / 2
    drawSteps(pen, words, LEFT, half)
    drawSteps(pen, POSTER_WORDS.en, LEFT + half + 10, half)
  }
}

/** Bold text shrunk to some lines of the page's width. @returns mm below it */
function fitted(
  pen: Pen,
  text: string,
  max: number,
  lines: number,
  x: number,
  top: number,
  colour: string,
): number {
  const fit = pen.fit('bold', { text, max, min: max / 2, lines: () => Array(lines).fill(pt(WIDTH)) })
  return pen.lines('bold', fit, x, top, colour)
}

const STEP_SIZE = 14.5

function drawSteps(pen: Pen, { steps, without }: PosterWords, x: number, width: number): void {
  const indent = 12.5
  const room = pt(width - indent)
  let y = STEPS
  const write = (face: 'regular' | 'bold', text: string, colour: string) => {
    const fit = pen.fit(face, { text, max: STEP_SIZE, min: 8, lines: () => Array(3).fill(room) })
    return pen.lines(face, fit, x + indent, y, colour)
  }
  for (const [i, step] of steps.entries()) {
    pen.box(x, y - 1, 9, 9, GREEN, 4.5)
    pen.centred('bold', STEP_SIZE, String(i + 1), x + 4.5, y + 5.4, '#ffffff')
    y = write('regular', step, INK) + 5
  }
  write('bold', without, MUTED)
}
