import type { CalendarDay } from '@schoolgate/protocol/directory/places'
import { expect, test } from 'vitest'
import { overSpan, schoolYearOf, stretches, taughtDays, toggled, yearMonths } from './calendar-year.ts'

const terms = [
  { id: 'y', parent: null, kind: 'schoolYear' as const, from: '2026-09-01', to: '2027-06-04' },
  { id: '1', parent: 'y', kind: 'term' as const, from: '2026-09-01', to: '2026-10-30' },
  { id: '2', parent: 'y', kind: 'term' as const, from: '2026-11-09', to: '2026-12-25' },
]
const said = (day: string, kind: CalendarDay['kind'], name = ''): CalendarDay => ({
  id: `p:${day}`,
  place: 'p',
  day,
  kind,
  name,
})

test('a school year has twelve months from August, weeks beginning on Monday', () => {
  const calendar = [said('2026-11-26', 'holiday', 'Тусгаар тогтнол'), said('2026-11-28', 'school')]
  const months = yearMonths(2026, calendar, { terms })
  expect([months[0]?.month, months.at(-1)?.month]).toEqual(['2026-08-01', '2027-07-01'])
  expect(months.reduce((n, m) => n + m.days.length, 0)).toBe(365)
  const november = months[3]
  expect(november?.lead).toBe(6)
  expect(
    november?.days.filter(d => ['05', '09', '26', '28', '29'].includes(d.day.slice(8))).map(d => d.look),
  ).toEqual(['break', 'taught', 'holiday', 'extra', 'weekend'])
  expect(taughtDays(months)).toBe(44 + 35 - 1 + 1)
  expect([schoolYearOf('2026-07-31'), schoolYearOf('2026-08-01')]).toEqual([2025, 2026])
})

test('a click makes the exception, another takes it away', () => {
  const none = { calendar: [], terms }
  expect(toggled('2026-11-27', none, 'p', 'Багш нарын өдөр')).toEqual({
    op: 'put',
    kind: 'calendarDay',
    record: said('2026-11-27', 'holiday', 'Багш нарын өдөр'),
  })
  expect(toggled('2026-11-28', none, 'p', '')).toMatchObject({ record: { kind: 'school' } })
  expect(toggled('2026-11-28', { calendar: [said('2026-11-28', 'school')], terms }, 'p', '')).toEqual({
    op: 'remove',
    kind: 'calendarDay',
    id: 'p:2026-11-28',
  })
})

test('a span of holidays touches taught days only, and says nothing twice', () => {
  const calendar = [said('2026-12-14', 'holiday', 'Ханиад')]
  const span = { from: '2026-12-10', to: '2026-12-15' }
  const days = (changes: ReturnType<typeof overSpan>) =>
    changes.map(c =>
      c.op === 'put' && c.kind === 'calendarDay' ? c.record.day : `-${c.op === 'remove' && c.id}`,
    )
  expect(days(overSpan(span, 'holiday', 'Ханиад', calendar, { terms }, 'p'))).toEqual([
    '2026-12-10',
    '2026-12-11',
    '2026-12-15',
  ])
  expect(days(overSpan(span, 'school', 'Нөхөх', calendar, { terms }, 'p'))).toEqual([
    '2026-12-12',
    '2026-12-13',
  ])
  expect(days(overSpan(span, null, '', calendar, { terms }, 'p'))).toEqual(['-p:2026-12-14'])
})

test('days in a row under one name are one line, over a weekend too', () => {
  const calendar = ['2026-12-15', '2026-12-10', '2026-12-11', '2026-12-14'].map(d =>
    said(d, 'holiday', 'Ханиад'),
  )
  expect(stretches([...calendar, said('2026-12-16', 'holiday', 'Өөр')])).toEqual([
    { kind: 'holiday', name: 'Ханиад', from: '2026-12-10', to: '2026-12-15', days: 4 },
    { kind: 'holiday', name: 'Өөр', from: '2026-12-16', to: '2026-12-16', days: 1 },
  ])
})
