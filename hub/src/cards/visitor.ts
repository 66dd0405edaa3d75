import { randomBytes } from 'node:crypto'
import { displayName } from '@schoolgate/protocol/directory/name'
import type { Person } from '@schoolgate/protocol/directory/person'
import type { VisitorRequest } from '@schoolgate/protocol/http/cards'
import type { Locale } from '@schoolgate/protocol/locale'
import type { VisitorRow } from '../store/card-types.ts'

/** Where a visitor is. */
export interface VisitAt {
  /** id of the school */
  place: string
  site: { id: string; locale: Locale }
  /** local day */
  day: string
  /** epoch ms */
  now: number
  by: VisitorRow['by']
}

/** A visitor as a person of the school for the records, and what they said. No more is kept than was asked. */
export function newVisitor(
  { family, given, phone, purpose, declaration }: VisitorRequest,
  { place, site, day, now, by }: VisitAt,
): { person: Person; row: VisitorRow } {
  const id = randomBytes(8).toString('hex')
  const yes = Object.entries(declaration.answers).flatMap(([question, answer]) => (answer ? [question] : []))
  const person: Person = {
    id,
    source: id,
    place,
    site: site.id,
    role: 'visitor',
    family,
    given,
    middle: '',
    name: displayName({ family, given, middle: '' }, site.locale),
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
  // With every answer no, nobody needs to be asked; any yes is for the desk to hear.
  const state = yes.length === 0 ? 'issued' : 'waiting'
  return { person, row: { person: id, site: site.id, day, phone, purpose, at: now, by, state, yes } }
}
