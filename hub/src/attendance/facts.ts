import type { Lesson } from '@schoolgate/protocol/directory/timetable'
import { taughtOn, taughtWeekdays } from '../directory/calendar.ts'
import { heldLessons } from '../directory/timetable.ts'
import type { Records } from '../store/record-types.ts'
import type { Roll, SchoolFacts } from './expected.ts'

/** The part of the directory that says who is due. */
export type RecordReader = Pick<Records, 'find' | 'many'>

/** What decides when anybody is due at a school on one day, as the directory has it now. */
export async function loadFacts(records: RecordReader, place: string, day: string): Promise<SchoolFacts> {
  const terms = await records.find('term', { place })
  const calendar = await records.find('calendarDay', { place, day })
  const lessons = await records.find('lesson', { place, on: day })
  const { taught } = taughtOn({ terms, calendar, weekdays: taughtWeekdays(lessons) }, day)
  const timetabled = timetableOf(lessons)
  if (!taught) return { day, taught, shifts: [], groups: [], timetabled, held: [], modes: [] }

  // Shifts that no longer hold too: a class may still name the bells of last year.
  const shifts = await records.find('shift', { place })
  const modes = await records.find('mode', { place, on: day })
  const substitutions = await records.find('substitution', { place, day })
  const all = await records.find('group', { place, kind: ['class', 'half', 'section'], on: day })
  const groups = all.filter(group => group.kind !== 'section' || timetabled.groups.has(group.id))
  const held = heldLessons({ lessons, substitutions, modes, shifts, groups }, [day])
  return { day, taught, shifts, groups, timetabled, held, modes }
}

/** Which groups and teachers have a timetable, of lessons in force. */
export function timetableOf(lessons: readonly Lesson[]): SchoolFacts['timetabled'] {
  return {
    groups: new Set(lessons.map(lesson => lesson.group)),
    teachers: new Set(lessons.flatMap(lesson => lesson.teacher ?? [])),
  }
}

/** Everybody who may be due at the school on the day of the facts. */
export async function loadRoll(records: RecordReader, place: string, facts: SchoolFacts): Promise<Roll> {
  const { day, taught } = facts
  if (!taught) return { people: [], enrolments: [], posts: [], absences: [] }
  const groups = facts.groups.map(group => group.id)
  const enrolments =
    groups.length === 0 ? [] : await records.find('enrolment', { group: groups, role: 'student', on: day })
  const posts = await records.find('post', { place, on: day })
  const absences = await records.find('absence', { place, on: day })

  const people = await records.find('person', { place, status: 'active' })
  const gone = await records.find('person', { place, status: 'archived', role: ['teacher', 'staff'] })
  const known = new Set([...people, ...gone].map(person => person.id))
  const others = new Set([...enrolments, ...posts].map(row => row.person).filter(id => !known.has(id)))
  const more = others.size === 0 ? [] : await records.many('person', [...others])
  return { people: [...people, ...gone, ...more], enrolments, posts: fromElsewhere(posts, known), absences }
}

/** The same of these persons alone. */
export async function loadRollOf(
  records: RecordReader,
  place: string,
  { day, taught }: SchoolFacts,
  people: readonly string[],
): Promise<Roll> {
  const found = await records.many('person', people)
  if (!taught) return { people: found, enrolments: [], posts: [], absences: [] }
  const enrolments = await records.find('enrolment', { person: people, role: 'student', on: day })
  const posts = await records.find('post', { person: people, place, on: day })
  const absences = await records.find('absence', { person: people, place, on: day })
  const home = found.filter(person => person.place === place)
  const here = new Set([...home.map(person => person.id), ...posts.map(post => post.person)])
  for (const enrolment of enrolments) if (enrolment.place === place) here.add(enrolment.person)
  return {
    people: found.filter(person => here.has(person.id)),
    enrolments,
    posts: fromElsewhere(posts, new Set(home.map(person => person.id))),
    absences,
  }
}

const fromElsewhere = <T extends { person: string }>(posts: readonly T[], home: ReadonlySet<string>): T[] =>
  posts.filter(post => !home.has(post.person))
