import { A4, pt } from '../print/measures.ts'
import { type Face, LINE, type Pen } from '../print/pen.ts'

export const PAGE = { ...A4, left: 16, right: 12, top: 14, bottom: 14 }
export const INNER = PAGE.width - PAGE.left - PAGE.right
export const FLOOR = PAGE.height - PAGE.bottom - 4
export const INK = '#111827'
export const GREY = '#4b5563'
export const HAIR = '#9ca3af'

/** mm from one line of text to the next */
export const lineHeight = (size: number): number => (size * LINE) / pt(1)

const KEPT = new WeakMap<Pen, Map<string, string[]>>()

/**
 * A text's lines at a size, pt, within a width, mm: broken between words, within one only where it must. A list says the
 * same again and again, and measuring is most of its work: what was broken once is kept with the pen.
 */
export function wrapped(pen: Pen, face: Face, size: number, text: string, width: number): string[] {
  const kept = KEPT.get(pen) ?? new Map<string, string[]>()
  KEPT.set(pen, kept)
  const key = `${face} ${size} ${width} ${text}`
  const known = kept.get(key)
  if (known) return known
  const lines = () => Array<number>(MOST_LINES).fill(pt(width))
  const broken = text
    .split('\n')
    .flatMap(part =>
      part.trim() === '' ? [] : pen.fit(face, { text: part, max: size, min: size, lines }).lines,
    )
  kept.set(key, broken)
  return broken
}

const MOST_LINES = 200

/**
 * Lines from `top` mm down, each with a space at its end that nobody sees: whoever reads a PDF aloud or searches it joins
 * them as they stand. @returns mm below the last one
 */
export function drawLines(
  pen: Pen,
  face: Face,
  size: number,
  lines: readonly string[],
  { x, top, colour = INK }: { x: number; top: number; colour?: string },
): number {
  return pen.lines(face, { size, lines: lines.map(line => `${line} `) }, x, top, colour)
}

/** A line across the page at `y` mm. */
export function rule(pen: Pen, y: number, width = 0.4): void {
  pen.doc
    .moveTo(pt(PAGE.left), pt(y))
    .lineTo(pt(PAGE.width - PAGE.right), pt(y))
    .lineWidth(width)
    .stroke(HAIR)
}
