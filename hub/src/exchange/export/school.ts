import type { Enrolment, Group } from '@schoolgate/protocol/directory/group'
import type { Guardianship, Person } from '@schoolgate/protocol/directory/person'
import type { Jurisdiction, Room } from '@schoolgate/protocol/directory/places'
import type { DirectoryReader } from '../session/needs.ts'

/** One place's part of an export: what counts today, without visitors and archived people. */
export interface PlacePart {
  place: Jurisdiction
  rooms: Map<string, Room>
  groups: Group[]
  people: Person[]
  /** of the children at home here */
  links: Guardianship[]
  enrolments: Enrolment[]
  /** people the links and enrolments name, of here and elsewhere, by id */
  named: Map<string, Person>
}

export const counts = (person: Person): boolean => person.status === 'active' && person.role !== 'visitor'

/** Places below and at one, the nearest to the root first, schools last. */
export async function placesOf(reader: DirectoryReader): Promise<Jurisdiction[]> {
  const places: Jurisdiction[] = [reader.row]
  let after = ''
  for (;;) {
    const page = await reader.under('jurisdiction', after, 2000)
    places.push(...page.filter(place => place.id !== reader.row.id))
    const last = page.at(-1)
    if (last === undefined || page.length < 2000) break
    after = last.id
  }
  return places.sort((a, b) => a.path.split('/').length - b.path.split('/').length || (a.id < b.id ? -1 : 1))
}

export async function placePart(
  reader: DirectoryReader,
  place: Jurisdiction,
  today: string,
): Promise<PlacePart> {
  const open = (span: { to: string | null }) => span.to === null || span.to >= today
  const groups = (await reader.at('group', place.id)).filter(open)
  const inGroups = new Set(groups.map(group => group.id))
  const people = (await reader.at('person', place.id)).filter(counts)
  const enrolments = (await reader.at('enrolment', place.id)).filter(e => open(e) && inGroups.has(e.group))
  const links = await reader.at('guardianship', place.id)
  const named = new Map(people.map(person => [person.id, person]))
  const strangers = new Set<string>()
  for (const id of [...enrolments.map(e => e.person), ...links.map(l => l.guardian)])
    if (!named.has(id)) strangers.add(id)
  for (const person of await reader.many('person', [...strangers]))
    if (counts(person)) named.set(person.id, person)
  return {
    place,
    rooms: new Map((await reader.at('room', place.id)).map(room => [room.id, room])),
    groups,
    people,
    links: links.filter(link => named.has(link.guardian) && named.has(link.child)),
    enrolments: enrolments.filter(e => named.has(e.person)),
    named,
  }
}
