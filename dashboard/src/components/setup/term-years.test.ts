import { draftSchoolYear } from '@schoolgate/protocol/directory/terms'
import { expect, test } from 'vitest'
import { putTerm, removeTerm, taughtIn, termYears } from './term-years.ts'

const mn = draftSchoolYear(2026, 'mn', 'p')
const [year, first, second] = mn
if (!year || !first || !second) throw new Error('terms')

test('years newest first, their parts in order, with what lies between', () => {
  const loose = { ...first, id: 'x', parent: null, name: 'Сургалт' }
  const shown = termYears([...mn.toReversed(), ...draftSchoolYear(2025, 'vi', 'p'), loose])
  expect(shown.map(y => [y.year?.year, y.parts.length])).toEqual([
    [2027, 4],
    [2026, 2],
    [undefined, 1],
  ])
  expect(shown[0]?.parts.map(p => p.pause)).toEqual([0, 9, 23, 9])
  expect(shown[0]?.parts[0]).toMatchObject({ from: 0, depth: 0 })
  const last = shown[0]?.parts.at(-1)
  expect((last?.from ?? 0) + (last?.width ?? 0)).toBeCloseTo(100)
})

test('a quarter of a semester lies one step in; a term that names itself does not loop', () => {
  const half = { ...first, id: 'h', kind: 'gradingPeriod' as const, parent: first.id }
  expect(
    termYears([year, first, half])
      .at(0)
      ?.parts.map(p => p.depth),
  ).toEqual([0, 1])
  expect(termYears([{ ...year, parent: year.id }])).toHaveLength(1)
})

test('a part beyond its year lengthens the year first', () => {
  const changes = putTerm({ ...first, from: '2026-08-25' }, mn)
  expect(changes).toMatchObject([
    { record: { id: year.id, from: '2026-08-25', to: year.to } },
    { record: { id: first.id, from: '2026-08-25' } },
  ])
  expect(putTerm(second, mn)).toHaveLength(1)
})

test('a year goes with its parts, parts first', () => {
  expect(removeTerm(year.id, mn).map(c => c.op === 'remove' && c.id)).toEqual([
    ...mn.slice(1).map(t => t.id),
    year.id,
  ])
})

test('school days of a term are counted by the calendar', () => {
  expect(taughtIn(first, { terms: mn, calendar: [] })).toBe(44)
  expect(taughtIn(first, { terms: mn, calendar: [{ day: '2026-09-02', kind: 'holiday' }] })).toBe(43)
})
