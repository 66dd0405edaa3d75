import type { CardLine, PersonPage } from '@schoolgate/protocol/http/directory'
import type { ScopedPerson } from '../../../scope/types.ts'
import type { CardDetail } from '../../../store/card-types.ts'
import type { ApiDeps } from '../../deps.ts'
import { zoneOf } from './place-time.ts'

/** Somebody with everything the officer may see of them. */
export async function personPage(deps: ApiDeps, { row, place, related }: ScopedPerson): Promise<PersonPage> {
  const [timeZone, cards, photos, known] = await Promise.all([
    zoneOf(place),
    place.cards.cardsOf([row.id]),
    place.withPhoto([row.id]),
    related(),
  ])
  const today = deps.localDay(timeZone)
  const groups = new Map(known.groups.map(group => [group.id, group]))
  const relatives = new Map(known.relatives.map(person => [person.id, person]))
  const relative = (of: 'guardian' | 'child') =>
    known.guardianships.flatMap(link => {
      const person = relatives.get(link[of])
      return person
        ? [{ id: person.id, name: person.name, relation: link.relation, phone: person.phone, link }]
        : []
    })
  return {
    person: row,
    school: place.row.name,
    timeZone,
    hasPhoto: photos.has(row.id),
    posts: known.posts,
    enrolments: known.enrolments.flatMap(enrolment => {
      const group = groups.get(enrolment.group)
      return group ? [{ ...enrolment, groupName: group.name, groupKind: group.kind }] : []
    }),
    guardians: relative('guardian'),
    children: relative('child'),
    cards: cards.map(card => cardLine(card, today)).sort((a, b) => (a.issued < b.issued ? 1 : -1)),
    absences: known.absences.sort((a, b) => (a.from < b.from ? 1 : -1)),
    today,
  }
}

function cardLine(card: CardDetail, today: string): CardLine {
  const { id, issued, expires, revokedAt, end } = card
  const state = end ?? (revokedAt !== null ? 'revoked' : expires < today ? 'expired' : 'active')
  return { id, issued, expires, state, endedAt: revokedAt }
}
