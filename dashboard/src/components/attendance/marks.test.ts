import { ATTENDANCE_MARKS, NO_ATTENDANCE } from '@schoolgate/protocol/attendance/counts'
import type { AttendanceCounts } from '@schoolgate/protocol/attendance/mark'
import { expect, test } from 'vitest'
import { count, hereOf, MARKS, markOf, missingOf, ordered, segments, shareOf, sum } from './marks.ts'

const counts = (change: Partial<AttendanceCounts>): AttendanceCounts => ({ ...NO_ATTENDANCE, ...change })

test('bars and legends hold every mark', () => {
  expect([...MARKS].sort()).toEqual([...ATTENDANCE_MARKS].sort())
})

test('late and left early were there; excused are not missed', () => {
  const c = counts({ expected: 30, present: 20, late: 3, leftEarly: 1, awaited: 2, absent: 1, excused: 3 })
  expect([hereOf(c), missingOf(c), shareOf(c)]).toEqual([24, 3, 0.8])
  expect(shareOf(NO_ATTENDANCE)).toBe(0)
  expect(sum([c, c]).late).toBe(6)
})

test('rows count by what the teacher said', () => {
  const correction = { mark: 'present' as const, reason: null, note: '', by: 'x', at: 0 }
  const rows = [
    { computed: 'absent' as const, correction },
    { computed: 'absent' as const, correction: null },
  ]
  expect(rows.map(markOf)).toEqual(['present', 'absent'])
  expect(count(rows)).toEqual(counts({ expected: 2, present: 1, absent: 1 }))
})

test('a bar’s segments fill it without a gap, who is there first', () => {
  const bar = segments(counts({ expected: 8, present: 4, late: 2, absent: 1, awaited: 1 }))
  expect(bar.map(s => [s.mark, s.from, s.width])).toEqual([
    ['present', 0, 50],
    ['late', 50, 25],
    ['awaited', 75, 12.5],
    ['absent', 87.5, 12.5],
  ])
  expect(segments(NO_ATTENDANCE)).toEqual([])
})

test('the class that misses most comes first, one not due yet and an empty one last; by name 2А comes before 10А', () => {
  const line = (name: string, change: Partial<AttendanceCounts>) => ({ name, counts: counts(change) })
  const lines = [
    line('10А', { expected: 30, present: 30 }),
    line('2А', { expected: 30, present: 28, absent: 2 }),
    line('9Б', { expected: 20, present: 17, absent: 2, late: 1 }),
    line('1А', {}),
    line('7А', { expected: 30, awaited: 29, excused: 1 }),
    line('3А', { expected: 30, present: 25, awaited: 5 }),
  ]
  expect(ordered(lines, 'missing').map(l => l.name)).toEqual(['3А', '9Б', '2А', '10А', '7А', '1А'])
  expect(ordered(lines, 'name').map(l => l.name)).toEqual(['1А', '2А', '3А', '7А', '9Б', '10А'])
})
