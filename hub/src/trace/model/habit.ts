import type { PairHabit } from './pair.ts'

/** One day before the day in question. */
export interface EarlierDay {
  /** local ISO day, or anything that sorts as days follow */
  readonly day: string
  readonly present: ReadonlySet<string>
  /**
   * Seconds close, added up over several pairs of the same two, and in how many different hours of the clock that was,
   * where it is known.
   */
  readonly pairs: Iterable<readonly [string, string, number, number?]>
}

/** Seconds people spent close to one another on the days before one, ready to be asked about any pair. */
export interface Nearness {
  /** newest first */
  readonly days: readonly { readonly seconds: NumbersOfDay; readonly hours?: NumbersOfDay }[]
  readonly people: ReadonlyMap<string, NearPerson>
  /** mean strength of everybody */
  readonly level: number
}

type NumbersOfDay = ReadonlyMap<string, ReadonlyMap<string, number>>

interface NearPerson {
  /** bit n of word n / 32: there on day n */
  readonly there: Uint32Array
  /** mean seconds a day both were there, by companion */
  readonly with: ReadonlyMap<string, number>
  /** their sum */
  readonly strength: number
  /** 0: the closest; made when first asked for */
  rank: ReadonlyMap<string, number> | null
}

export function nearnessOf(days: readonly EarlierDay[]): Nearness {
  const sorted = [...days].sort((x, y) => (x.day < y.day ? 1 : x.day > y.day ? -1 : 0))
  const kept = sorted.map(({ pairs }) => amountsOf(pairs))
  const there = presence(sorted)

  const sums = new Map<string, Map<string, number>>()
  for (const { seconds } of kept)
    for (const [a, row] of seconds) {
      const sum = rowOf(sums, a)
      for (const [b, s] of row) sum.set(b, (sum.get(b) ?? 0) + s)
    }

  const people = new Map<string, NearPerson>()
  let level = 0
  for (const [a, mask] of there) {
    const means = new Map<string, number>()
    let strength = 0
    for (const [b, total] of sums.get(a) ?? []) {
      const other = there.get(b)
      const both = other === undefined ? 0 : daysOfBoth(mask, other)
      if (both === 0) continue
      means.set(b, total / both)
      strength += total / both
    }
    level += strength
    people.set(a, { there: mask, with: means, strength, rank: null })
  }
  return { days: kept, people, level: people.size === 0 ? 0 : level / people.size }
}

/** What earlier days say of two people; null when there are none, or one of them was never there. */
export function habitOf(nearness: Nearness, a: string, b: string): PairHabit | null {
  const ofA = nearness.people.get(a)
  const ofB = nearness.people.get(b)
  if (ofA === undefined || ofB === undefined) return null
  const seconds: number[] = []
  const hours: (number | null)[] = []
  for (let n = 0; n < nearness.days.length; n += 1) {
    if (!isThere(ofA.there, n) || !isThere(ofB.there, n)) continue
    const day = nearness.days[n]
    const s = day?.seconds.get(a)?.get(b) ?? 0
    seconds.push(s)
    hours.push(s === 0 ? 0 : (day?.hours?.get(a)?.get(b) ?? null))
  }
  let common = 0
  let commonSeconds = 0
  const [few, many] = ofA.with.size < ofB.with.size ? [ofA, ofB] : [ofB, ofA]
  for (const [third, s] of few.with) {
    const other = many.with.get(third)
    if (other === undefined) continue
    common += 1
    commonSeconds += Math.min(s, other)
  }
  const close = ofA.with.has(b)
  return {
    days: seconds.length,
    seconds,
    hours,
    strengthA: ofA.strength,
    strengthB: ofB.strength,
    level: nearness.level,
    degreeA: ofA.with.size - (close ? 1 : 0),
    degreeB: ofB.with.size - (close ? 1 : 0),
    common,
    commonSeconds,
    rankA: close ? (ranks(ofA).get(b) ?? null) : null,
    rankB: close ? (ranks(ofB).get(a) ?? null) : null,
  }
}

function amountsOf(pairs: EarlierDay['pairs']): { seconds: NumbersOfDay; hours: NumbersOfDay } {
  const seconds = new Map<string, Map<string, number>>()
  const hours = new Map<string, Map<string, number>>()
  const put = (rows: Map<string, Map<string, number>>, a: string, b: string, amount: number): void => {
    const row = rowOf(rows, a)
    row.set(b, (row.get(b) ?? 0) + amount)
  }
  for (const [a, b, s, h] of pairs) {
    if (a === b || !(s > 0)) continue
    put(seconds, a, b, s)
    put(seconds, b, a, s)
    if (h !== undefined) {
      put(hours, a, b, h)
      put(hours, b, a, h)
    }
  }
  return { seconds, hours }
}

function presence(days: readonly EarlierDay[]): Map<string, Uint32Array> {
  const there = new Map<string, Uint32Array>()
  days.forEach(({ present }, n) => {
    for (const person of present) {
      let mask = there.get(person)
      if (mask === undefined) {
        mask = new Uint32Array(Math.ceil(days.length / 32))
        there.set(person, mask)
      }
      const word = n >>> 5
      mask[word] = (mask[word] ?? 0) | (1 << (n & 31))
    }
  })
  return there
}

const isThere = (mask: Uint32Array, n: number): boolean => (((mask[n >>> 5] ?? 0) >>> (n & 31)) & 1) === 1

function daysOfBoth(x: Uint32Array, y: Uint32Array): number {
  let days = 0
  for (let word = 0; word < x.length; word += 1) {
    let bits = (x[word] ?? 0) & (y[word] ?? 0)
    for (; bits !== 0; bits &= bits - 1) days += 1
  }
  return days
}

/** Companions who are equally close share a rank. */
function ranks(person: NearPerson): ReadonlyMap<string, number> {
  if (person.rank !== null) return person.rank
  const order = [...person.with].sort((x, y) => y[1] - x[1])
  const rank = new Map<string, number>()
  let place = 0
  order.forEach(([companion, mean], i) => {
    if (mean !== order[i - 1]?.[1]) place = i
    rank.set(companion, place)
  })
  person.rank = rank
  return rank
}

function rowOf<Value>(rows: Map<string, Map<string, Value>>, key: string): Map<string, Value> {
  let row = rows.get(key)
  if (row === undefined) {
    row = new Map()
    rows.set(key, row)
  }
  return row
}
