import { expect, test } from 'vitest'
import { daysOf, isTaught, spanOf, stepView, type TaughtBy, taughtBeside, termOf } from './days.ts'

const by: TaughtBy = {
  terms: [
    { id: 'y', parent: null, kind: 'schoolYear', from: '2026-09-01', to: '2027-06-04' },
    { id: '1', parent: 'y', kind: 'term', from: '2026-09-01', to: '2026-10-30' },
    { id: '2', parent: 'y', kind: 'term', from: '2026-11-09', to: '2026-12-25' },
  ],
  calendar: [
    { day: '2026-11-26', kind: 'holiday' },
    { day: '2026-11-28', kind: 'school' },
    { day: '2026-11-04', kind: 'school' },
  ],
}

test('weekdays within a term are taught, except what the calendar says of the very day', () => {
  expect(daysOf({ from: '2026-11-23', to: '2026-11-29' }).map(d => isTaught(d, by))).toEqual([
    true,
    true,
    true,
    false,
    true,
    true,
    false,
  ])
  expect(isTaught('2026-11-03', by)).toBe(false)
  expect(isTaught('2026-11-04', by)).toBe(true)
  expect(isTaught('2026-11-03', { calendar: [], terms: [] })).toBe(true)
  expect(isTaught('2026-12-05', { ...by, weekdays: [1, 2, 3, 4, 5, 6] })).toBe(true)
  expect(isTaught('2026-11-03', { calendar: [], terms: by.terms.slice(0, 1) })).toBe(true)
})

test('the neighbouring taught day skips weekends, holidays and breaks', () => {
  expect(taughtBeside('2026-11-25', 1, by)).toBe('2026-11-27')
  expect(taughtBeside('2026-11-27', 1, by)).toBe('2026-11-28')
  expect(taughtBeside('2026-11-09', -1, by)).toBe('2026-11-04')
  expect(taughtBeside('2026-11-04', -1, by)).toBe('2026-10-30')
  expect(taughtBeside('2026-12-25', 1, by)).toBe('2026-12-26')
})

test('a view knows its days', () => {
  expect(spanOf('week', '2026-11-22', by.terms)).toEqual({ from: '2026-11-16', to: '2026-11-22' })
  expect(spanOf('month', '2026-02-11', by.terms)).toEqual({ from: '2026-02-01', to: '2026-02-28' })
  expect(spanOf('term', '2026-11-22', by.terms)).toEqual({ from: '2026-11-09', to: '2026-12-25' })
  expect(spanOf('term', '2026-11-04', by.terms)).toEqual({ from: '2026-09-01', to: '2026-10-30' })
  expect(spanOf('term', '2026-03-04', [])).toEqual({ from: '2026-01-01', to: '2026-07-31' })
})

test('a term is the shortest the day lies in, then the last one over', () => {
  const half = { id: 'h', parent: 'y', kind: 'semester' as const, from: '2026-09-01', to: '2027-01-15' }
  expect(termOf('2026-11-22', [half, ...by.terms])).toBe(by.terms[2])
  expect(termOf('2027-01-05', [half, ...by.terms])).toBe(half)
  expect(termOf('2026-01-05', by.terms)).toBe(by.terms[1])
  expect(termOf('2026-01-05', [])).toBeUndefined()
})

test('steps lead into the view before and after, and stop at the last term', () => {
  expect(stepView('week', '2026-11-22', 1, by)).toBe('2026-11-29')
  expect(stepView('month', '2026-01-31', 1, by)).toBe('2026-02-01')
  expect(stepView('month', '2026-03-31', -1, by)).toBe('2026-02-01')
  expect(stepView('term', '2026-11-22', -1, by)).toBe('2026-10-30')
  expect(stepView('term', '2026-10-22', 1, by)).toBe('2026-11-09')
  expect(stepView('term', '2026-11-22', 1, by)).toBe('2026-11-22')
  expect(stepView('day', '2026-11-25', 1, by)).toBe('2026-11-27')
})
