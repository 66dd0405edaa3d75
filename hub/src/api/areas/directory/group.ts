import type { Enrolment } from '@schoolgate/protocol/directory/group'
import type { Person } from '@schoolgate/protocol/directory/person'
import type { GroupPage, PersonLine } from '@schoolgate/protocol/http/directory'
import type { ScopedGroup, ScopedPlace } from '../../../scope/types.ts'
import type { ApiDeps } from '../../deps.ts'
import { membersByGroup } from './book.ts'
import { todayAt } from './place-time.ts'

/** A group on a day: who is in it, its parts, where they sit. */
export async function groupPage(
  deps: ApiDeps,
  { row, place }: ScopedGroup,
  asked: string | undefined,
): Promise<GroupPage> {
  const day = asked ?? (await todayAt(deps, place))
  const [enrolments, guests, plans, counts, halves] = await Promise.all([
    place.find('enrolment', { group: row.id, on: day }),
    place.posted(day),
    place.find('seatPlan', { group: row.id }),
    place.countMembers(day),
    place.find('group', { parent: row.id }),
  ])
  const people = [...new Set(enrolments.map(enrolment => enrolment.person))]
  const lines = await place.lines(people, day)
  const shown = new Map(lines.map(line => [line.id, line]))
  for (const guest of guests) if (!shown.has(guest.id)) shown.set(guest.id, guestLine(guest))
  const photos = await place.withPhoto([...shown.keys()])
  const members = membersByGroup(counts)
  const sections = await sectionsOf(place, enrolments, day)
  const inOrder = plans.toSorted((a, b) => compare(b.from ?? '', a.from ?? '') || compare(b.id, a.id))
  const parts = [...halves, ...sections.filter(section => section.id !== row.id)]
  return {
    group: row,
    day,
    members: enrolments
      .flatMap(enrolment => {
        const line = shown.get(enrolment.person)
        return line ? [{ ...line, enrolment, hasPhoto: photos.has(line.id) }] : []
      })
      .sort((a, b) => rank(a.enrolment) - rank(b.enrolment) || a.name.localeCompare(b.name)),
    parts: parts.map(part => ({ ...part, members: members.get(part.id) ?? 0 })),
    seatPlan: inOrder.find(plan => (plan.from ?? '') <= day && (plan.to === null || day <= plan.to)) ?? null,
    seatPlans: inOrder.map(({ seats: _seats, ...plan }) => plan),
  }
}

/** Taught groups of the pupils of a class. */
export async function sectionsOf(place: ScopedPlace, enrolments: readonly Enrolment[], day: string) {
  const pupils = enrolments.filter(e => e.role === 'student').map(e => e.person)
  if (pupils.length === 0) return []
  const theirs = await place.find('enrolment', { person: pupils, role: 'student', on: day })
  const groups = await place.many('group', [...new Set(theirs.map(e => e.group))])
  return groups.filter(group => group.kind === 'section')
}

/** A teacher at home in another school: their card is that school's business. */
const guestLine = ({ id, name, given, role, place, number, status }: Person): PersonLine => ({
  ...{ id, name, given, role, place, number, status },
  group: '',
  card: 'none',
})

/** Teachers first. */
const rank = ({ role, primary }: Enrolment): number =>
  role === 'teacher' ? (primary ? 0 : 1) : role === 'aide' ? 2 : 3

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
