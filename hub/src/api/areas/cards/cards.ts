import type { CardState } from '@schoolgate/protocol/http/cards'
import { isAccepted, newCard } from '../../../cards/print-run.ts'
import { cardExpiry } from '../../../cards/validity.ts'
import type { ScopedCard, ScopedPerson, ScopedPlace } from '../../../scope/types.ts'
import type { ApiDeps } from '../../deps.ts'
import { problem } from '../../problems.ts'
import { zoneOf } from '../directory/place-time.ts'

export async function cardState(deps: ApiDeps, place: ScopedPlace): Promise<CardState> {
  const { issuers } = deps.cards
  const today = deps.localDay(await zoneOf(place))
  const [counts, issuedBefore, keys, held] = await Promise.all([
    place.cards.counts(today),
    place.cards.issuedBefore(),
    place.cards.keys(),
    issuers.held(),
  ])
  const names = await issuers.names(keys.map(key => key.jurisdiction))
  return {
    ...counts,
    issuedBefore: issuedBefore ?? null,
    keys: keys
      .map(({ kid, jurisdiction, madeAt, trustedUntil }) => ({
        ...{ kid, place: jurisdiction, madeAt, trustedUntil },
        placeName: names.get(jurisdiction) ?? '',
        held: held.has(kid),
      }))
      .sort((a, b) => b.madeAt - a.madeAt),
  }
}

/** Cards issued today are always accepted: a day to come would leave nobody a card to print. */
export async function setIssuedBefore(deps: ApiDeps, place: ScopedPlace, day: string | null): Promise<void> {
  if (day !== null && day > deps.localDay(await zoneOf(place)))
    throw problem('bad-input', { where: 'day', detail: 'not after today' })
  await place.cards.setIssuedBefore(day)
}

export async function reissue(deps: ApiDeps, { row, place }: ScopedPerson) {
  if (row.status !== 'active' || row.role === 'visitor') throw problem('conflict')
  const today = deps.localDay(await zoneOf(place))
  const card = newCard(row.id, today, cardExpiry(await place.find('term'), today))
  if (!(await place.cards.issue([card], 'reissued', Math.floor(deps.now())))) throw problem('not-found')
  return { card: card.id, expires: card.expires }
}

export async function revoke(deps: ApiDeps, { row, person }: ScopedCard): Promise<void> {
  if (row.end === 'reissued') throw problem('conflict')
  await person.place.cards.end([row.id], 'revoked', Math.floor(deps.now()))
}

export async function restore(deps: ApiDeps, { row, person }: ScopedCard): Promise<void> {
  const { cards } = person.place
  const today = deps.localDay(await zoneOf(person.place))
  const others = (await cards.cardsOf([row.person])).filter(card => card.id !== row.id)
  const hasOther = others.some(card => isAccepted(card, today, undefined))
  if (row.revokedAt === null || row.end === 'reissued' || row.expires < today || hasOther)
    throw problem('conflict')
  await cards.end([row.id], null, Math.floor(deps.now()))
}
