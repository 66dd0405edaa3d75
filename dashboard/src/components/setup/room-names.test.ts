import { expect, test } from 'vitest'
import { MOST_ROOMS, roomNames } from './room-names.ts'

test.each([
  ['101-104', ['101', '102', '103', '104']],
  ['A 08–A 10', ['A 08–A 10']],
  ['A08 – 10, Физик\n\n Спорт заал ', ['A08', 'A09', 'A10', 'Физик', 'Спорт заал']],
  ['5-3', ['5-3']],
  ['1;1;2', ['1', '2']],
  ['', []],
])('%j', (text, names) => {
  expect(roomNames(text)).toEqual(names)
})

test('a slip of the pen makes no thousands of rooms', () => {
  expect(roomNames('1-100000')).toEqual(['1-100000'])
  expect(roomNames('1-150,201-350')).toHaveLength(MOST_ROOMS)
})
