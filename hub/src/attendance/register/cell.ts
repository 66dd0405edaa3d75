import { effectiveMark } from '@schoolgate/protocol/attendance/counts'
import type { AttendanceRow } from '@schoolgate/protocol/attendance/mark'
import { pt } from '../../print/measures.ts'
import type { Pen } from '../../print/pen.ts'
import type { RegisterWords } from './words/type.ts'

export const INK = '#111418'
export const GREY = '#5b6470'
export const FAINT = '#9aa3ae'

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** A square about the middle of a box, mm, no larger than reads well. */
function symbolOf({ x, y, width, height }: Box): { left: number; top: number; side: number; middle: number } {
  const side = Math.min(height - 0.7, width - 0.7, 4.4)
  const middle = x + width / 2
  return { left: middle - side / 2, top: y + (height - side) / 2, side, middle }
}

/** Baseline at which a capital of `size` pt stands in the middle of a box. */
export const baselineIn = ({ y, height }: Pick<Box, 'y' | 'height'>, size: number): number =>
  y + height / 2 + (size * 0.357) / pt(1)

/**
 * One day of one person: a dot where all was well, else a letter, told apart by shape as well: absence is a filled
 * square, an excuse an outlined one, lateness a bare letter with its minutes. A folded corner marks a correction.
 */
export function drawCell(pen: Pen, row: AttendanceRow, words: RegisterWords, box: Box): void {
  const mark = effectiveMark(row)
  if (mark === 'present') dot(pen, box)
  else if (mark === 'absent' || mark === 'excused')
    drawSquare(pen, words.letter[mark], mark === 'absent', box)
  else if (mark === 'awaited')
    pen.centred('regular', 7, words.letter.awaited, box.x + box.width / 2, baselineIn(box, 7), GREY)
  else drawTimed(pen, words.letter[mark], mark === 'late' ? row.lateMin : row.earlyMin, box)
  if (row.correction) drawCorner(pen, box)
}

function dot({ doc }: Pen, { x, y, width, height }: Box): void {
  doc.circle(pt(x + width / 2), pt(y + height / 2), pt(0.42)).fill(INK)
}

export function drawSquare(pen: Pen, letter: string, filled: boolean, box: Box): void {
  const { left, top, side, middle } = symbolOf(box)
  const size = side * 2
  const { doc } = pen
  if (filled) pen.box(left, top, side, side, INK, 0.5)
  else {
    doc.roundedRect(pt(left + 0.15), pt(top + 0.15), pt(side - 0.3), pt(side - 0.3), pt(0.5))
    doc.lineWidth(0.7).stroke(INK)
  }
  pen.centred(
    'bold',
    size,
    letter,
    middle,
    baselineIn({ y: top, height: side }, size),
    filled ? '#ffffff' : INK,
  )
}

/** A letter, its minutes small beside it where a day has room for both. */
export function drawTimed(pen: Pen, letter: string, minutes: number, box: Box): void {
  const size = Math.min(8.5, box.height * 1.9)
  const baseline = baselineIn(box, size)
  const text = minutes > 0 ? String(minutes) : ''
  const gap = text === '' ? 0 : 0.3
  const letterWidth = (pen.width('bold', letter) * size) / pt(1)
  const beside = (small: number) => letterWidth + gap + (pen.width('regular', text) * small) / pt(1)
  const small = [size * 0.66, size * 0.54].find(s => beside(s) <= box.width - 0.4)
  const x = box.x + (box.width - (small === undefined ? letterWidth : beside(small))) / 2
  pen.line('bold', size, letter, x, baseline, INK)
  if (small !== undefined)
    pen.line('regular', small, text, x + letterWidth + gap, baseline - size * 0.07, GREY)
}

export function drawCorner({ doc }: Pen, { x, y, width }: Pick<Box, 'x' | 'y' | 'width'>): void {
  const fold = 1.45
  const right = pt(x + width - 0.15)
  const top = pt(y + 0.15)
  doc.polygon([right - pt(fold), top], [right, top], [right, top + pt(fold)]).fill(INK)
}
