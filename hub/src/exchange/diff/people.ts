import { displayName } from '@schoolgate/protocol/directory/name'
import type { Person } from '@schoolgate/protocol/directory/person'
import type { Locale } from '@schoolgate/protocol/locale'
import type { RosterPerson } from '../model.ts'

const MAX_NAME = 200

/** Fields of a person that a file may say, in the order in which people read them. */
const FIELDS = [
  'family',
  'given',
  'middle',
  'role',
  'number',
  'birth',
  'sex',
  'grade',
  'phone',
  'email',
  'userName',
] as const

/** A person as the file says, upon what there was. Photo, card, large print are nobody's business here. */
export function mergePerson(
  said: RosterPerson,
  before: Person | undefined,
  at: { id: string; place: string; site: string; locale: Locale },
): Person {
  const person: Person = before
    ? { ...before, place: at.place, status: 'active', archivedOn: null, archiveReason: null }
    : {
        id: at.id,
        source: said.source,
        place: at.place,
        site: at.site,
        role: said.role ?? 'student',
        family: '',
        given: '',
        middle: '',
        name: '',
        number: null,
        userName: null,
        email: null,
        phone: null,
        birth: null,
        sex: null,
        grade: null,
        lowSight: false,
        status: 'active',
        archivedOn: null,
        archiveReason: null,
      }
  if (before && before.place !== at.place) person.site = at.site
  for (const field of FIELDS) {
    if (said[field] !== undefined) (person as Record<string, unknown>)[field] = said[field]
  }
  const renamed =
    before === undefined ||
    before.family !== person.family ||
    before.given !== person.given ||
    before.middle !== person.middle
  if (renamed) person.name = [...displayName(person, at.locale)].slice(0, MAX_NAME).join('')
  return person
}

export interface FieldChange {
  field: string
  before: string
  after: string
}

/** What differs between two states of a person, field by field. */
export function fieldChanges(before: Person, after: Person): FieldChange[] {
  const changes: FieldChange[] = []
  for (const field of FIELDS) {
    if (before[field] !== after[field])
      changes.push({ field, before: before[field] ?? '', after: after[field] ?? '' })
  }
  return changes
}
