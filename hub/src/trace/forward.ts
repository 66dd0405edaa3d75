import type { Contact, ContactList } from '@schoolgate/protocol/http/trace-answer'
import { daysBetween } from '../directory/calendar.ts'
import type { TraceFacts } from '../store/trace-types.ts'
import { contactsFrom, likeliestFirst, listOf } from './contacts.ts'
import { pairsOf } from './pairs.ts'
import type { AskedPerson, TraceOptions } from './types.ts'

/**
 * Who counts as carried on to the next generation: at a tenth, a chain of two is a hundredth, less than what any two
 * pupils of a class have in common.
 */
export const CARRIED_ON = 0.1
/** And no more than so many of a generation, the likeliest: a whole school is no chain. */
export const MOST_CARRIERS = 200

export type LoadFacts = (persons: readonly string[], days: readonly string[]) => Promise<TraceFacts>

/**
 * Contacts, their contacts, and so on. Time moves forward only: somebody of the next generation counts from the day of
 * the first exposure of whoever they were near. A person is listed in the first generation they appear in; from the
 * second on the probability is that of the whole chain.
 *
 * @param load facts about these persons on these days; asked once a generation
 */
export async function forwardOf(
  load: LoadFacts,
  asked: readonly AskedPerson[],
  options: TraceOptions & { generations: number },
): Promise<ContactList> {
  const days = spanOf(asked)
  const last = days.at(-1) ?? ''
  const facts = await load(
    asked.map(({ person }) => person),
    days,
  )
  const first = contactsFrom(
    facts,
    asked.flatMap(of => pairsOf(facts, of, options.interviewed)),
    options,
  )
  const met = new Set(asked.map(({ person }) => person))
  const all = first.filter(contact => !met.has(contact.person.ref))
  let generation = all
  for (let n = 2; n <= options.generations; n++) {
    for (const contact of generation) met.add(contact.person.ref)
    const carriers = carriersOf(generation, last)
    if (carriers.length === 0) break
    const next = await nextGeneration(load, carriers, { options, n, met })
    all.push(...next)
    generation = next
  }
  const list = listOf(facts, asked, options, all)
  return { ...list, kind: 'forward' }
}

interface Carrier extends AskedPerson {
  probability: number
}

function carriersOf(generation: readonly Contact[], last: string): Carrier[] {
  return generation
    .filter(contact => contact.probability >= CARRIED_ON && !contact.person.outside)
    .sort(likeliestFirst)
    .slice(0, MOST_CARRIERS)
    .map(contact => ({
      person: contact.person.ref,
      from: contact.days[0] as string,
      to: last,
      case: null,
      probability: contact.probability,
    }))
}

async function nextGeneration(
  load: LoadFacts,
  carriers: readonly Carrier[],
  { options, n, met }: { options: TraceOptions; n: number; met: ReadonlySet<string> },
): Promise<Contact[]> {
  const facts = await load(
    carriers.map(({ person }) => person),
    spanOf(carriers),
  )
  const pairs = carriers.flatMap(carrier =>
    pairsOf(facts, carrier, options.interviewed)
      .filter(pair => !met.has(pair.b))
      .map(pair => ({ ...pair, probability: pair.probability * carrier.probability })),
  )
  return contactsFrom(facts, pairs, options).map(contact => ({ ...contact, generation: n }))
}

function spanOf(asked: readonly AskedPerson[]): string[] {
  if (asked.length === 0) return []
  const from = asked.reduce((day, of) => (of.from < day ? of.from : day), asked[0]?.from as string)
  const to = asked.reduce((day, of) => (of.to > day ? of.to : day), asked[0]?.to as string)
  return daysBetween(from, to)
}
