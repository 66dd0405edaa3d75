import { effectiveMark } from '@schoolgate/protocol/attendance/counts'
import type { AttendanceMark, AttendanceRow } from '@schoolgate/protocol/attendance/mark'
import { EARLY_TOLERANCE_MIN, type JudgeParts, onlyLeft, type Visit } from './rules.ts'

/** One lesson's time, in minutes of the local day. */
export interface LessonTime {
  begins: number
  ends: number
  graceMin: number
}

/** Who was here this long from a lesson's beginning was in it, minutes. */
export const FIRST_MINUTES = 10

const THERE: ReadonlySet<string> = new Set<AttendanceMark>(['present', 'late', 'leftEarly'])

/**
 * The mark of one person in one lesson: there for half of it or through its first ten minutes. Entries say who is on
 * the site; nobody scans at a classroom's door.
 *
 * @param visits of that day, in order of time
 * @param row the day as a whole: why somebody is away, and what the teacher said of it
 */
export function lessonMark(
  visits: readonly Visit[],
  { begins, ends, graceMin }: LessonTime,
  row: Pick<AttendanceRow, 'computed' | 'correction'> | undefined,
  { minuteOf, now, toleranceMin = EARLY_TOLERANCE_MIN }: JudgeParts,
): AttendanceMark {
  const said = row?.correction?.mark
  const excused = row !== undefined && effectiveMark(row) === 'excused'
  if (now < begins) return excused ? 'excused' : 'awaited'
  if (said === 'absent') return 'absent'
  // A card left at home: the teacher saw the child, the gate did not.
  if (visits.length === 0 && (said === 'present' || said === 'late' || said === 'leftEarly')) return 'present'

  const there = row !== undefined && THERE.has(row.computed)
  const stays = visits
    .map((visit, i) => ({
      // Seen leaving and not coming: there from the beginning, where the day says so too, or from when they left before.
      from: onlyLeft(visit) && there ? minuteOf(visits[i - 1]?.out ?? 0) : minuteOf(visit.in),
      to: visit.out === undefined ? Number.POSITIVE_INFINITY : minuteOf(visit.out),
      scannedOut: visit.out !== undefined && !visit.outInferred,
    }))
    .filter(stay => stay.from < ends && stay.to > begins)
  const minutes = stays.reduce((sum, { from, to }) => sum + Math.min(to, ends) - Math.max(from, begins), 0)
  const half = (ends - begins) / 2
  const fromStart = stays.some(
    stay => stay.from <= begins && stay.to >= Math.min(begins + FIRST_MINUTES, ends),
  )
  const first = stays[0]
  const last = stays.at(-1)
  if (first && last && (minutes >= half || fromStart)) {
    if (first.from > begins + graceMin) return 'late'
    return last.scannedOut && ends - last.to > toleranceMin ? 'leftEarly' : 'present'
  }
  if (excused) return 'excused'
  const left = Math.max(0, ends - now)
  return minutes + left >= half && left > 0 ? 'awaited' : 'absent'
}
