import { testId } from '../helpers/kiosk-client.ts'

/**
 * A small school's November as plain facts, from which the directory's records are made on one side and the recount's
 * expectations on the other. Days are ISO, times are minutes of the local day.
 */

export const PLACE = 'school'
export const SITE = 'school-1'
export const FAR_SITE = 'school-2'
export const ZONE = 'Asia/Ulaanbaatar'

export interface Bells {
  from: string
  name: 'first' | 'second'
  start: number
  /** lessons of 40 minutes, the next one begins 50 minutes after */
  lessons: number
}
export const BELLS: Bells[] = [
  { from: '2026-09-01', name: 'first', start: 480, lessons: 6 },
  { from: '2026-11-23', name: 'first', start: 510, lessons: 6 },
  { from: '2026-09-01', name: 'second', start: 810, lessons: 5 },
]
export const GRACE = 5
export const OFFICE = { start: 510, end: 1050, grace: 10 }

/** Free between the quarters; the 26th is a holiday, the 28th a Saturday that is taught. */
export const TERMS = [
  ['2026-09-01', '2026-11-06'],
  ['2026-11-16', '2026-12-31'],
] as const
export const HOLIDAY = '2026-11-26'
export const SCHOOL_SATURDAY = '2026-11-28'

export interface ClassPlan {
  id: string
  shift: 'first' | 'second'
  /** lesson numbers by weekday, Monday first; none: no timetable */
  week?: [number, number][]
  /** its half `b` has one lesson more every day */
  halves?: boolean
}
const every = (from: number, to: number): [number, number][] => Array.from({ length: 5 }, () => [from, to])
export const CLASSES: ClassPlan[] = [
  { id: 'c1', shift: 'first', week: every(1, 4), halves: true },
  { id: 'c2', shift: 'first', week: every(2, 6) },
  // nothing on Wednesdays
  { id: 'c3', shift: 'first', week: every(1, 5).with(2, [1, 0]) },
  { id: 'c4', shift: 'first' },
  { id: 'c5', shift: 'second', week: every(1, 4) },
  { id: 'c6', shift: 'second' },
  { id: 'c7', shift: 'first', week: every(1, 4) },
  { id: 'c8', shift: 'second', week: every(2, 5) },
]
const CLASS_SIZE = 13
const TEACHERS = 10
/** teachers with lessons of their own */
const TIMETABLED = 6
const STAFF = 4

export interface Pupil {
  id: string
  /** home classes by first day; the next one ends it */
  classes: { id: string; from: string }[]
  half: 'a' | 'b' | undefined
  archivedOn?: string
}

export interface MonthPlan {
  pupils: Pupil[]
  teachers: string[]
  staff: string[]
  /** scan their cards, and nobody waits for them */
  others: string[]
  absences: {
    id: string
    person: string
    from: string
    to: string
    reason: 'illness' | 'unexcused' | 'family'
  }[]
  modes: { id: string; of: string | null; from: string; to: string; mode: 'online' | 'suspended' | 'mixed' }[]
  /** `<class or half>-<weekday>-<number>` and day */
  cancelled: { lesson: string; day: string }[]
  substitutes: { lesson: string; day: string; teacher: string }[]
}

export function monthPlan(): MonthPlan {
  const ids = (what: string, n: number) => Array.from({ length: n }, (_, i) => testId(`${what} ${i}`))
  const pupils = CLASSES.flatMap((of, c) =>
    ids(`pupil ${c}`, CLASS_SIZE).map((id, i): Pupil => {
      // two of the class are in no half
      const half = of.halves && i > 1 ? (i % 2 ? 'a' : 'b') : undefined
      return { id, classes: [{ id: of.id, from: '2026-09-01' }], half }
    }),
  )
  return {
    pupils,
    teachers: ids('teacher', TEACHERS),
    staff: ids('staff', STAFF),
    others: ids('guardian', 3),
    absences: [],
    modes: [],
    cancelled: [],
    substitutes: [],
  }
}

export interface PlannedLesson {
  id: string
  /** class, or class and half */
  group: string
  of: ClassPlan
  weekday: number
  number: number
  /** index among the teachers */
  teacher: number
}

/** The weekly lessons; the half's is the one after the class's last. */
export const LESSONS: PlannedLesson[] = CLASSES.flatMap((of, c) =>
  (of.week ?? []).flatMap(([from, to], i) => {
    const weekday = i + 1
    const lesson = (group: string, number: number): PlannedLesson => ({
      ...{ id: `${group}-${weekday}-${number}`, group, of, weekday, number },
      teacher: (c + number) % TIMETABLED,
    })
    const numbers = Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => from + n)
    const own = numbers.map(number => lesson(of.id, number))
    return of.halves ? [...own, lesson(`${of.id}b`, to + 1)] : own
  }),
)

export const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

export function isTaught(day: string): boolean {
  if (day === HOLIDAY) return false
  if (day === SCHOOL_SATURDAY) return true
  return weekday(day) < 6 && TERMS.some(([from, to]) => from <= day && day <= to)
}

/** Every day of November 2026. */
export const MONTH = Array.from({ length: 30 }, (_, i) => `2026-11-${String(i + 1).padStart(2, '0')}`)
