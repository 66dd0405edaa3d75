import { pt } from '../../print/measures.ts'
import type { Pen } from '../../print/pen.ts'
import { type Box, baselineIn, drawCorner, drawSquare, drawTimed, FAINT, GREY, INK } from './cell.ts'
import { INNER, PAGE } from './page.ts'
import type { RegisterWords } from './words/type.ts'

/** What the symbols mean, and where people sign; from `top` mm down. */
export function drawClosing(pen: Pen, words: RegisterWords, top: number): void {
  const size = 7.5
  const height = 4.6
  const base = baselineIn({ y: top, height }, size)
  let x = PAGE.left
  const entry = (draw: (box: Box) => void, text: string) => {
    draw({ x, y: top, width: 6.5, height })
    pen.line('regular', size, text, x + 7.3, base, INK)
    x += 7.3 + (pen.width('regular', text) * size) / pt(1) + 5
  }
  entry(
    ({ x: left }) => pen.doc.circle(pt(left + 3.2), pt(top + height / 2), pt(0.42)).fill(INK),
    words.mark.present,
  )
  entry(box => drawTimed(pen, words.letter.late, 12, box), words.mark.late)
  entry(box => drawTimed(pen, words.letter.leftEarly, 30, box), words.mark.leftEarly)
  entry(box => drawSquare(pen, words.letter.absent, true, box), words.mark.absent)
  entry(box => drawSquare(pen, words.letter.excused, false, box), words.mark.excused)
  entry(box => pen.centred('regular', 7, '–', box.x + 3.2, base, FAINT), words.notExpected)
  entry(box => drawCorner(pen, { ...box, x: box.x - 1 }), words.corrected)

  const line = top + 12.5
  const third = INNER / 3
  const labels = [
    `${words.classTeacher} (${words.signature})`,
    `${words.head} (${words.signature})`,
    words.date,
  ]
  labels.forEach((label, i) => {
    const left = PAGE.left + i * third
    pen.doc
      .moveTo(pt(left), pt(line))
      .lineTo(pt(left + third - 10), pt(line))
      .lineWidth(0.6)
      .stroke(INK)
    pen.line('regular', 7, label, left, line + 3.4, GREY)
  })
}
