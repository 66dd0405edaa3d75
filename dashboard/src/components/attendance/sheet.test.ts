import type { AttendanceRow } from '@schoolgate/protocol/attendance/mark'
import type { AttendanceSheet } from '@schoolgate/protocol/http/attendance'
import { expect, test } from 'vitest'
import { byPerson, countsOfDay, withRow } from './sheet.ts'

const row = (person: string, day: string, change: Partial<AttendanceRow>): AttendanceRow => ({
  day,
  person,
  group: 'g',
  role: 'student',
  computed: 'present',
  reason: null,
  firstIn: null,
  lastOut: null,
  lateMin: 0,
  earlyMin: 0,
  correction: null,
  ...change,
})
const correction = { mark: 'present' as const, reason: null, note: '', by: 'Дулам', at: 1 }
const sheet: AttendanceSheet = {
  from: '2026-11-23',
  to: '2026-11-24',
  days: ['2026-11-23', '2026-11-24'],
  people: [
    { id: 'b', name: 'Б', number: null },
    { id: 'a', name: 'А', number: '7' },
  ],
  rows: [
    row('a', '2026-11-23', { computed: 'late', lateMin: 12 }),
    row('a', '2026-11-24', { computed: 'late', lateMin: 9, correction }),
    row('b', '2026-11-24', { computed: 'absent' }),
  ],
}

test('people keep the hub’s order; minutes of a late mark that was corrected do not count', () => {
  const [b, a] = byPerson(sheet)
  expect([b?.id, a?.id, a?.lateMin]).toEqual(['b', 'a', 12])
  expect(a?.counts).toMatchObject({ expected: 2, present: 1, late: 1 })
  expect(b?.rows.get('2026-11-23')).toBeUndefined()
  expect(countsOfDay(sheet, '2026-11-24')).toMatchObject({ expected: 2, present: 1, absent: 1 })
})

test('a change touches one row and leaves the sheet it came from alone', () => {
  const next = withRow(sheet, 'b', '2026-11-24', { correction })
  expect(next.rows[2]?.correction).toEqual(correction)
  expect(sheet.rows[2]?.correction).toBeNull()
  expect(withRow(sheet, 'x', '2026-11-24', {})).toBe(sheet)
})
