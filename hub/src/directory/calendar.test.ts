import { draftSchoolYear } from '@schoolgate/protocol/directory/terms'
import { expect, test } from 'vitest'
import { daysBetween, taughtOn, taughtWeekdays } from './calendar.ts'

const terms = draftSchoolYear(2026, 'mn', 's45')
const calendar = [
  { day: '2026-11-26', kind: 'holiday' as const, name: 'Тусгаар тогтнол' },
  { day: '2026-11-27', kind: 'holiday' as const, name: '' },
  { day: '2026-11-28', kind: 'school' as const, name: '' },
  { day: '2026-11-04', kind: 'school' as const, name: 'Нөхөж хичээллэнэ' },
]

test.each([
  ['2026-11-25', true, ''],
  ['2026-11-26', false, 'Тусгаар тогтнол'],
  ['2026-11-27', false, 'holiday'],
  ['2026-11-28', true, ''],
  ['2026-11-29', false, 'weekend'],
  ['2026-11-03', false, 'vacation'],
  ['2026-11-04', true, 'Нөхөж хичээллэнэ'],
  ['2026-07-15', false, 'vacation'],
])('%s', (day, taught, why) => {
  expect(taughtOn({ terms, calendar }, day)).toEqual({ day, taught, why })
})

test('a year without parts is taught through, no terms at all every working day', () => {
  expect(taughtOn({ terms: terms.slice(0, 1), calendar: [] }, '2026-11-03').taught).toBe(true)
  expect(taughtOn({ terms: [], calendar: [] }, '2026-07-15').taught).toBe(true)
  expect(taughtOn({ terms: [], calendar: [] }, '2026-07-18').taught).toBe(false)
})

test('a school with lessons on Saturdays is open on Saturdays', () => {
  const weekdays = taughtWeekdays([{ weekday: 6 }, { weekday: 2 }])
  expect(weekdays).toEqual([1, 2, 3, 4, 5, 6])
  expect(taughtOn({ terms: [], calendar: [], weekdays }, '2026-07-18').taught).toBe(true)
})

test('days between, through the end of a month', () => {
  expect(daysBetween('2026-02-27', '2026-03-02')).toEqual([
    '2026-02-27',
    '2026-02-28',
    '2026-03-01',
    '2026-03-02',
  ])
  expect(daysBetween('2026-03-02', '2026-03-01')).toEqual([])
})
