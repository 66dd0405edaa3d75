import type { Contact, ContactList } from '@schoolgate/protocol/http/trace'
import type { TraceFacts } from '../store/trace-types.ts'
import { askedDays } from './asked-days.ts'
import { type Book, bookOf } from './facts/book.ts'
import { flagsOf, qualitiesOf } from './facts/flags.ts'
import { gradeOf } from './grade.ts'
import { meets } from './meets.ts'
import { minutesWithin } from './minutes.ts'
import { exposureOf, type Pair, pairsOf } from './pairs.ts'
import { reasonsOf } from './reasons.ts'
import { restOf } from './rest.ts'
import { tracedPerson } from './traced.ts'
import type { AskedPerson, TraceOptions } from './types.ts'

/**
 * Everybody with evidence of having been near the persons asked about, the likeliest first. The rule pack marks who
 * meets its definition and drops nobody.
 */
export function contactsOf(
  facts: TraceFacts,
  asked: readonly AskedPerson[],
  options: TraceOptions,
): ContactList {
  const pairs = asked.flatMap(of => pairsOf(facts, of, options.interviewed))
  return listOf(facts, asked, options, contactsFrom(facts, pairs, options))
}

/** A list around contacts already found: its days, its rest and its grade. */
export function listOf(
  facts: TraceFacts,
  asked: readonly AskedPerson[],
  options: TraceOptions,
  contacts: Contact[],
): ContactList {
  const book = bookOf(facts)
  const { id, version, name } = options.pack
  const listed = new Set([
    ...contacts.map(contact => contact.person.ref),
    ...asked.map(({ person }) => person),
  ])
  return {
    kind: 'contacts',
    pack: { id, version, name },
    days: askedDays(facts, asked),
    persons: asked.map(({ person }) => tracedPerson(book, person)),
    contacts,
    rest: restOf(facts, asked, listed),
    grade: gradeOf(facts, asked, { interviewed: options.interviewed, contacts }),
  }
}

/** One contact a person, whomever of the asked they were near. */
export function contactsFrom(facts: TraceFacts, pairs: readonly Pair[], options: TraceOptions): Contact[] {
  const book = bookOf(facts)
  return [...Map.groupBy(pairs, pair => pair.b)]
    .map(([b, own]) => contactOf(book, b, own, options))
    .sort(likeliestFirst)
}

function contactOf(book: Book, b: string, pairs: readonly Pair[], options: TraceOptions): Contact {
  const exposures = inOrder(pairs)
  const days = [...new Set(exposures.map(exposure => exposure.day))]
  let none = 1
  let best = pairs[0] as Pair
  for (const pair of pairs) {
    none *= 1 - pair.probability
    if (pair.score.probability > best.score.probability) best = pair
  }
  return {
    person: tracedPerson(book, b),
    probability: 1 - none,
    minutes: { near: minutesWithin(exposures, 'near'), room: minutesWithin(exposures, 'room') },
    days,
    lastDay: days.at(-1) as string,
    meets: pairs.map(pair => meetsOf(book, pair, options)).sort(SUREST_FIRST)[0] ?? 'no',
    reasons: reasonsOf(exposures),
    weights: best.score.weights.toSorted((x, y) => Math.abs(y.logOdds) - Math.abs(x.logOdds)),
    quality: qualitiesOf(exposures.reduce((flags, exposure) => flags | flagsOf(exposure.quality), 0)),
    of: pairs.map(pair => pair.a),
    generation: 1,
    asSource: null,
    followUp: options.followUps.get(b) ?? null,
    exposures: exposures.map(exposureOf),
  }
}

function inOrder(pairs: readonly Pair[]): Pair['exposures'] {
  if (pairs.length === 1) return (pairs[0] as Pair).exposures
  return pairs.flatMap(pair => pair.exposures).sort((x, y) => (x.day < y.day ? -1 : x.day > y.day ? 1 : 0))
}

function meetsOf(book: Book, { a, b, exposures }: Pair, { pack, masks }: TraceOptions): Contact['meets'] {
  const pupil = (id: string) => book.person(id)?.role === 'student'
  return meets(pack, { exposures, bothPupils: pupil(a) && pupil(b), masks })
}

const SURENESS = ['yes', 'unknown', 'no']
const SUREST_FIRST = (x: string, y: string): number => SURENESS.indexOf(x) - SURENESS.indexOf(y)

/** By probability; of equal ones who was near longer. */
export const likeliestFirst = (x: Contact, y: Contact): number =>
  y.probability - x.probability ||
  y.minutes.near - x.minutes.near ||
  y.minutes.room - x.minutes.room ||
  (x.person.ref < y.person.ref ? -1 : 1)
