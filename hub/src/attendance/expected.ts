import type { AttendanceRow } from '@schoolgate/protocol/attendance/mark'
import type { Absence, AbsenceReason } from '@schoolgate/protocol/directory/absence'
import type { Enrolment, Group } from '@schoolgate/protocol/directory/group'
import type { Person, Post } from '@schoolgate/protocol/directory/person'
import type { Shift } from '@schoolgate/protocol/directory/places'
import { holdsOn } from '@schoolgate/protocol/directory/span'
import type { Lesson, Mode } from '@schoolgate/protocol/directory/timetable'
import type { HeldLesson } from '@schoolgate/protocol/http/directory'
import { isoWeekday } from '../directory/calendar.ts'
import { firstShift, secondBell, shiftsByName, wholeShift } from './bells.ts'
import { minutesOf } from './minutes.ts'
import type { Hours } from './rules.ts'

/** What of a school decides when anybody is due on one day. */
export interface SchoolFacts {
  day: string
  /** by terms, holidays and taught Saturdays */
  taught: boolean
  shifts: readonly Shift[]
  /** classes and their halves, and the sections that have lessons */
  groups: readonly Group[]
  /** groups and teachers with weekly lessons in force on any weekday: they have a timetable */
  timetabled: { groups: ReadonlySet<string>; teachers: ReadonlySet<string> }
  /** lessons of this very day, with substitutions and modes resolved */
  held: readonly HeldLesson[]
  modes: readonly Mode[]
}

/** People who may be due there, all or some, with what belongs to them. */
export interface Roll {
  /** pupils and everybody who works here */
  people: readonly Person[]
  enrolments: readonly Enrolment[]
  /** posts at this school of people who are at home elsewhere */
  posts: readonly Post[]
  absences: readonly Absence[]
}

/** Somebody who is due, when, and what is known beforehand. */
export interface Expected {
  person: string
  role: AttendanceRow['role']
  /** home class, empty for staff */
  group: string
  /** home campus; of whoever comes from elsewhere, another school's */
  site: string
  hours: Hours
  absence: AbsenceReason | null
}

/** Who of a roll is due, by person. */
export type Expecter = (roll: Roll) => Map<string, Expected>

/**
 * Who is due at a school on one day. Pupils are due where their class is, from their first lesson held to the end of
 * their last; without a timetable the whole shift. A class that is taught online or not at all is not due. Teachers
 * are due for their own lessons, those without a timetable and other staff for the staff shift.
 */
export function expecter(facts: SchoolFacts): Expecter {
  if (!facts.taught) return () => new Map()
  const { day } = facts
  const classes = homeClasses(facts)
  const due = pupilHours(facts)
  const working = staffHours(facts)
  return roll => {
    const found = new Map<string, Expected>()
    const people = new Map(
      roll.people.filter(person => activeOn(person, day)).map(person => [person.id, person]),
    )
    const away = absencesOf(roll.absences, day)
    const add = (person: Person, role: Expected['role'], group: string, hours: Hours | undefined) => {
      if (!hours || found.has(person.id)) return
      const absence = away.get(person.id) ?? null
      found.set(person.id, { person: person.id, role, group, site: person.site, hours, absence })
    }
    for (const { person: id, home, groups } of classes(roll.enrolments)) {
      const person = people.get(id)
      if (person) add(person, 'student', home.id, due(home, groups))
    }
    for (const { person: id, role } of staff(roll, day)) {
      const person = people.get(id)
      if (person) add(person, role, '', working(id, role))
    }
    return found
  }
}

/** Whether somebody belonged to a school on a day: up to the day before they were archived. */
export const activeOn = (person: Pick<Person, 'status' | 'archivedOn'>, day: string): boolean =>
  person.status === 'active' || (person.archivedOn !== null && day < person.archivedOn)

interface Pupil {
  person: string
  home: Group
  /** ids of all groups the pupil is in, the home class among them */
  groups: string[]
}

/** Pupils by their home class: of several on one day, the one joined last. */
function homeClasses({ day, groups }: SchoolFacts): (enrolments: readonly Enrolment[]) => Pupil[] {
  const holding = groups.filter(group => holdsOn(group, day))
  const byId = new Map(holding.map(group => [group.id, group]))
  const halves = Map.groupBy(
    holding.filter(group => group.kind === 'half'),
    group => group.parent,
  )
  return enrolments => {
    const of = new Map<string, { home?: { group: Group; enrolment: Enrolment }; groups: Group[] }>()
    for (const enrolment of enrolments) {
      const group = byId.get(enrolment.group)
      if (!group || enrolment.role !== 'student' || !holdsOn(enrolment, day)) continue
      const pupil = of.get(enrolment.person) ?? { groups: [] }
      pupil.groups.push(group)
      if (group.kind === 'class' && (!pupil.home || joinedLater(enrolment, pupil.home.enrolment)))
        pupil.home = { group, enrolment }
      of.set(enrolment.person, pupil)
    }
    return [...of].flatMap(([person, { home, groups }]) =>
      home ? [{ person, home: home.group, groups: taughtGroups(home.group, groups, halves) }] : [],
    )
  }
}

