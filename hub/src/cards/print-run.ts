import { randomBytes } from 'node:crypto'
import type { Person } from '@schoolgate/protocol/directory/person'
import type { Jurisdiction } from '@schoolgate/protocol/directory/places'
import type { RecordKind, RecordOf } from '@schoolgate/protocol/directory/records'
import type { Locale } from '@schoolgate/protocol/locale'
import type { CardFace } from '../print/card-face.ts'
import type { CardDetail, CardEnd } from '../store/card-types.ts'
import type { Where } from '../store/record-types.ts'
import type { Issuer } from './issuer.ts'
import { cardExpiry } from './validity.ts'

/** A school as far as printing its cards goes. */
export interface PrintPlace {
  readonly row: Pick<Jurisdiction, 'name' | 'path'>
  find<K extends RecordKind>(kind: K, where?: Where<K>): Promise<RecordOf<K>[]>
  many<K extends RecordKind>(kind: K, ids: readonly string[]): Promise<RecordOf<K>[]>
  withPhoto(people: readonly string[]): Promise<Set<string>>
  photo(person: string): Promise<{ type: string; bytes: Uint8Array } | undefined>
  cards: {
    cardsOf(people: readonly string[]): Promise<CardDetail[]>
    issuedBefore(): Promise<string | undefined>
    issue(cards: readonly CardDetail[], end: CardEnd | null, at: number): Promise<boolean>
  }
}

export interface PrintOrder {
  large: boolean
  photos: boolean
  locale: Locale
}

export interface PrintDeps {
  signerFor(path: string): Promise<Issuer>
  /** epoch ms */
  now(): number
  /** local ISO day now at a zone */
  localDay(timeZone: string): string
}

/** Cards drawn, and looked for, at a time. */
const DRAWN = 40
const ASKED = 500

/**
 * The faces of a school's cards, by class and name. Whoever holds no card that a gate would accept is issued one
 * first; cards they held before are replaced by it. The others' cards are signed anew with the days they have.
 */
export async function* schoolFaces(
  place: PrintPlace,
  people: readonly Person[],
  order: PrintOrder,
  deps: PrintDeps,
): AsyncGenerator<CardFace[]> {
  const [site] = await place.find('site')
  const today = deps.localDay(site?.timeZone ?? 'UTC')
  const classes = await classesOf(place, people, today)
  const sorted = inOrder(people, classes, order.locale)
  const cards = await cardsFor(place, sorted, today, deps)
  const signer = await deps.signerFor(place.row.path)
  for (const some of chunks(sorted, DRAWN)) {
    const pictured = order.photos ? await place.withPhoto(some.map(p => p.id)) : new Set<string>()
    const faces: CardFace[] = []
    for (const person of some) {
      const card = cards.get(person.id)
      if (!card) continue
      const photo = pictured.has(person.id) ? await place.photo(person.id) : undefined
      faces.push({
        school: place.row.name,
        name: person.name,
        role: person.role,
        group: classes.get(person.id) ?? '',
        number: person.number,
        validUntil: card.expires,
        text: signer.issue({ card: card.id, issued: card.issued, expires: card.expires }),
        locale: order.locale,
        large: order.large || person.lowSight,
        ...(photo && { photo: photo.bytes }),
      })
    }
    yield faces
  }
}

/** A new card from today on. */
export const newCard = (person: string, today: string, expires: string): CardDetail => ({
  id: randomBytes(8).toString('hex'),
  person,
  issued: today,
  expires,
  revokedAt: null,
  end: null,
})

/** Whether a gate would let somebody in by it. */
export const isAccepted = (
  card: Pick<CardDetail, 'issued' | 'expires' | 'revokedAt'>,
  today: string,
  issuedBefore: string | undefined,
): boolean =>
  card.revokedAt === null &&
  card.expires >= today &&
  (issuedBefore === undefined || card.issued >= issuedBefore)

async function cardsFor(
  place: PrintPlace,
  people: readonly Person[],
  today: string,
  deps: PrintDeps,
): Promise<Map<string, CardDetail>> {
  const issuedBefore = await place.cards.issuedBefore()
  const expires = cardExpiry(await place.find('term'), today)
  const held = new Map<string, CardDetail>()
  for (const some of chunks(people, ASKED)) {
    for (const card of await place.cards.cardsOf(some.map(p => p.id))) {
      const other = held.get(card.person)
      if (isAccepted(card, today, issuedBefore) && (!other || other.issued <= card.issued))
        held.set(card.person, card)
    }
    const fresh = some.filter(p => !held.has(p.id)).map(p => newCard(p.id, today, expires))
    if (fresh.length === 0) continue
    if (!(await place.cards.issue(fresh, 'reissued', Math.floor(deps.now())))) continue
    for (const card of fresh) held.set(card.person, card)
  }
  return held
}

/** Each pupil's home class on a day, by name. */
async function classesOf(
  place: PrintPlace,
  people: readonly Person[],
  today: string,
): Promise<Map<string, string>> {
  const pupils = people.filter(p => p.role === 'student').map(p => p.id)
  const classes = new Map((await place.find('group', { kind: 'class' })).map(group => [group.id, group.name]))
  const found = new Map<string, string>()
  for (const some of chunks(pupils, ASKED)) {
    for (const { person, group, role } of await place.find('enrolment', { person: some, on: today })) {
      const name = role === 'student' ? classes.get(group) : undefined
      if (name !== undefined) found.set(person, name)
    }
  }
  return found
}

/** By class, as people count (2A before 10A); who is in none comes last. Then by name. */
function inOrder(people: readonly Person[], classes: ReadonlyMap<string, string>, locale: Locale): Person[] {
  const { compare } = new Intl.Collator(locale, { numeric: true })
  const classOf = (p: Person) => classes.get(p.id) ?? '\uffff'
  return people.toSorted((a, b) => compare(classOf(a), classOf(b)) || compare(a.name, b.name))
}

function* chunks<T>(all: readonly T[], size: number): Generator<T[]> {
  for (let i = 0; i < all.length; i += size) yield all.slice(i, i + size)
}
