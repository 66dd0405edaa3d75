import { expect, test } from 'vitest'
import { emptyGrid } from './seat-grid.ts'
import { drawn, edge, neighbour, tracks, within } from './seat-moves.ts'

const grid = emptyGrid([], 3, 4, [1])

test('arrows go where the eye expects, from either side of the room', () => {
  const at = { row: 1, column: 1 }
  expect(neighbour(grid, at, 'up', 'back')).toEqual({ row: 0, column: 1 })
  expect(neighbour(grid, at, 'up', 'front')).toEqual({ row: 2, column: 1 })
  expect(neighbour(grid, at, 'left', 'front')).toEqual({ row: 1, column: 2 })
  expect(neighbour(grid, { row: 0, column: 0 }, 'up', 'back')).toEqual({ row: 0, column: 0 })
  expect(edge(grid, at, 'first', false, 'front')).toEqual({ row: 1, column: 3 })
  expect(edge(grid, at, 'last', true, 'back')).toEqual({ row: 2, column: 3 })
  expect(within(grid, { row: 9, column: 9 })).toEqual({ row: 2, column: 3 })
})

test('the teacher’s view turns the room around, aisles and all', () => {
  expect(drawn(3, 'front')).toEqual([2, 1, 0])
  const back = tracks({ columns: 3, aisles: [0] }, 'back')
  const front = tracks({ columns: 3, aisles: [0] }, 'front')
  expect([...back.at]).toEqual([
    [0, 1],
    [1, 3],
    [2, 4],
  ])
  expect([...front.at]).toEqual([
    [2, 1],
    [1, 2],
    [0, 4],
  ])
})
