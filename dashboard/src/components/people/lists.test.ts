import type { AttendanceRow } from '@schoolgate/protocol/attendance/mark'
import { expect, test } from 'vitest'
import { csvOf } from './lines-csv.ts'
import { NO_FILTER, peopleQuery } from './use-people-list.ts'
import { weeksOf } from './weeks.ts'

test('only what is asked for goes into the query', () => {
  expect(peopleQuery(NO_FILTER)).toBe('limit=100')
  expect(
    peopleQuery({ text: ' Өнөр ', role: 'student', group: 'g1', status: 'all', card: 'none' }, 'p9', 50),
  ).toBe(`text=${encodeURIComponent('Өнөр')}&role=student&group=g1&status=all&card=none&after=p9&limit=50`)
})

test('a table as CSV: quoted where it must be, harmless in a spreadsheet', () => {
  expect(
    csvOf(
      ['name', 'class'],
      [
        ['Ганболд "Анужин"', '3Б, 2'],
        ['=1+1', '-'],
      ],
    ),
  ).toBe('\ufeffname,class\r\n"Ганболд ""Анужин""","3Б, 2"\r\n\'=1+1,\'-\r\n')
})

const row = (day: string): AttendanceRow => ({ day }) as AttendanceRow

test('weeks begin on Monday, the newest first, and end with the first day anybody was expected', () => {
  const { weeks, columns } = weeksOf([row('2026-09-01'), row('2026-09-14')], '2026-09-16', 6)
  expect(columns).toBe(5)
  expect(weeks.map(w => w.monday)).toEqual(['2026-09-14', '2026-09-07', '2026-08-31'])
  expect(weeks[2]?.days.map(d => d.row?.day)).toEqual([
    undefined,
    '2026-09-01',
    undefined,
    undefined,
    undefined,
  ])
})

test('a taught Saturday has a column', () => {
  expect(weeksOf([row('2026-09-12')], '2026-09-14', 2).columns).toBe(6)
})
