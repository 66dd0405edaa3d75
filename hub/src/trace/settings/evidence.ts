import type { Exposure } from '@schoolgate/protocol/http/trace-answer'
import type { Distance, Setting } from '@schoolgate/protocol/trace/words'
import type { Book } from '../facts/book.ts'
import { FLAGS, qualitiesOf } from '../facts/flags.ts'
import { type Passing, passingsOf } from './gate.ts'

/** Takes what was found about somebody else. */
export type Sink = (b: string, exposure: Exposure) => void

/** One person's day, into which every setting puts what it knows. */
export class PersonDay {
  readonly book: Book
  readonly person: string
  readonly day: string
  readonly #found: Sink
  #passings: readonly { passing: Passing; label: string }[] | null = null

  constructor(book: Book, person: string, day: string, found: Sink) {
    this.book = book
    this.person = person
    this.day = day
    this.#found = found
  }

  /** Who passed a gate with the person, with what people call that gate. */
  get passings(): readonly { passing: Passing; label: string }[] {
    this.#passings ??= this.book.schools.flatMap(school =>
      school
        .sheets(this.day)
        .flatMap(sheet =>
          passingsOf(sheet, this.person).map(passing => ({ passing, label: school.gateName(passing.gate) })),
        ),
    )
    return this.#passings
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
    const quality = qualitiesOf(other.outside ? flags | FLAGS.outside : flags)
    this.#found(b, { setting, day: this.day, from, to, minutes, distance, label, source, quality })
  }

  /** Adds what is true of both alike: a statement made before may serve again, as nobody changes one. */
  told(b: string, flags: number, statement: (flags: number) => Exposure): void {
    const other = this.book.person(b)
    if (!other || b === this.person) return
    this.#found(b, statement(other.outside ? flags | FLAGS.outside : flags))
  }
}

export const minutesOf = (ms: number): number => Math.round(ms / 60_000)
