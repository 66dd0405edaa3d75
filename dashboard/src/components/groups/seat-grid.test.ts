import fc from 'fast-check'
import { expect, test } from 'vitest'
import { begin, redo, step, undo } from './history.ts'
import {
  clear,
  emptyGrid,
  fillFree,
  gridFrom,
  nextFree,
  personAt,
  place,
  preset,
  resize,
  type SeatGrid,
  sameGrid,
  seatInOrder,
  seatOf,
  seatsOf,
  toggleAisle,
  unseat,
  unseated,
} from './seat-grid.ts'

const CLASS = ['anu', 'bat', 'chimeg', 'dorj', 'enkh', 'gana', 'hulan']

type Move = (grid: SeatGrid) => SeatGrid
const person = fc.constantFrom(...CLASS, 'nobody')
const seat = fc.record({ row: fc.integer({ min: -1, max: 5 }), column: fc.integer({ min: -1, max: 5 }) })
const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(person, seat).map(
      ([p, s]) =>
        (g: SeatGrid) =>
          place(g, p, s),
    ),
  },
  { weight: 2, arbitrary: person.map(p => (g: SeatGrid) => unseat(g, p)) },
  fc
    .record({ rows: fc.integer({ min: -1, max: 25 }), columns: fc.integer({ min: 0, max: 6 }) })
    .map(size => (g: SeatGrid) => resize(g, size)),
  fc.integer({ min: -1, max: 6 }).map(c => (g: SeatGrid) => toggleAisle(g, c)),
  fc.constant<Move>(clear),
  fc.constant<Move>(fillFree),
  fc.shuffledSubarray(CLASS).map(order => (g: SeatGrid) => seatInOrder(g, order)),
)

function isSound(grid: SeatGrid): void {
  const seated = grid.seats.filter(p => p !== null)
  expect(grid.seats).toHaveLength(grid.rows * grid.columns)
  expect(new Set(seated).size).toBe(seated.length)
  expect([...seated, ...unseated(grid)].sort()).toEqual(CLASS)
  for (const aisle of grid.aisles) expect(aisle >= 0 && aisle < grid.columns - 1).toBe(true)
}

test('no sequence of moves seats anybody twice or loses anybody', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 40 }), moves => {
      let grid = emptyGrid(CLASS, 2, 3)
      for (const make of moves) {
        grid = make(grid)
        isSound(grid)
      }
    }),
  )
})

test('undo goes back through every step and redo forward again', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 30 }), moves => {
      let history = begin(emptyGrid(CLASS, 3, 3))
      const seen = [history.present]
      for (const make of moves) {
        const next = step(history, make(history.present))
        if (next !== history) seen.push(next.present)
        history = next
      }
      const last = history.present
      for (const grid of [...seen].reverse()) {
        expect(history.present).toBe(grid)
        history = undo(history)
      }
      expect(undo(history)).toBe(history)
      for (const grid of seen) {
        expect(history.present).toBe(grid)
        history = redo(history)
      }
      expect(history.present).toBe(last)
    }),
  )
})

test('what is stored is laid out again as it was', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 20 }), moves => {
      const grid = moves.reduce((g, make) => make(g), emptyGrid(CLASS, 3, 3))
      const again = gridFrom({ ...grid, seats: seatsOf(grid) }, CLASS)
      expect(again.gone).toEqual([])
      expect(sameGrid(again.grid, grid)).toBe(true)
    }),
  )
})

test('two who meet on a seat change places; from the list, the other goes back to it', () => {
  let grid = place(place(emptyGrid(CLASS, 2, 2), 'anu', { row: 0, column: 0 }), 'bat', { row: 1, column: 1 })
  grid = place(grid, 'anu', { row: 1, column: 1 })
  expect([seatOf(grid, 'bat'), seatOf(grid, 'anu')]).toEqual([
    { row: 0, column: 0 },
    { row: 1, column: 1 },
  ])
  grid = place(grid, 'dorj', { row: 0, column: 0 })
  expect(personAt(grid, { row: 0, column: 0 })).toBe('dorj')
  expect(unseated(grid)).toContain('bat')
})

test('filling keeps who sits already; an order seats everybody anew', () => {
  let grid = fillFree(place(emptyGrid(CLASS, 2, 4), 'hulan', { row: 0, column: 1 }))
  expect(grid.seats).toEqual(['anu', 'hulan', 'bat', 'chimeg', 'dorj', 'enkh', 'gana', null])
  grid = seatInOrder(grid, [...CLASS].reverse())
  expect(grid.seats).toEqual(['hulan', 'gana', 'enkh', 'dorj', 'chimeg', 'bat', 'anu', null])
  expect(nextFree(grid, { row: 0, column: 0 })).toEqual({ row: 1, column: 3 })
  expect(nextFree(seatInOrder(resize(grid, { rows: 1 }), CLASS), undefined)).toBeUndefined()
})

test('a plan of somebody who has left is laid out without them', () => {
  const plan = {
    rows: 1,
    columns: 3,
    seats: [
      { person: 'gone', row: 0, column: 0 },
      { person: 'bat', row: 0, column: 1 },
      { person: 'anu', row: 7, column: 7 },
    ],
  }
  const { grid, gone } = gridFrom(plan, ['anu', 'bat'])
  expect(gone).toEqual(['gone'])
  expect(grid.seats).toEqual([null, 'bat', null])
  expect(unseated(grid)).toEqual(['anu'])
})

test('three double columns for thirty-five are six rows with two aisles', () => {
  expect(preset(35, 3, 2)).toEqual({ rows: 6, columns: 6, aisles: [1, 3] })
  expect(preset(12, 4, 1)).toEqual({ rows: 3, columns: 4, aisles: [] })
})
