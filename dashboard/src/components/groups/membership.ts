import type { Enrolment, Group } from '@schoolgate/protocol/directory/group'
import type { Change } from '@schoolgate/protocol/directory/records'
import { dayBefore } from '../timetable/days.ts'

type Role = Enrolment['role']

/** What somebody is in a group of a kind: a pupil of what is taught, a member of what is not. */
export const roleIn = (group: Pick<Group, 'kind'>, person: 'student' | string): Role =>
  ['class', 'section', 'half'].includes(group.kind)
    ? person === 'teacher' || person === 'staff'
      ? 'teacher'
      : 'student'
    : 'member'

/** A membership from a day on. `primary` marks the class teacher. */
export const joined = (
  group: Pick<Group, 'id' | 'place'>,
  person: string,
  role: Role,
  from: string,
  id: string,
  primary = false,
): Change => ({
  op: 'put',
  kind: 'enrolment',
  record: {
    id,
    source: id,
    place: group.place,
    group: group.id,
    person,
    role,
    primary,
    from,
    to: null,
  },
})

/** A membership that ends with `last`; one that would end before it began was a mistake and goes altogether. */
export const left = (enrolment: Enrolment, last: string): Change =>
  enrolment.from !== null && enrolment.from > last
    ? { op: 'remove', kind: 'enrolment', id: enrolment.id }
    : { op: 'put', kind: 'enrolment', record: { ...enrolment, to: last } }

/** From one group to another: out the day before, in on the day. */
export const moved = (
  enrolment: Enrolment,
  to: Pick<Group, 'id' | 'place'>,
  from: string,
  id: string,
): Change[] => [
  left(enrolment, dayBefore(from)),
  joined(to, enrolment.person, enrolment.role, from, id, enrolment.primary),
]

/** A group that ends with `last`, and with it every membership that would go on. */
export const ended = (group: Group, enrolments: readonly Enrolment[], last: string): Change[] => [
  { op: 'put', kind: 'group', record: { ...group, to: last } },
  ...enrolments.filter(e => e.to === null || e.to > last).map(e => left(e, last)),
]

/**
 * Another class teacher from a day on. Whoever was it stops the day before; on the very day they began, their entry
 * was a mistake and goes.
 */
export const classTeacherFrom = (
  group: Pick<Group, 'id' | 'place'>,
  before: readonly Enrolment[],
  teacher: string | null,
  from: string,
  id: string,
): Change[] => {
  const gone = before.filter(e => e.role === 'teacher' && e.primary && e.person !== teacher)
  const stays = before.some(e => e.role === 'teacher' && e.primary && e.person === teacher)
  return [
    ...gone.map(e => left(e, dayBefore(from))),
    ...(teacher === null || stays ? [] : [joined(group, teacher, 'teacher', from, id, true)]),
  ]
}