/**
 * Whose lessons a pupil has: the home class's, their half's, their sections'. Whoever is in no half is due for the
 * lessons of all: nobody said which is theirs. What remains of a class left behind does not count.
 */
function taughtGroups(home: Group, groups: readonly Group[], halves: Map<string | null, Group[]>): string[] {
  const mine = groups.filter(
    group =>
      group.id === home.id || group.kind === 'section' || (group.kind === 'half' && group.parent === home.id),
  )
  const split = mine.some(group => group.kind === 'half')
  return [...mine, ...(split ? [] : (halves.get(home.id) ?? []))].map(group => group.id)
}

function joinedLater(a: Enrolment, b: Enrolment): boolean {
  const [from, other] = [a.from ?? '', b.from ?? '']
  return from === other ? a.id > b.id : from > other
}

function pupilHours(school: SchoolFacts): (home: Group, groups: readonly string[]) => Hours | undefined {
  const { day, shifts } = school
  const today = Map.groupBy(school.held, ({ lesson }) => lesson.group)
  const names = new Map(shifts.map(shift => [shift.id, shift.name]))
  const student = shiftsByName(shifts, 'student', day)
  const weekend = isoWeekday(day) > 5
  return (home, groups) => {
    const mode = modeOf(school.modes, home.id, day)
    if (mode === 'online' || mode === 'suspended') return undefined
    const planned = groups.flatMap(id => today.get(id) ?? [])
    const hours = lessonHours(planned.filter(atSchool), student)
    if (hours) return hours
    // A Wednesday without lessons is free, but a Saturday that is taught need not have lessons of its own.
    const free = groups.some(id => school.timetabled.groups.has(id)) && !(weekend && planned.length === 0)
    if (free) return undefined
    const shift = home.shift === null ? firstShift(student) : student.get(names.get(home.shift) ?? '')
    return shift && wholeShift(shift)
  }
}

type Works = 'teacher' | 'staff'

function staff({ people, posts }: Roll, day: string): { person: string; role: Works }[] {
  const posted = new Set(posts.map(post => post.person))
  return [
    ...people.filter(person => !posted.has(person.id)).map(({ id, role }) => ({ person: id, role })),
    ...posts.filter(post => holdsOn(post, day)).map(({ person, role }) => ({ person, role })),
  ].filter((one): one is { person: string; role: Works } => one.role === 'teacher' || one.role === 'staff')
}

function staffHours(school: SchoolFacts): (person: string, role: Works) => Hours | undefined {
  const { day, shifts } = school
  const student = shiftsByName(shifts, 'student', day)
  const held = Map.groupBy(school.held.filter(atSchool), lesson => lesson.teacher)
  const shift = firstShift(shiftsByName(shifts, 'staff', day))
  const working = shift && wholeShift(shift)
  // On a taught Saturday without lessons of its own nobody can say which teachers have which.
  const unplanned = isoWeekday(day) > 5 && school.held.length === 0
  return (person, role) =>
    role === 'teacher' && school.timetabled.teachers.has(person) && !unplanned
      ? lessonHours(held.get(person) ?? [], student)
      : working
}

const atSchool = (lesson: HeldLesson): boolean =>
  !lesson.cancelled && (lesson.mode === 'classroom' || lesson.mode === 'mixed')

/** From the first of the lessons to the end of the last; undefined when none of them has a bell. */
function lessonHours(held: readonly HeldLesson[], shifts: Map<string, Shift>): Hours | undefined {
  let first: { lesson: Lesson; start: number } | undefined
  let end = 0
  for (const { lesson, begins, ends } of held) {
    if (begins === null || ends === null) continue
    const start = minutesOf(begins)
    if (!first || start < first.start) first = { lesson, start }
    end = Math.max(end, minutesOf(ends))
  }
  const shift = first && shifts.get(first.lesson.shift)
  if (!first || !shift) return undefined
  const { start, lesson } = first
  return { start, end, secondBell: secondBell(shift, lesson.number, end), graceMin: shift.graceMin }
}

/** How a class is taught on a day: what is said of the class itself goes before what is said of the school. */
export function modeOf(modes: readonly Mode[], group: string, day: string): Mode['mode'] {
  const holding = modes.filter(mode => holdsOn(mode, day))
  for (const of of [group, null]) {
    const [own] = holding.filter(mode => mode.group === of).sort((a, b) => (a.from < b.from ? 1 : -1))
    if (own) return own.mode
  }
  return 'classroom'
}

/** Reasons by person; of several, one that excuses. */
function absencesOf(absences: readonly Absence[], day: string): Map<string, AbsenceReason> {
  const of = new Map<string, AbsenceReason>()
  for (const { person, reason, from, to } of absences) {
    if (day < from || to < day) continue
    const known = of.get(person)
    if (known === undefined || known === 'unexcused') of.set(person, reason)
  }
  return of
}
