import type { Seat, SeatGrid } from './seat-grid.ts'

/** How the room is looked at: towards its front, or from it, as the teacher sees the class. */
export type View = 'back' | 'front'

export type Arrow = 'up' | 'down' | 'left' | 'right'

/** Rows, or columns, in the order they are drawn. */
export const drawn = (n: number, view: View): number[] => {
  const order = Array.from({ length: n }, (_, i) => i)
  return view === 'back' ? order : order.reverse()
}

/** The seat next to one as it is drawn; at an edge the seat itself. */
export function neighbour(grid: SeatGrid, seat: Seat, arrow: Arrow, view: View): Seat {
  const sign = view === 'back' ? 1 : -1
  const step = {
    up: { row: -sign, column: 0 },
    down: { row: sign, column: 0 },
    left: { row: 0, column: -sign },
    right: { row: 0, column: sign },
  }[arrow]
  return within(grid, { row: seat.row + step.row, column: seat.column + step.column })
}

/** First or last seat as drawn: of the row, or of the room. */
export function edge(grid: SeatGrid, seat: Seat, end: 'first' | 'last', whole: boolean, view: View): Seat {
  const isStart = (end === 'first') === (view === 'back')
  return {
    row: whole ? (isStart ? 0 : grid.rows - 1) : seat.row,
    column: isStart ? 0 : grid.columns - 1,
  }
}

/** The seat itself, or the nearest one when the room has become smaller. */
export const within = (grid: SeatGrid, { row, column }: Seat): Seat => ({
  row: Math.min(grid.rows - 1, Math.max(0, row)),
  column: Math.min(grid.columns - 1, Math.max(0, column)),
})

/** Tracks of one row of seats, and where each column lies among them: an aisle is a narrow track of its own. */
export function tracks(
  grid: Pick<SeatGrid, 'columns' | 'aisles'>,
  view: View,
): { template: string; at: ReadonlyMap<number, number> } {
  const parts: string[] = []
  const at = new Map<number, number>()
  for (const column of drawn(grid.columns, view)) {
    const gapBefore = view === 'back' ? grid.aisles.includes(column - 1) : grid.aisles.includes(column)
    if (gapBefore && parts.length > 0) parts.push('var(--aisle)')
    parts.push('minmax(0, 1fr)')
    at.set(column, parts.length)
  }
  return { template: parts.join(' '), at }
}
