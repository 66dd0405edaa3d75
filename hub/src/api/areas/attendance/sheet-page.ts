import type { AttendanceRow } from '@schoolgate/protocol/attendance/mark'
import type { AttendanceSheet } from '@schoolgate/protocol/http/attendance'
import { dayTeller, taughtWeekdays } from '../../../directory/calendar.ts'
import type { ScopedGroup, ScopedPlace } from '../../../scope/types.ts'
import type { KeptAttendance } from '../../../store/attendance-types.ts'
import { rangeOf } from './range.ts'

/** The sheet of a class: everybody who was in it on one of the days. */
export async function classSheet(
  { row: group, place }: ScopedGroup,
  from: string,
  to: string,
): Promise<AttendanceSheet> {
  const days = rangeOf(from, to)
  const [rows, enrolments, lessons] = await Promise.all([
    place.attendance.group(group.id, from, to),
    place.find('enrolment', { group: group.id, role: 'student', on: [from, to] }),
    place.find('lesson', { group: group.id, on: [from, to] }),
  ])
  const ids = new Set([...enrolments, ...rows].map(row => row.person))
  const people = await place.many('person', [...ids])
  const gone = new Set(
    people.filter(p => p.status === 'archived' && (p.archivedOn ?? '') <= from).map(p => p.id),
  )
  const had = new Set(rows.map(row => row.person))
  const shown = people.filter(person => had.has(person.id) || !gone.has(person.id))
  return sheet(place, { from, to, days, rows, people: shown, weekdays: taughtWeekdays(lessons) })
}

/** The sheet of teachers and staff, with those who are at home elsewhere. */
export async function staffSheet(place: ScopedPlace, from: string, to: string): Promise<AttendanceSheet> {
  const days = rangeOf(from, to)
  const [rows, own, posted] = await Promise.all([
    place.attendance.staff(from, to),
    place.find('person', { role: ['teacher', 'staff'] }),
    place.posted(to),
  ])
  const had = new Set(rows.map(row => row.person))
  const people = [
    ...own.filter(person => person.status === 'active' || had.has(person.id)),
    ...posted.filter(person => had.has(person.id)),
  ]
  return sheet(place, { from, to, days, rows, people, weekdays: taughtWeekdays([]) })
}

interface SheetParts {
  from: string
  to: string
  days: readonly string[]
  rows: readonly KeptAttendance[]
  people: readonly { id: string; name: string; number: string | null }[]
  /** ISO weekdays of lessons */
  weekdays: readonly number[]
}

async function sheet(place: ScopedPlace, parts: SheetParts): Promise<AttendanceSheet> {
  const { from, to } = parts
  const [terms, calendar, sites] = await Promise.all([
    place.find('term'),
    place.find('calendarDay', { on: [from, to] }),
    place.find('site'),
  ])
  const tell = dayTeller({ terms, calendar, weekdays: parts.weekdays })
  const kept = new Set(parts.rows.map(row => row.day))
  const collator = new Intl.Collator(sites[0]?.locale)
  return {
    from,
    to,
    days: parts.days.filter(day => kept.has(day) || tell(day).taught),
    people: parts.people
      .map(({ id, name, number }) => ({ id, name, number }))
      .sort((a, b) => collator.compare(a.name, b.name)),
    rows: parts.rows.map(asRow),
  }
}

/** A kept row as it is shown. */
export const asRow = ({ place: _, ...row }: KeptAttendance): AttendanceRow => row
