import type { Enrolment, Group } from '@schoolgate/protocol/directory/group'
import type { PersonRole } from '@schoolgate/protocol/directory/person'
import type { Change } from '@schoolgate/protocol/directory/records'
import type { PersonPage } from '@schoolgate/protocol/http/directory'
import { addDays } from '../../text/day.ts'

export type Membership = PersonPage['enrolments'][number]
type Groupish = Pick<Group, 'id' | 'kind' | 'place'>

/** What somebody most likely is in a group. */
export function roleIn(role: PersonRole, kind: Group['kind']): Enrolment['role'] {
  if (kind === 'class' || kind === 'section' || kind === 'half') {
    if (role === 'student') return 'student'
    if (role === 'teacher') return 'teacher'
    if (role === 'staff') return 'aide'
  }
  return 'member'
}

/** A pupil has one home class at a time: the one that ends where another begins on `from`. */
export function leftFor(
  enrolments: readonly Membership[],
  group: Groupish,
  role: Enrolment['role'],
  from: string,
): Membership | undefined {
  if (group.kind !== 'class' || role !== 'student') return undefined
  return enrolments.find(
    e =>
      e.groupKind === 'class' &&
      e.role === 'student' &&
      e.group !== group.id &&
      (e.to === null || e.to >= from) &&
      (e.from === null || e.from < from),
  )
}

/** Into a group from a day on; a pupil leaves the class they were in the day before. */
export function joinChanges(
  page: Pick<PersonPage, 'person' | 'enrolments'>,
  group: Groupish,
  {
    id,
    role,
    from,
    primary = false,
  }: { id: string; role: Enrolment['role']; from: string; primary?: boolean },
): Change[] {
  const left = leftFor(page.enrolments, group, role, from)
  return [
    ...(left ? [endChange(left, addDays(from, -1))] : []),
    {
      op: 'put',
      kind: 'enrolment',
      record: {
        id,
        source: id,
        place: group.place,
        group: group.id,
        person: page.person.id,
        role,
        primary,
        from,
        to: null,
      },
    },
  ]
}

/** The last day in a group; one before the first day takes the membership away altogether. */
export function endChange(
  { groupName: _name, groupKind: _kind, ...record }: Membership,
  last: string,
): Change {
  if (record.from !== null && record.from > last) return { op: 'remove', kind: 'enrolment', id: record.id }
  return { op: 'put', kind: 'enrolment', record: { ...record, to: last } }
}

/** Memberships by when they hold, classes first within each. */
export function byTime(
  enrolments: readonly Membership[],
  today: string,
): { now: Membership[]; later: Membership[]; before: Membership[] } {
  const order = (a: Membership, b: Membership): number =>
    Number(a.groupKind !== 'class') - Number(b.groupKind !== 'class') ||
    (b.from ?? '').localeCompare(a.from ?? '') ||
    a.groupName.localeCompare(b.groupName, undefined, { numeric: true })
  const sorted = [...enrolments].sort(order)
  return {
    now: sorted.filter(e => (e.from ?? '') <= today && (e.to === null || e.to >= today)),
    later: sorted.filter(e => (e.from ?? '') > today),
    before: sorted.filter(e => e.to !== null && e.to < today && (e.from ?? '') <= today),
  }
}
