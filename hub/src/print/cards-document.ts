import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import PDFDocument from 'pdfkit'
import { type CardFace, drawCard } from './card-face.ts'
import { A4, CARD, pt } from './measures.ts'
import { Pen } from './pen.ts'
import { CARDS_PER_SHEET, cropMarks, spotOnSheet } from './sheet.ts'

export type CardLayout = 'a4' | 'single'

/** What a PDF says of itself: nothing of anybody. */
export const neutralInfo = (title: string) => ({
  Title: title,
  Creator: 'Schoolgate',
  Producer: 'Schoolgate',
})

const BLEED = 0.8

/** A PDF of cards that grows into a file while they are drawn; pages that are full leave memory. */
export class CardsDocument {
  readonly #layout: CardLayout
  readonly #doc: PDFKit.PDFDocument
  readonly #pen: Pen
  readonly #file: WriteStream
  readonly #written: Promise<void>
  #count = 0

  constructor(path: string, layout: CardLayout) {
    this.#layout = layout
    const size = layout === 'a4' ? A4 : CARD
    this.#doc = new PDFDocument({
      size: [pt(size.width), pt(size.height)],
      margin: 0,
      autoFirstPage: false,
      info: neutralInfo('Cards'),
    })
    this.#file = createWriteStream(path, { mode: 0o600 })
    this.#doc.pipe(this.#file)
    this.#written = finished(this.#file)
    // Heard in `end`; until then nobody must die of it.
    this.#written.catch(() => {})
    this.#pen = new Pen(this.#doc)
  }

  add(face: CardFace): void {
    const place = this.#count++ % CARDS_PER_SHEET
    if (this.#layout === 'single' || place === 0) this.#doc.addPage()
    const spot = this.#layout === 'single' ? { x: 0, y: 0 } : spotOnSheet(place)
    if (this.#layout === 'a4') this.#mark(spot)
    this.#doc.save().translate(pt(spot.x), pt(spot.y))
    drawCard(this.#pen, face, BLEED)
    this.#doc.restore()
  }

  /** Resolves when what was drawn so far has left memory. */
  async flushed(): Promise<void> {
    while (this.#file.writableNeedDrain) await once(this.#file, 'drain')
  }

  /** Resolves when the file is complete. */
  async end(): Promise<void> {
    this.#doc.end()
    await this.#written
  }

  #mark(spot: { x: number; y: number }): void {
    this.#doc.lineWidth(0.35).strokeColor('#000000')
    for (const [x1, y1, x2, y2] of cropMarks(spot)) this.#doc.moveTo(pt(x1), pt(y1)).lineTo(pt(x2), pt(y2))
    this.#doc.stroke()
  }
}
