import { A4, CARD } from './measures.ts'

/** Cards across and down a sheet. */
const COLUMNS = 2
const ROWS = 5
/** Between cards, mm: room to cut each by itself. */
const GUTTER = { x: 6, y: 3 }
const MARK = { gap: 1, length: 1.6 }

export const CARDS_PER_SHEET = COLUMNS * ROWS

export interface Spot {
  /** of the card's upper left corner, mm from that of the page */
  x: number
  y: number
}

const LEFT = (A4.width - COLUMNS * CARD.width - (COLUMNS - 1) * GUTTER.x) / 2
const TOP = (A4.height - ROWS * CARD.height - (ROWS - 1) * GUTTER.y) / 2

/** Where the n-th card of a sheet lies, row by row. */
export function spotOnSheet(n: number): Spot {
  const column = n % COLUMNS
  const row = Math.floor(n / COLUMNS) % ROWS
  return { x: LEFT + column * (CARD.width + GUTTER.x), y: TOP + row * (CARD.height + GUTTER.y) }
}

/** From and to, mm. */
export type Line = [number, number, number, number]

/** Short lines outside a card's corners, along which it is cut. */
export function cropMarks({ x, y }: Spot): Line[] {
  const near = MARK.gap
  const far = MARK.gap + MARK.length
  const right = x + CARD.width
  const bottom = y + CARD.height
  return [
    ...[x, right].flatMap((at): Line[] => [
      [at, y - far, at, y - near],
      [at, bottom + near, at, bottom + far],
    ]),
    ...[y, bottom].flatMap((at): Line[] => [
      [x - far, at, x - near, at],
      [right + near, at, right + far, at],
    ]),
  ]
}
