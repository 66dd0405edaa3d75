import type { AttendanceCounts, AttendanceRow, Correction } from '@schoolgate/protocol/attendance/mark'
import type { VisitRow } from './presence-types.ts'

/** A kept row: the protocol's, with the school and the person's home class of that day. */
export interface KeptAttendance extends AttendanceRow {
  /** the school */
  place: string
}

export interface Dirty {
  site: string
  day: string
  /** empty: the whole day of the site */
  person: string
}

export interface LessonCorrection {
  person: string
  day: string
  lesson: string
  correction: Correction
}

/**
 * Attendance as kept: one row for everybody expected on a taught day, and counters by school, class and role that
 * move with every row in the same transaction.
 */
export interface AttendanceStore {
  /** Persons' days that presence changed, and days the directory changed, oldest first; each is forgotten by `settle`. */
  dirty(limit: number): Promise<(Dirty & { id: number })[]>
  markDirty(rows: readonly Dirty[]): Promise<void>
  /** Merged visits of a site's day as they stand in the store, by person and time: of these persons, or of all. */
  visits(site: string, day: string, people?: readonly string[]): Promise<VisitRow[]>
  /**
   * Writes rows (a row's own correction is kept when `correction` is null here and there is one), drops those
   * named, moves the counters by the difference and forgets the dirty marks: one transaction.
   */
  settle(change: {
    put: readonly KeptAttendance[]
    /** persons no longer expected */
    drop: readonly { place: string; day: string; person: string }[]
    seen: readonly number[]
  }): Promise<void>
  /** Sets or takes back the teacher's word on a day; counters follow. False when nobody expects that person then. */
  correct(place: string, day: string, person: string, correction: Correction | null): Promise<boolean>
  correctLesson(row: Omit<LessonCorrection, 'correction'> & { correction: Correction | null }): Promise<void>
  lessonCorrections(people: readonly string[], day: string): Promise<LessonCorrection[]>

  rowsOfGroup(place: string, group: string, from: string, to: string): Promise<KeptAttendance[]>
  /** teachers and staff of a school */
  rowsOfStaff(place: string, from: string, to: string): Promise<KeptAttendance[]>
  rowsOfPerson(person: string, from: string, to: string): Promise<KeptAttendance[]>
  rowsOfPlaceDay(place: string, day: string): Promise<KeptAttendance[]>

  /** counters of a school's classes on a day: `[group, role, counts]`, group empty for staff */
  countsOfPlace(
    place: string,
    from: string,
    to: string,
  ): Promise<{ day: string; group: string; role: string; counts: AttendanceCounts }[]>
  /** counters of all schools under a path together, by day and role: what a long range is asked with */
  totalsUnder(
    path: string,
    from: string,
    to: string,
  ): Promise<{ day: string; role: string; counts: AttendanceCounts }[]>
  /** pupils' counters of every school under a path, the whole range together */
  pupilsUnder(path: string, from: string, to: string): Promise<{ place: string; counts: AttendanceCounts }[]>
  /** counters of every school under a path, by day and role */
  countsUnder(
    path: string,
    from: string,
    to: string,
  ): Promise<{ day: string; place: string; role: string; counts: AttendanceCounts }[]>
}
