import type { FeedEntry } from '@schoolgate/protocol/feed/entry'
import { expect, test } from 'vitest'
import { findPeople, peopleOf } from './people.ts'

const entry = (id: string, person: string, name: string, group = '7B'): FeedEntry => ({
  id,
  at: Number(id),
  gate: 'g',
  direction: 'in',
  verdict: 'pass',
  reasons: [],
  who: { person, name, group },
})
const people = peopleOf([
  entry('3', 'p1', 'Батбаяр Өнөрцэцэг'),
  entry('2', 'p2', 'Nguyễn Thị Ngọc Ánh'),
  entry('1', 'p1', 'Батбаяр Өнөрцэцэг'),
  { ...entry('0', 'x', ''), who: undefined } as never,
])

test('each person once, with the newest entry', () => {
  expect(people.map(p => [p.person, p.latest.id])).toEqual([
    ['p1', '3'],
    ['p2', '2'],
  ])
})

test.each([
  ['Onortsetseg', 'p1'],
  ['өнөрцэцэг', 'p1'],
  ['Nguyen Anh', 'p2'],
  ['ngọc ánh', 'p2'],
])('%s finds the person', (query, person) => {
  expect(findPeople(people, query, 5).map(p => p.person)).toEqual([person])
})

test('an empty query gives whoever came last, rubbish nobody', () => {
  expect(findPeople(people, ' ', 1)).toHaveLength(1)
  expect(findPeople(people, 'zzz', 5)).toEqual([])
})
