import { NO_ATTENDANCE } from '@schoolgate/protocol/attendance/counts'
import type { AttendanceCounts, Correction } from '@schoolgate/protocol/attendance/mark'
import type { Direction, Reason, Verdict } from '@schoolgate/protocol/verdict'
import {
  BELLS,
  CLASSES,
  type ClassPlan,
  GRACE,
  isTaught,
  LESSONS,
  type MonthPlan,
  OFFICE,
  type PlannedLesson,
  type Pupil,
  SCHOOL_SATURDAY,
  weekday,
} from './month-plan.ts'

/** Counted by hand from raw entries and the school's plan: shares nothing with the hub but the words. */

export interface RawEntry {
  person: string
  /** kiosk, and position in its journal */
  kiosk: string
  seq: number
  day: string
  /** minute of the local day, with a fraction */
  minute: number
  direction: Direction
  verdict: Verdict
  reasons: Reason[]
}

export interface CountedRow {
  day: string
  person: string
  group: string
  role: 'student' | 'teacher' | 'staff'
  computed: string
  reason: string | null
  firstIn: number | null
  lastOut: number | null
  lateMin: number
  earlyMin: number
  correction: Correction | null
}

interface Due {
  group: string
  role: CountedRow['role']
  start: number
  end: number
  second: number
  grace: number
}

const bell = (name: string, day: string, number: number): [number, number] => {
  const rows = BELLS.filter(b => b.name === name && b.from <= day)
  const { start } = rows.at(-1) as (typeof BELLS)[number]
  return [start + (number - 1) * 50, start + (number - 1) * 50 + 40]
}
const lessonsOfBells = (name: string): number => BELLS.find(b => b.name === name)?.lessons ?? 0

const isOff = (plan: MonthPlan, of: string, day: string): boolean => {
  const mode =
    plan.modes.find(m => m.of === of && m.from <= day && day <= m.to) ??
    plan.modes.find(m => m.of === null && m.from <= day && day <= m.to)
  return mode !== undefined && mode.mode !== 'mixed'
}
const isCancelled = (plan: MonthPlan, lesson: PlannedLesson, day: string): boolean =>
  plan.cancelled.some(c => c.lesson === lesson.id && c.day === day)

function spanOf(of: ClassPlan['shift'], day: string, first: number, last: number) {
  const [start] = bell(of, day, first)
  const [, end] = bell(of, day, last)
  const next = first < lessonsOfBells(of) ? bell(of, day, first + 1)[0] : start + 60
  return { start, end, second: Math.min(next, end), grace: GRACE }
}

function pupilDue(plan: MonthPlan, pupil: Pupil, day: string): Due | undefined {
  const home = pupil.classes.filter(c => c.from <= day).at(-1)
  const of = CLASSES.find(c => c.id === home?.id)
  if (!of || (pupil.archivedOn !== undefined && day >= pupil.archivedOn)) return undefined
  if (isOff(plan, of.id, day)) return undefined
  const base = { group: of.id, role: 'student' as const }
  // half a has no lessons of its own, whoever is in no half has those of both
  const groups = [of.id, ...(of.halves && pupil.half !== 'a' ? [`${of.id}b`] : [])]
  const today = LESSONS.filter(l => groups.includes(l.group) && l.weekday === weekday(day))
  const held = today.filter(l => !isCancelled(plan, l, day)).map(l => l.number)
  if (held.length > 0) return { ...base, ...spanOf(of.shift, day, Math.min(...held), Math.max(...held)) }
  if (of.week && day !== SCHOOL_SATURDAY) return undefined
  return { ...base, ...spanOf(of.shift, day, 1, lessonsOfBells(of.shift)) }
}

function teacherDue(plan: MonthPlan, teacher: string, day: string): Due | undefined {
  const index = plan.teachers.indexOf(teacher)
  if (!LESSONS.some(l => l.teacher === index) || day === SCHOOL_SATURDAY)
    return { ...staffDue(), role: 'teacher' }
  let due: Due | undefined
  for (const lesson of LESSONS) {
    if (lesson.weekday !== weekday(day) || isCancelled(plan, lesson, day)) continue
    if (isOff(plan, lesson.of.id, day)) continue
    const instead = plan.substitutes.find(s => s.lesson === lesson.id && s.day === day)
    if ((instead?.teacher ?? plan.teachers[lesson.teacher]) !== teacher) continue
    const span = spanOf(lesson.of.shift, day, lesson.number, lesson.number)
    const next = bell(lesson.of.shift, day, lesson.number + 1)[0]
    const second = lesson.number < lessonsOfBells(lesson.of.shift) ? next : span.start + 60
    if (!due || span.start < due.start)
      due = { group: '', role: 'teacher', ...span, second, end: Math.max(span.end, due?.end ?? 0) }
    else due.end = Math.max(due.end, span.end)
  }
  return due && { ...due, second: Math.min(due.second, due.end) }
}

