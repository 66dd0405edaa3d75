import { expect, test } from 'vitest'
import { compareCells } from './columns.ts'

test('numbers by size, names by the alphabet with 2 before 10, nothing last', () => {
  const collator = new Intl.Collator('ru', { numeric: true })
  const sorted = (cells: (string | number | null)[]) => cells.sort((a, b) => compareCells(a, b, collator))
  expect(sorted([10, null, 2])).toEqual([2, 10, null])
  expect(sorted(['10А', 'Өнөр', '2Б', null, 'Анужин'])).toEqual(['2Б', '10А', 'Анужин', 'Өнөр', null])
})
