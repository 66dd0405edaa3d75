import type { AttendanceCounts, AttendanceRow } from '@schoolgate/protocol/attendance/mark'
import type { AttendanceSheet } from '@schoolgate/protocol/http/attendance'
import { count, markOf } from './marks.ts'

export interface SheetPerson {
  id: string
  name: string
  number: string | null
  /** by day */
  rows: ReadonlyMap<string, AttendanceRow>
  counts: AttendanceCounts
  /** minutes late over all days */
  lateMin: number
}

/** A sheet by person, in the order the hub gave them. */
export function byPerson(sheet: AttendanceSheet): SheetPerson[] {
  const rows = Map.groupBy(sheet.rows, row => row.person)
  return sheet.people.map(person => {
    const own = rows.get(person.id) ?? []
    return {
      ...person,
      rows: new Map(own.map(row => [row.day, row])),
      counts: count(own),
      lateMin: own.reduce((n, row) => n + (markOf(row) === 'late' ? row.lateMin : 0), 0),
    }
  })
}

/** Counts of a day over everybody of a sheet. */
export const countsOfDay = (sheet: AttendanceSheet, day: string): AttendanceCounts =>
  count(sheet.rows.filter(row => row.day === day))

/** A sheet in which one row was changed. The same sheet when it holds no such row. */
export function withRow(
  sheet: AttendanceSheet,
  person: string,
  day: string,
  change: Partial<AttendanceRow>,
): AttendanceSheet {
  const at = sheet.rows.findIndex(row => row.person === person && row.day === day)
  const row = sheet.rows[at]
  return row ? { ...sheet, rows: sheet.rows.with(at, { ...row, ...change }) } : sheet
}
