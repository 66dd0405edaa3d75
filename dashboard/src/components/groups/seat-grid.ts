/**
 * Who sits where while somebody arranges it. Row 0 is the front row, column 0 the left one seen from the back. Every
 * move keeps the same people: each has one seat or none, and a seat has one person or none.
 */
export interface SeatGrid {
  readonly rows: number
  readonly columns: number
  /** columns right of which an aisle runs, ascending */
  readonly aisles: readonly number[]
  /** everybody to be seated, in the order of the class list */
  readonly people: readonly string[]
  /** `rows * columns` places, row by row from the front */
  readonly seats: readonly (string | null)[]
}

export interface Seat {
  row: number
  column: number
}

export const MOST_ROWS = 20
export const MOST_COLUMNS = 20

export const emptyGrid = (
  people: readonly string[],
  rows: number,
  columns: number,
  aisles: readonly number[] = [],
): SeatGrid => ({
  rows,
  columns,
  aisles: aisles.filter(a => a >= 0 && a < columns - 1),
  people: [...new Set(people)],
  seats: new Array<string | null>(rows * columns).fill(null),
})

export const indexOf = (grid: Pick<SeatGrid, 'columns'>, seat: Seat): number =>
  seat.row * grid.columns + seat.column
export const seatAt = (grid: Pick<SeatGrid, 'columns'>, index: number): Seat => ({
  row: Math.floor(index / grid.columns),
  column: index % grid.columns,
})
export const isInside = (grid: SeatGrid, { row, column }: Seat): boolean =>
  row >= 0 && row < grid.rows && column >= 0 && column < grid.columns

export const personAt = (grid: SeatGrid, seat: Seat): string | null =>
  isInside(grid, seat) ? (grid.seats[indexOf(grid, seat)] ?? null) : null

export function seatOf(grid: SeatGrid, person: string): Seat | undefined {
  const at = grid.seats.indexOf(person)
  return at < 0 ? undefined : seatAt(grid, at)
}

/** In the order of the class list. */
export function unseated(grid: SeatGrid): string[] {
  const seated = new Set(grid.seats)
  return grid.people.filter(person => !seated.has(person))
}

/**
 * Seats somebody. Whoever sat there changes places with them, or goes back to the list when they came from it.
 * Somebody unknown, or a seat outside the grid, changes nothing.
 */
export function place(grid: SeatGrid, person: string, seat: Seat): SeatGrid {
  if (!grid.people.includes(person) || !isInside(grid, seat)) return grid
  const to = indexOf(grid, seat)
  const from = grid.seats.indexOf(person)
  if (from === to) return grid
  const seats = [...grid.seats]
  const other = seats[to] ?? null
  seats[to] = person
  if (from >= 0) seats[from] = other
  return { ...grid, seats }
}

export function unseat(grid: SeatGrid, person: string): SeatGrid {
  if (!grid.seats.includes(person)) return grid
  return { ...grid, seats: grid.seats.map(p => (p === person ? null : p)) }
}

export const clear = (grid: SeatGrid): SeatGrid =>
  grid.seats.every(p => p === null) ? grid : { ...grid, seats: grid.seats.map(() => null) }

/** Seats those without one on the free seats, from the front row back. Who finds none stays on the list. */
export function fillFree(grid: SeatGrid): SeatGrid {
  const waiting = unseated(grid)
  if (waiting.length === 0) return grid
  const seats = grid.seats.map(p => p ?? waiting.shift() ?? null)
  return { ...grid, seats }
}

/** Seats everybody anew in an order, from the front row back. */
export function seatInOrder(grid: SeatGrid, order: readonly string[]): SeatGrid {
  const rank = new Map(order.map((person, i) => [person, i]))
  const last = order.length
  const people = [...grid.people].sort((a, b) => (rank.get(a) ?? last) - (rank.get(b) ?? last))
  return { ...grid, seats: grid.seats.map((_, i) => people[i] ?? null) }
}

/** Another size. Who sits outside it afterwards is back on the list. */
export function resize(
  grid: SeatGrid,
  size: { rows?: number; columns?: number; aisles?: readonly number[] },
): SeatGrid {
  const rows = clamp(size.rows ?? grid.rows, 1, MOST_ROWS)
  const columns = clamp(size.columns ?? grid.columns, 1, MOST_COLUMNS)
  const seats = new Array<string | null>(rows * columns).fill(null)
  for (const [i, person] of grid.seats.entries()) {
    const { row, column } = seatAt(grid, i)
    if (person !== null && row < rows && column < columns) seats[row * columns + column] = person
  }
  const aisles = [...new Set(size.aisles ?? grid.aisles)]
    .filter(a => Number.isInteger(a) && a >= 0 && a < columns - 1)
    .sort((a, b) => a - b)
  return { ...grid, rows, columns, aisles, seats }
}

/** An aisle right of a column, or none there any more. */
export const toggleAisle = (grid: SeatGrid, column: number): SeatGrid =>
  resize(grid, {
    aisles: grid.aisles.includes(column) ? grid.aisles.filter(a => a !== column) : [...grid.aisles, column],
  })

/** Rows of double desks with an aisle after each, as many rows as everybody needs. */
export function preset(
  people: number,
  desks: number,
  width: number,
): { rows: number; columns: number; aisles: number[] } {
  const columns = desks * width
  const rows = clamp(Math.ceil(people / columns), 1, MOST_ROWS)
  const aisles = width === columns ? [] : Array.from({ length: desks - 1 }, (_, i) => (i + 1) * width - 1)
  return { rows, columns, aisles: width === 1 ? [] : aisles }
}

/** A stored plan laid out for today's members. Members without a seat are on its list, others are left out. */
export function gridFrom(
  plan: {
    rows: number
    columns: number
    aisles?: readonly number[] | undefined
    seats: readonly { person: string; row: number; column: number }[]
  },
  people: readonly string[],
): { grid: SeatGrid; gone: string[] } {
  let grid = emptyGrid(people, plan.rows, plan.columns, plan.aisles)
  const gone: string[] = []
  for (const { person, row, column } of plan.seats) {
    if (!grid.people.includes(person)) gone.push(person)
    else if (personAt(grid, { row, column }) === null && seatOf(grid, person) === undefined)
      grid = place(grid, person, { row, column })
  }
  return { grid, gone }
}

/** Its seats as they are stored. */
export const seatsOf = (grid: SeatGrid): { person: string; row: number; column: number }[] =>
  grid.seats.flatMap((person, i) => (person === null ? [] : [{ person, ...seatAt(grid, i) }]))

/** The next free seat after one, reading from the front row back and around. */
export function nextFree(grid: SeatGrid, after: Seat | undefined): Seat | undefined {
  const start = after ? indexOf(grid, after) + 1 : 0
  for (let i = 0; i < grid.seats.length; i++) {
    const at = (start + i) % grid.seats.length
    if (grid.seats[at] === null) return seatAt(grid, at)
  }
  return undefined
}

/** Whether two grids store the same plan. */
export const sameGrid = (a: SeatGrid, b: SeatGrid): boolean =>
  a === b ||
  (a.rows === b.rows &&
    a.columns === b.columns &&
    a.aisles.join() === b.aisles.join() &&
    a.seats.every((person, i) => person === b.seats[i]))

const clamp = (n: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, Math.trunc(n) || least))
