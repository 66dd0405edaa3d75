import { createRequire } from 'node:module'
import { type FitRequest, type Fitted, fitText } from './fit-text.ts'
import { pt } from './measures.ts'
import { type QrRows, QUIET } from './qr-rows.ts'

export type Face = 'regular' | 'bold'

const require = createRequire(import.meta.url)
/** Noto Sans as static fonts: they hold Cyrillic with Ө, Ү and Ң, and Vietnamese with its stacked marks. */
const FONTS: Record<Face, string> = {
  regular: require.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
  bold: require.resolve('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf'),
}

/** From one line of text to the next, in sizes: marks stacked on a capital clear the tails above. */
export const LINE = 1.25
/** From the top of a line to its baseline, in sizes. */
const RISE = 1

/** Draws on a PDF's page in mm and pt. The fonts are opened once a document and embedded as what was used of them. */
export class Pen {
  readonly doc: PDFKit.PDFDocument

  constructor(doc: PDFKit.PDFDocument) {
    this.doc = doc
    for (const [face, path] of Object.entries(FONTS)) doc.registerFont(face, path)
  }

  /** pt, at 1 pt */
  width(face: Face, text: string): number {
    return this.doc.font(face).fontSize(100).widthOfString(text, wholeLetters(text)) / 100
  }

  fit(face: Face, request: Omit<FitRequest, 'width'>): Fitted {
    return fitText({ ...request, width: text => this.width(face, text) })
  }

  /** Lines from (x, top) mm down. @returns mm below the last one */
  lines(face: Face, { size, lines }: Fitted, x: number, top: number, colour: string): number {
    for (const [i, line] of lines.entries())
      this.line(face, size, line, x, top + (size * (i * LINE + RISE)) / pt(1), colour)
    return top + (lines.length * size * LINE) / pt(1)
  }

  /** One line on its baseline, mm. */
  line(face: Face, size: number, text: string, x: number, baseline: number, colour: string): void {
    this.doc
      .font(face)
      .fontSize(size)
      .fillColor(colour)
      .text(text, pt(x), pt(baseline), { lineBreak: false, baseline: 'alphabetic', ...wholeLetters(text) })
  }

  /** One line about a middle, mm. */
  centred(face: Face, size: number, text: string, middle: number, baseline: number, colour: string): void {
    const width = (this.width(face, text) * size) / pt(1)
    this.line(face, size, text, middle - width / 2, baseline, colour)
  }

  /** A box, mm. */
  box(x: number, y: number, width: number, height: number, colour: string, radius = 0): void {
    const { doc } = this
    if (radius === 0) doc.rect(pt(x), pt(y), pt(width), pt(height))
    else doc.roundedRect(pt(x), pt(y), pt(width), pt(height), pt(radius))
    doc.fill(colour)
  }

  /**
   * A QR code as vector squares with its quiet zone in white.
   * @param x left of the first module, mm
   * @param side of all modules together, mm
   */
  qr({ size, runs }: QrRows, x: number, y: number, side: number): void {
    const { doc } = this
    const module = side / size
    const quiet = QUIET * module
    this.box(x - quiet, y - quiet, side + 2 * quiet, side + 2 * quiet, '#ffffff')
    doc.save().translate(pt(x), pt(y)).scale(pt(module))
    // One path: filled at once, no hair's breadth shows between its squares.
    for (const [column, row, length] of runs) doc.rect(column, row, length, 1)
    doc.fill('#000000').restore()
  }
}

/**
 * Noto Sans draws a letter with a dot below (ị, ọ, ụ) as the letter and a dot of its own, which whoever searches or
 * copies the PDF's text reads as another letter: in every word, for a glyph keeps the letter it was first asked for,
 * drawn or measured. Without that substitution (OpenType `ccmp`) the letter is one glyph, and found.
 */
const wholeLetters = (text: string): PDFKit.Mixins.TextOptions =>
  DOT_BELOW.test(text.normalize('NFD'))
    ? { features: { ccmp: false } as unknown as PDFKit.Mixins.OpenTypeFeatures[] }
    : {}
const DOT_BELOW = /\u0323/