const staffDue = (): Due => ({
  group: '',
  role: 'staff',
  start: OFFICE.start,
  end: OFFICE.end,
  second: OFFICE.start + 60,
  grace: OFFICE.grace,
})

/** Walks through one person's day. */
function walk(due: Due, entries: readonly RawEntry[], absence: string | undefined, now: number) {
  const counting = entries
    .filter(
      e => !e.reasons.some(r => ['card-revoked', 'card-forged', 'card-foreign', 'card-reissued'].includes(r)),
    )
    .filter(e => e.direction === 'out' || e.verdict !== 'recheck')
    .sort((a, b) => a.minute - b.minute || (a.kiosk < b.kiosk ? -1 : a.kiosk > b.kiosk ? 1 : a.seq - b.seq))
  let inside: number | undefined
  let firstIn: number | null = null
  let lastOut: number | null = null
  let left: number | undefined
  let arrival: number | undefined
  let departure: number | undefined
  const stayed = (from: number, to: number | undefined) => {
    if (Math.floor(from) >= due.end || (to !== undefined && Math.floor(to) <= due.start)) return
    arrival ??= Math.floor(from)
    departure = to === undefined ? undefined : Math.floor(to)
  }
  for (const e of counting) {
    if (e.direction === 'in') {
      if (inside !== undefined) stayed(inside, undefined)
      inside = e.minute
      firstIn ??= e.minute
      lastOut = null
    } else if (inside !== undefined) {
      stayed(inside, e.minute)
      inside = undefined
      lastOut = e.minute
      left = e.minute
    } else {
      // Nobody saw them come: there from the beginning, or since they left before, unless it is long over.
      const late = Math.floor(e.minute) > due.end + 60
      stayed(late ? e.minute : (left ?? due.start), e.minute)
      lastOut = e.minute
      left = e.minute
    }
  }
  if (inside !== undefined) stayed(inside, undefined)

  const seen = { firstIn, lastOut, lateMin: 0, earlyMin: 0, reason: null as string | null }
  if (arrival === undefined) {
    if (absence !== undefined && absence !== 'unexcused')
      return { ...seen, computed: 'excused', reason: absence }
    if (now < due.second) return { ...seen, computed: 'awaited' }
    return { ...seen, computed: 'absent', reason: absence ?? null }
  }
  if (arrival - due.start > due.grace) seen.lateMin = arrival - due.start
  if (departure !== undefined && due.end - departure > 5) seen.earlyMin = due.end - departure
  return { ...seen, computed: seen.lateMin > 0 ? 'late' : seen.earlyMin > 0 ? 'leftEarly' : 'present' }
}

/** Every row of some days, from the entries that have arrived. */
export function recount(
  plan: MonthPlan,
  entries: readonly RawEntry[],
  corrections: ReadonlyMap<string, Correction>,
  days: readonly string[],
  now: { day: string; minute: number },
  atOf: (day: string, minute: number) => number,
): CountedRow[] {
  const byDay = Map.groupBy(entries, e => `${e.day} ${e.person}`)
  const rows: CountedRow[] = []
  for (const day of days.filter(isTaught)) {
    const add = (person: string, due: Due | undefined) => {
      if (!due) return
      const absences = plan.absences.filter(a => a.person === person && a.from <= day && day <= a.to)
      const absence = absences.find(a => a.reason !== 'unexcused') ?? absences[0]
      const minute = day < now.day ? 1440 : now.minute
      const found = walk(due, byDay.get(`${day} ${person}`) ?? [], absence?.reason, minute)
      const at = (m: number | null) => (m === null ? null : atOf(day, m))
      rows.push({
        ...{ day, person, group: due.group, role: due.role, ...found },
        firstIn: at(found.firstIn),
        lastOut: at(found.lastOut),
        correction: corrections.get(`${day} ${person}`) ?? null,
      })
    }
    for (const pupil of plan.pupils) add(pupil.id, pupilDue(plan, pupil, day))
    for (const teacher of plan.teachers) add(teacher, teacherDue(plan, teacher, day))
    for (const one of plan.staff) add(one, staffDue())
  }
  return rows
}

/** Counters of those rows, by any key. */
export function tally(rows: readonly CountedRow[], key: (row: CountedRow) => string) {
  const counts: Record<string, AttendanceCounts> = {}
  for (const row of rows) {
    counts[key(row)] ??= { ...NO_ATTENDANCE }
    const of = counts[key(row)] as AttendanceCounts
    const mark = row.correction?.mark ?? row.computed
    of.expected++
    of[mark as 'present']++
  }
  return counts
}
