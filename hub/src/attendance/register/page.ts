import { pt } from '../../print/measures.ts'
import type { Face, Pen } from '../../print/pen.ts'

/** A4 across, mm. The left edge is wider: registers are bound there. */
export const PAGE = { width: 297, height: 210, left: 14, right: 9, top: 10, bottom: 9 }
export const INNER = PAGE.width - PAGE.left - PAGE.right

/** A line that ends at `right`, mm. */
export function rightAligned(
  pen: Pen,
  size: number,
  text: string,
  right: number,
  baseline: number,
  colour: string,
  face: Face = 'regular',
): void {
  pen.line(face, size, text, right - (pen.width(face, text) * size) / pt(1), baseline, colour)
}
