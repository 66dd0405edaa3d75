import type { Book } from './facts/book.ts'
import type { Nearness } from './model/habit.ts'

/** Who was there on the days before the window, found out once for everybody who is asked about. */
export interface Presence {
  /** the newest first */
  days: readonly string[]
  /** 1 for every day somebody was there */
  of(person: string): Uint8Array
}

const known = new WeakMap<Book, Presence>()

export function presenceOf(book: Book): Presence {
  let presence = known.get(book)
  if (!presence) {
    const first = book.facts.days[0] ?? ''
    const days = book.facts.habitDays.filter(day => day < first).toSorted((a, b) => (a < b ? 1 : -1))
    const gateless = days.map(day => book.schools.every(school => school.sheets(day).length === 0))
    const people = new Map<string, Uint8Array>()
    const of = (person: string): Uint8Array => {
      let there = people.get(person)
      if (!there) {
        // Seen at a gate; where nobody was, because there was none that day, the timetable's word.
        there = Uint8Array.from(days, (day, n) =>
          Number(gateless[n] ? book.lessonsOf(person, day).length > 0 : book.seen(person, day)),
        )
        people.set(person, there)
      }
      return there
    }
    presence = { days, of }
    known.set(book, presence)
  }
  return presence
}

/** People beyond a million do not fit into one circle. */
const MOST = 2 ** 20

/** Those around one person on earlier days, and how many seconds each two of them stand for. */
export class Circle {
  /** whom the person was put beside on any day */
  readonly together = new Set<string>()
  readonly #presence: Presence
  readonly #person: string
  readonly #ids = new Map<string, number>()
  readonly #names: string[] = []
  readonly #present: Uint8Array[] = []
  readonly #there: Uint32Array[] = []
  readonly #sums = new Map<number, number>()
  /** the person's own seconds, by day */
  readonly #own: Map<string, number>[]

  constructor(presence: Presence, person: string) {
    this.#presence = presence
    this.#person = person
    this.#own = presence.days.map(() => new Map())
  }

  /** @param seconds of each pair, by day; NaN: not on that day */
  seats(pairs: readonly (readonly [string, string])[], seconds: Float64Array): void {
    for (const [a, b] of pairs) {
      const [one, other] = [this.#id(a), this.#id(b)]
      const [first, second] = [this.#present[one] as Uint8Array, this.#present[other] as Uint8Array]
      const own = a === this.#person || b === this.#person
      if (own) this.together.add(a === this.#person ? b : a)
      let sum = 0
      for (let n = 0; n < seconds.length; n++) {
        const s = seconds[n] as number
        if (Number.isNaN(s)) continue
        if (first[n] === 1) this.#come(one, n)
        if (second[n] === 1) this.#come(other, n)
        if (first[n] === 0 || second[n] === 0 || !(s > 0)) continue
        sum += s
        if (own) this.#ownSeconds(n, a === this.#person ? b : a, s)
      }
      if (sum > 0) this.#sum(one, other, sum)
    }
  }

  /** People who eat at one table. */
  table(people: readonly string[], n: number, seconds: number): void {
    for (let i = 0; i < people.length; i++)
      for (let j = i + 1; j < people.length; j++)
        this.add(people[i] as string, people[j] as string, n, seconds)
  }

  /** One pair on one day. */
  add(a: string, b: string, n: number, seconds: number): void {
    const [one, other] = [this.#id(a), this.#id(b)]
    const own = a === this.#person || b === this.#person
    if (own) this.together.add(a === this.#person ? b : a)
    const [first, second] = [this.#present[one]?.[n] === 1, this.#present[other]?.[n] === 1]
    if (first) this.#come(one, n)
    if (second) this.#come(other, n)
    if (!first || !second || one === other) return
    this.#sum(one, other, seconds)
    if (own) this.#ownSeconds(n, a === this.#person ? b : a, seconds)
  }

  /** Ready to be asked about pairs of the person; null: nothing is known. */
  nearness(): Nearness | null {
    if (this.together.size === 0) return null
    const withs = this.#names.map(() => new Map<string, number>())
    for (const [pair, sum] of this.#sums) {
      const [one, other] = [Math.floor(pair / MOST), pair % MOST]
      const mean = sum / daysOfBoth(this.#there[one] as Uint32Array, this.#there[other] as Uint32Array)
      withs[one]?.set(this.#names[other] as string, mean)
      withs[other]?.set(this.#names[one] as string, mean)
    }
    const people = new Map<string, PersonNear>()
    let level = 0
    for (const [id, name] of this.#names.entries()) {
      const there = this.#there[id] as Uint32Array
      if (!there.some(word => word !== 0)) continue
      const near = withs[id] as Map<string, number>
      let strength = 0
      for (const mean of near.values()) strength += mean
      level += strength
      people.set(name, { there, with: near, strength, rank: null })
    }
    const days = this.#own.map(own => ({ seconds: new Map([[this.#person, own]]) }))
    return { days, people, level: people.size === 0 ? 0 : level / people.size }
  }

  #id(person: string): number {
    let id = this.#ids.get(person)
    if (id === undefined) {
      id = this.#names.length
      this.#ids.set(person, id)
      this.#names.push(person)
      this.#present.push(this.#presence.of(person))
      this.#there.push(new Uint32Array(Math.ceil(this.#presence.days.length / 32)))
    }
    return id
  }

  #come(id: number, n: number): void {
    const there = this.#there[id] as Uint32Array
    there[n >>> 5] = (there[n >>> 5] as number) | (1 << (n & 31))
  }

  #sum(one: number, other: number, seconds: number): void {
    const pair = one < other ? one * MOST + other : other * MOST + one
    this.#sums.set(pair, (this.#sums.get(pair) ?? 0) + seconds)
  }

  #ownSeconds(n: number, b: string, seconds: number): void {
    const own = this.#own[n] as Map<string, number>
    own.set(b, (own.get(b) ?? 0) + seconds)
  }
}

type PersonNear = Nearness['people'] extends ReadonlyMap<string, infer P> ? P : never

function daysOfBoth(x: Uint32Array, y: Uint32Array): number {
  let days = 0
  for (let word = 0; word < x.length; word++)
    for (let bits = (x[word] as number) & (y[word] as number); bits !== 0; bits &= bits - 1) days++
  return days
}
