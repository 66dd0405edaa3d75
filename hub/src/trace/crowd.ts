import type { Book } from './facts/book.ts'
import type { PairScore } from './model/pair.ts'

const SEXES: readonly unknown[] = ['female', 'male']

/**
 * Those who did no more on a day than pass a gate with the person asked about: most of a list. Of one class, sex and
 * day they are all alike to the model, so one of them is scored for all.
 */
export class Crowd {
  readonly #book: Book
  readonly #interviewed: ReadonlySet<string>
  readonly #a: string
  /** of whom an interview tells beside the person: they are like nobody else */
  readonly #named: ReadonlySet<string>
  readonly #days = new Map<string, Map<string, (PairScore | undefined)[]> | null>()

  constructor(book: Book, a: string, interviewed: ReadonlySet<string>) {
    this.#book = book
    this.#a = a
    this.#interviewed = interviewed
    const named = new Set<string>()
    for (const { of, person } of book.facts.named) {
      if (of === a && person !== null) named.add(person)
      if (person === a) named.add(of)
    }
    this.#named = named
  }

  /** @param scored of this very pair, asked for where no pair like it was scored yet */
  score(b: string, day: string, scored: () => PairScore): PairScore {
    const known = this.#of(day)
    if (!known || this.#named.has(b)) return scored()
    const home = this.#book.home(b, day)
    const person = this.#book.person(b)
    const grade = home?.group.grade ?? person?.grade ?? null
    const kind = `${home?.group.id ?? ''} ${grade === null ? '' : `grade ${grade}`}`
    let scores = known.get(kind)
    if (!scores) {
      scores = []
      known.set(kind, scores)
    }
    const like = (SEXES.indexOf(person?.sex) + 1) * 2 + (this.#interviewed.has(b) ? 1 : 0)
    let score = scores[like]
    if (!score) {
      score = scored()
      scores[like] = score
    }
    return score
  }

  /** Null: the person has no school that day, and each pair is of the other's. */
  #of(day: string) {
    let known = this.#days.get(day)
    if (known === undefined) {
      known = this.#book.homeSchool(this.#a, day) ? new Map() : null
      this.#days.set(day, known)
    }
    return known
  }
}
