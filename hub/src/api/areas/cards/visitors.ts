import { DECLARATION_QUESTIONS } from '@schoolgate/protocol/directory/words'
import type { VisitorList, VisitorPass, VisitorRequest } from '@schoolgate/protocol/http/cards'
import { newCard } from '../../../cards/print-run.ts'
import { newVisitor } from '../../../cards/visitor.ts'
import type { PosterGate } from '../../../scope/public.ts'
import type { ScopedSite } from '../../../scope/scoped.ts'
import type { CardDetail, VisitorRow } from '../../../store/card-types.ts'
import type { ApiDeps } from '../../deps.ts'
import { found, problem } from '../../problems.ts'

/** A desk's site, or the one a poster hangs at. */
interface VisitSite {
  site: PosterGate['site']
  place: PosterGate['place']
  visitors: PosterGate['visitors']
}

/** Keeps a visitor; with no answer yes, the pass is made at once. */
export async function makeVisitor(
  deps: ApiDeps,
  at: VisitSite,
  request: VisitorRequest,
  by: VisitorRow['by'],
): Promise<VisitorPass> {
  const { site, place, visitors } = at
  const day = deps.localDay(site.timeZone)
  const now = Math.floor(deps.now())
  const { person, row } = newVisitor(request, { place: place.row.id, site, day, now, by })
  const put = { op: 'put' as const, kind: 'person' as const, record: person, before: null }
  const kept = await place.apply([put], { note: 'visitor', at: now })
  if (!kept.ok) throw problem('conflict')
  const card = row.state === 'issued' ? await giveCard(deps, at, person.id, day) : undefined
  await visitors.put(row)
  return passOf(deps, at, person, day, card)
}

/** The pass of a visitor of today, made now or before. */
export async function issuePass(deps: ApiDeps, at: ScopedSite, person: string): Promise<VisitorPass> {
  const day = deps.localDay(at.row.timeZone)
  const row = found(await at.visitors.get(person, day))
  const record = found((await at.place.many('person', [person]))[0])
  const place = { ...at, site: at.row }
  const held = (await at.place.cards.cardsOf([person])).find(c => c.revokedAt === null && c.expires === day)
  const card = held ?? (await giveCard(deps, place, person, day))
  if (row.state !== 'issued') await at.visitors.put({ ...row, state: 'issued' })
  return passOf(deps, place, record, day, card)
}

export async function refuseVisitor(deps: ApiDeps, at: ScopedSite, person: string): Promise<void> {
  const row = found(await at.visitors.get(person, deps.localDay(at.row.timeZone)))
  if (row.state !== 'waiting' && row.state !== 'refused') throw problem('conflict')
  await at.visitors.put({ ...row, state: 'refused' })
}

export async function revokePass(deps: ApiDeps, at: ScopedSite, person: string): Promise<void> {
  const row = found(await at.visitors.get(person, deps.localDay(at.row.timeZone)))
  if (row.state !== 'issued' && row.state !== 'revoked') throw problem('conflict')
  const cards = (await at.place.cards.cardsOf([person])).filter(card => card.revokedAt === null)
  await at.place.cards.end(
    cards.map(card => card.id),
    'revoked',
    Math.floor(deps.now()),
  )
  await at.visitors.put({ ...row, state: 'revoked' })
}

export async function visitorsOf(at: ScopedSite, day: string): Promise<VisitorList> {
  const rows = await at.visitors.list(day)
  const people = await at.place.many(
    'person',
    rows.map(row => row.person),
  )
  const names = new Map(people.map(person => [person.id, person.name]))
  const visitors = []
  for (const { person, phone, purpose, at: when, by, state, yes } of rows) {
    const visits = state === 'waiting' || state === 'refused' ? [] : await at.visitsOf(person, day)
    const outs = visits.flatMap(visit => (visit.out === undefined || visit.outInferred ? [] : [visit.out]))
    visitors.push({
      ...{ person, phone, purpose, at: when, by, state },
      name: names.get(person) ?? '',
      yes: DECLARATION_QUESTIONS.filter(question => yes.includes(question)),
      firstIn: visits.length === 0 ? null : Math.min(...visits.map(visit => visit.in)),
      lastOut: outs.length === 0 ? null : Math.max(...outs),
    })
  }
  return { visitors }
}

async function giveCard(
  deps: ApiDeps,
  { place }: Pick<VisitSite, 'place'>,
  person: string,
  day: string,
): Promise<CardDetail> {
  const card = newCard(person, day, day)
  if (!(await place.cards.issue([card], 'reissued', Math.floor(deps.now())))) throw problem('not-found')
  return card
}

async function passOf(
  deps: ApiDeps,
  { site, place }: Pick<VisitSite, 'site' | 'place'>,
  person: { id: string; name: string },
  day: string,
  card: CardDetail | undefined,
): Promise<VisitorPass> {
  const signer = card && (await deps.cards.issuers.signerFor(place.row.path))
  const text =
    card && signer ? signer.issue({ card: card.id, issued: card.issued, expires: card.expires }) : null
  return { person: person.id, name: person.name, text, day, site: site.id, siteName: site.name }
}
