import type { SchoolBook } from '@schoolgate/protocol/http/directory'
import { taughtWeekdays } from '../../../directory/calendar.ts'
import type { ScopedPlace } from '../../../scope/types.ts'
import type { ApiDeps } from '../../deps.ts'
import { todayAt } from './place-time.ts'

const STAFF_ROLES = ['teacher', 'staff'] as const

/** Everything small about a school, which most pages need. */
export async function bookPage(deps: ApiDeps, place: ScopedPlace): Promise<SchoolBook> {
  const today = await todayAt(deps, place)
  const [
    sites,
    gates,
    rooms,
    shifts,
    terms,
    calendar,
    courses,
    groups,
    people,
    posted,
    leading,
    counts,
    lessons,
  ] = await Promise.all([
    place.find('site'),
    place.find('gate'),
    place.find('room'),
    place.find('shift'),
    place.find('term'),
    place.find('calendarDay'),
    place.find('course'),
    place.find('group'),
    place.find('person', { role: STAFF_ROLES, status: 'active' }),
    place.posted(today),
    place.find('enrolment', { role: 'teacher', on: today }),
    place.countMembers(today),
    place.find('lesson', { on: today }),
  ])
  const guests = posted.filter(person => STAFF_ROLES.some(role => role === person.role))
  const staff = [...people, ...guests]
    .map(({ id, name, role }) => ({ id, name, role }))
    .sort((a, b) => a.name.localeCompare(b.name, sites[0]?.locale))
  const names = new Map(staff.map(person => [person.id, person.name]))
  const members = membersByGroup(counts)
  const teachers = Map.groupBy(leading, enrolment => enrolment.group)
  return {
    place: place.row,
    sites,
    gates,
    rooms,
    shifts,
    terms,
    calendar,
    weekdays: taughtWeekdays(lessons),
    courses,
    groups: groups.map(group => ({
      ...group,
      members: members.get(group.id) ?? 0,
      teachers: (teachers.get(group.id) ?? [])
        .toSorted((a, b) => Number(b.primary) - Number(a.primary))
        .flatMap(enrolment => names.get(enrolment.person) ?? []),
    })),
    staff,
    today,
  }
}

/** Members of each group without those who teach it. */
export function membersByGroup(counts: readonly [string, string, number][]): Map<string, number> {
  const members = new Map<string, number>()
  for (const [group, role, n] of counts) {
    if (role === 'student' || role === 'member') members.set(group, (members.get(group) ?? 0) + n)
  }
  return members
}
