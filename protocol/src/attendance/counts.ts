import type { AttendanceCounts, AttendanceMark, AttendanceRow } from './mark.ts'

/**
 * What a day says of somebody expected. `awaited`: not come, and the second bell has not rung yet. `leftEarly`:
 * on time, but gone before the last lesson ended. Somebody late who also left early is `late`, with both minutes.
 */
export const ATTENDANCE_MARKS = ['awaited', 'present', 'late', 'leftEarly', 'absent', 'excused'] as const

/** The mark that counts. */
export const effectiveMark = (row: Pick<AttendanceRow, 'computed' | 'correction'>): AttendanceMark =>
  row.correction?.mark ?? row.computed

export const NO_ATTENDANCE: AttendanceCounts = {
  expected: 0,
  awaited: 0,
  present: 0,
  late: 0,
  leftEarly: 0,
  absent: 0,
  excused: 0,
}
