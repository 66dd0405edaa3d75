import { expect, test } from 'vitest'
import { findPupils } from './find-pupil.ts'
import { shortNames } from './short-names.ts'

const PEOPLE = [
  { id: 'a', name: 'Батбаярын Өнөрцэцэг', given: 'Өнөрцэцэг' },
  { id: 'b', name: 'Онолбаатарын Бат', given: 'Бат' },
  { id: 'c', name: 'Nguyễn Thị Ngọc Ánh', given: 'Ánh' },
  { id: 'd', name: 'Батын Онон', given: 'Онон' },
]
const none = new Set<string>()

test('letters of either alphabet find the given name first', () => {
  expect(findPupils(PEOPLE, 'on', none)).toEqual(['a', 'd', 'b'])
  expect(findPupils(PEOPLE, 'онон', none)).toEqual(['d'])
  expect(findPupils(PEOPLE, 'ngoc a', none)).toEqual(['c'])
  expect(findPupils(PEOPLE, 'zz', none)).toEqual([])
  expect(findPupils(PEOPLE, ' ', none)).toEqual([])
})

test('who has no seat yet comes before who has one', () => {
  expect(findPupils(PEOPLE, 'бат', new Set(['a']))).toEqual(['a', 'b', 'd'])
})

test('a seat says no more than it takes to tell people apart', () => {
  const names = shortNames([
    ...PEOPLE,
    { id: 'e', name: 'Дорж Бат', given: 'Бат' },
    { id: 'f', name: 'Дамба Бат', given: 'Бат' },
  ])
  expect([...names.values()]).toEqual(['Өнөрцэцэг', 'О. Бат', 'Ánh', 'Онон', 'Дорж Бат', 'Дамба Бат'])
})
