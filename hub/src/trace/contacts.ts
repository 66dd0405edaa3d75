import type { Contact, ContactList, Exposure } from '@schoolgate/protocol/http/trace-answer'
import type { TraceFacts } from '../store/trace-types.ts'
import { askedDays } from './asked-days.ts'
import { type Book, bookOf } from './facts/book.ts'
import { flagsOf, qualitiesOf } from './facts/flags.ts'
import { meets } from './meets.ts'
import { minutesOf } from './minutes.ts'
import type { PairScore } from './model/pair.ts'
import { type Pair, pairsOf } from './pairs.ts'
import { reasonsOf } from './reasons.ts'
import { tracedPerson } from './traced.ts'
import type { AskedPerson, TraceOptions } from './types.ts'
import { type ListPart, wholeList, wholeOf } from './whole.ts'

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
  return wholeList(shell(facts, asked, options, contacts), [wholeOf(facts, asked, options.interviewed)])
}

/** The same but for what is said of all parts together. */
export function partOf(facts: TraceFacts, asked: readonly AskedPerson[], options: TraceOptions): ListPart {
  const pairs = asked.flatMap(of => pairsOf(facts, of, options.interviewed))
  return shell(facts, asked, options, contactsFrom(facts, pairs, options))
}

function shell(
  facts: TraceFacts,
  asked: readonly AskedPerson[],
  options: TraceOptions,
  contacts: Contact[],
): ListPart {
  const book = bookOf(facts)
  const { id, version, name } = options.pack
  return {
    kind: 'contacts',
    pack: { id, version, name },
    days: askedDays(facts, asked),
    persons: asked.map(({ person }) => tracedPerson(book, person)),
    contacts,
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
  let none = 1
  let best = pairs[0] as Pair
  for (const pair of pairs) {
    none *= 1 - pair.probability
    if (pair.score.probability > best.score.probability) best = pair
  }
  const days: string[] = []
  let flags = 0
  for (const { day, quality } of exposures) {
    if (day !== days.at(-1)) days.push(day)
    if (quality.length > 0) flags |= flagsOf(quality)
  }
  return {
    person: tracedPerson(book, b),
    probability: 1 - none,
    minutes: minutesOf(exposures),
    days,
    lastDay: days.at(-1) as string,
    meets: surest(book, pairs, options),
    reasons: reasonsOf(exposures),
    weights: largestFirst(best.score),
    quality: qualitiesOf(flags),
    of: pairs.map(pair => pair.a),
    generation: 1,
    asSource: null,
    followUp: options.followUps.get(b) ?? null,
    exposures,
  }
}

const ordered = new WeakMap<PairScore, PairScore['weights']>()

/** Many pairs share a score: its weights are put in order once. */
function largestFirst(score: PairScore): PairScore['weights'] {
  let weights = ordered.get(score)
  if (!weights) {
    weights = score.weights.toSorted((x, y) => Math.abs(y.logOdds) - Math.abs(x.logOdds))
    ordered.set(score, weights)
  }
  return weights
}

function inOrder(pairs: readonly Pair[]): Exposure[] {
  if (pairs.length === 1) return (pairs[0] as Pair).exposures
  return pairs.flatMap(pair => pair.exposures).sort((x, y) => (x.day < y.day ? -1 : x.day > y.day ? 1 : 0))
}

function surest(book: Book, pairs: readonly Pair[], { pack, masks }: TraceOptions): Contact['meets'] {
  const pupil = (id: string) => book.person(id)?.role === 'student'
  let surest: Contact['meets'] = 'no'
  for (const { a, b, exposures } of pairs) {
    const met = meets(pack, { exposures, bothPupils: pupil(a) && pupil(b), masks })
    if (met === 'yes') return met
    if (met === 'unknown') surest = met
  }
  return surest
}

/** By probability; of equal ones who was near longer. */
export const likeliestFirst = (x: Contact, y: Contact): number =>
  y.probability - x.probability ||
  y.minutes.near - x.minutes.near ||
  y.minutes.room - x.minutes.room ||
  (x.person.ref < y.person.ref ? -1 : 1)
