import type { Contact, TracedPerson } from '@schoolgate/protocol/http/trace-answer'
import { ContactSum } from './contact-sum.ts'
import { likeliestFirst } from './contacts.ts'
import { minutesOf } from './minutes.ts'
import { reasonsOf } from './reasons.ts'
import type { ListPart, Whole } from './whole.ts'

type WindowDay = ListPart['days'][number]

/**
 * One list of the lists of parts of those asked about, taken in one by one, as if all had been asked at once: who was
 * near people of several parts stands once, with everything that was found.
 */
export class ListMerger {
  readonly #bare: boolean
  #first: ListPart | undefined
  #parts = 0
  readonly #persons = new Map<string, TracedPerson>()
  readonly #contacts = new Map<string, Contact[]>()
  readonly #sums = new Map<string, ContactSum>()
  readonly #days = new Map<string, WindowDay>()

  /** @param bare leaves single exposures out: reasons sum them up, and the list of a thousand cases stays small */
  constructor({ bare }: { bare: boolean }) {
    this.#bare = bare
  }

  add(list: ListPart): void {
    this.#first ??= { ...list, contacts: [] }
    this.#parts++
    for (const person of list.persons) this.#persons.set(person.ref, person)
    for (const day of list.days) this.#days.set(day.day, sameDay(this.#days.get(day.day), day))
    for (const contact of list.contacts) {
      const { ref } = contact.person
      if (this.#bare) {
        const sum = this.#sums.get(ref)
        if (sum) sum.add(contact)
        else this.#sums.set(ref, new ContactSum(contact))
        continue
      }
      const same = this.#contacts.get(ref)
      if (same) same.push(contact)
      else this.#contacts.set(ref, [contact])
    }
  }

  /** @throws when nothing was added */
  list(): ListPart {
    if (!this.#first) throw new Error('nothing to merge')
    const contacts = this.#bare
      ? [...this.#sums.values()].map(sum => sum.contact())
      : [...this.#contacts.values()].map(same => (same.length === 1 ? (same[0] as Contact) : together(same)))
    return {
      ...this.#first,
      persons: [...this.#persons.values()],
      days: [...this.#days.values()].sort((a, b) => (a.day < b.day ? -1 : 1)),
      contacts:
        this.#first.kind === 'backward' ? asOneSource(contacts, this.#parts) : contacts.sort(likeliestFirst),
    }
  }
}

/** The marks of people outside count from one in every part: those of different facts must not fall together. */
export function renumbered(part: number) {
  const ref = (old: string) => old.replace(/^outside-/, `outside-${part + 1}-`)
  const person = (old: TracedPerson) => (old.outside ? { ...old, ref: ref(old.ref) } : old)
  return {
    list: (list: ListPart): ListPart => ({
      ...list,
      persons: list.persons.map(person),
      contacts: list.contacts.map(contact => ({
        ...contact,
        person: person(contact.person),
        of: contact.of.map(ref),
      })),
    }),
    whole: ({ around, blind }: Whole): Whole => ({
      around: { ...around, stays: new Map([...around.stays].map(([id, n]) => [ref(id), n])) },
      blind,
    }),
  }
}

/** One contact of the same person's in several parts, with single exposures. */
function together(same: readonly Contact[]): Contact {
  const [best] = same.toSorted((a, b) => b.probability - a.probability) as [Contact, ...Contact[]]
  const exposures = same
    .flatMap(contact => contact.exposures)
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
  const of = [...new Set(same.flatMap(contact => contact.of))]
  const days = [...new Set(same.flatMap(contact => contact.days))].sort()
  return {
    ...best,
    probability: 1 - same.reduce((none, contact) => none * (1 - contact.probability), 1),
    minutes: minutesOf(exposures),
    ...{ days, of, exposures, lastDay: days.at(-1) ?? best.lastDay },
    meets: SURENESS.find(word => same.some(contact => contact.meets === word)) ?? 'no',
    reasons: reasonsOf(exposures),
    quality: [...new Set(same.flatMap(contact => contact.quality))],
    asSource: best.asSource === null ? null : Math.max(...same.map(contact => contact.asSource ?? 0)),
    followUp: same.find(contact => contact.followUp !== null)?.followUp ?? null,
  }
}
const SURENESS = ['yes', 'unknown', 'no'] as const

/** Every part shared one out among its own candidates. */
const asOneSource = (contacts: readonly Contact[], parts: number): Contact[] =>
  contacts
    .map(contact => ({ ...contact, asSource: (contact.asSource ?? 0) / parts }))
    .sort((a, b) => b.asSource - a.asSource || likeliestFirst(a, b))

const sameDay = (a: WindowDay | undefined, b: WindowDay): WindowDay =>
  a === undefined ? b : { ...(a.taught ? a : b), seen: a.seen || b.seen }
