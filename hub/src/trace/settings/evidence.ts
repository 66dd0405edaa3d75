import type { Distance, Setting } from '@schoolgate/protocol/trace/words'
import type { PairExposure } from '../exposure.ts'
import type { Book } from '../facts/book.ts'
import { FLAGS, qualitiesOf } from '../facts/flags.ts'

/** One person's day, into which every setting puts what it knows. */
export class PersonDay {
  readonly book: Book
  readonly person: string
  readonly day: string
  readonly #found: PairExposure[]

  constructor(book: Book, person: string, day: string, found: PairExposure[]) {
    this.book = book
    this.person = person
    this.day = day
    this.#found = found
  }

  /** Adds evidence about another person. Whoever the facts do not name is left out: nobody may be told of them. */
  add(
    b: string,
    evidence: {
      setting: Setting
      distance: Distance
      label: string
      source: { kind: string; id: string }
      from: number | null
      to: number | null
      minutes: number
      flags: number
    },
  ): void {
    const other = this.book.person(b)
    if (!other || b === this.person) return
    const { setting, distance, label, source, from, to, minutes, flags } = evidence
    this.#found.push({
      a: this.person,
      b,
      setting,
      day: this.day,
      from,
      to,
      minutes,
      distance,
      label,
      source,
      quality: qualitiesOf(other.outside ? flags | FLAGS.outside : flags),
    })
  }
}

export const minutesOf = (ms: number): number => Math.round(ms / 60_000)
