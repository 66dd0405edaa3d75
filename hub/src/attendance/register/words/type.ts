import type { AttendanceMark } from '@schoolgate/protocol/attendance/mark'
import type { AbsenceReason } from '@schoolgate/protocol/directory/absence'

/** The words of registers and tables. */
export interface RegisterWords {
  title: string
  class: string
  name: string
  number: string
  classTeacher: string
  head: string
  signature: string
  date: string
  here: string
  late: string
  lateMinutes: string
  leftEarly: string
  absent: string
  excused: string
  /** of those excused, for their health */
  ill: string
  expected: string
  corrected: string
  notExpected: string
  printed: string
  page: string
  /** heading of the list of corrections, and its columns beside date and name */
  corrections: string
  byGates: string
  byTeacher: string
  reason: string
  note: string
  who: string
  when: string
  days: string
  people: string
  classes: string
  schools: string
  school: string
  role: string
  roles: Record<'student' | 'teacher' | 'staff', string>
  firstIn: string
  lastOut: string
  mark: Record<AttendanceMark, string>
  /** one letter a mark, each another: the same as on screen */
  letter: Record<AttendanceMark, string>
  reasons: Record<AbsenceReason, string>
  /** from Monday */
  weekdays: string[]
  /** @param month 1 to 12 */
  month: (year: number, month: number) => string
}
