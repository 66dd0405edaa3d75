import type { TraceFacts } from '../store/trace-types.ts'
import { isAsked } from './asked-days.ts'
import { bookOf } from './facts/book.ts'
import { overDays, scorePair } from './model/score.ts'
import { stranger } from './model/stranger.ts'
import { schoolSize } from './pair-input.ts'
import type { AskedPerson } from './types.ts'

/** Who was on the same sites at the same times as those asked about. Plain data: threads tell it to each other. */
export interface Around {
  /** by person, how many stays of those asked about they shared a part of */
  stays: ReadonlyMap<string, number>
  /** sizes of the schools of those stays, added up, and of how many */
  sizes: number
  counted: number
}

/** Everybody on site with people on the days they are asked about, those themselves too. */
export function aroundOf(facts: TraceFacts, asked: readonly AskedPerson[]): Around {
  const book = bookOf(facts)
  const tally = new Tally()
  let sizes = 0
  let counted = 0
  for (const of of asked) {
    for (const day of facts.days) {
      if (!isAsked(of, day)) continue
      for (const stay of book.stays(of.person, day)) {
        sizes += schoolSize(stay.school, day)
        counted++
        for (const sheet of stay.school.sheets(day)) {
          if (sheet.site !== stay.site) continue
          const ids = tally.idsOf(sheet)
          for (let row = 0; row < ids.length && (sheet.in[row] as number) < stay.to; row++) {
            // Whoever never scanned out may have stayed on: NaN is no earlier than anything.
            if (!((sheet.out[row] as number) <= stay.from)) tally.count(ids[row] as number)
          }
        }
      }
    }
  }
  return { stays: tally.byPerson(), sizes, counted }
}

/** What was found around people of several facts: whoever was around some of each counts once. */
export function allAround(parts: readonly Around[]): Around {
  const [first, ...others] = parts
  if (first !== undefined && others.length === 0) return first
  const stays = new Map<string, number>()
  for (const part of parts)
    for (const [person, n] of part.stays) stays.set(person, (stays.get(person) ?? 0) + n)
  const sum = (of: 'sizes' | 'counted') => parts.reduce((all, part) => all + part[of], 0)
  return { stays, sizes: sum('sizes'), counted: sum('counted') }
}

/**
 * Everybody on the same site at the same time of whom nothing else is known, and how many close contacts the model
 * expects among them: a list is never the whole truth, and says by how much.
 *
 * @param listed who is on the list, or was asked about
 */
export function restOf({ stays, sizes, counted }: Around, listed: ReadonlySet<string>) {
  const base = scorePair(stranger(counted > 0 ? Math.round(sizes / counted) : 0)).probability
  const byStays = new Map<number, number>()
  let people = 0
  for (const [person, n] of stays) {
    if (listed.has(person)) continue
    people++
    byStays.set(n, (byStays.get(n) ?? 0) + 1)
  }
  let expected = 0
  for (const [n, some] of byStays) expected += some * overDays(new Array(n).fill(base))
  return { people, expected }
}

/** Counts by number, not by name: a thousand people's fortnight passes millions of rows. */
class Tally {
  readonly #ids = new Map<string, number>()
  readonly #sheets = new Map<object, Uint32Array>()
  readonly #counts: number[] = []

  idsOf(sheet: { persons: readonly string[] }): Uint32Array {
    let ids = this.#sheets.get(sheet)
    if (!ids) {
      ids = Uint32Array.from(sheet.persons, person => this.#idOf(person))
      this.#sheets.set(sheet, ids)
    }
    return ids
  }

  count(id: number): void {
    this.#counts[id] = (this.#counts[id] as number) + 1
  }

  byPerson(): Map<string, number> {
    const found = new Map<string, number>()
    for (const [person, id] of this.#ids) {
      const n = this.#counts[id] as number
      if (n > 0) found.set(person, n)
    }
    return found
  }

  #idOf(person: string): number {
    let id = this.#ids.get(person)
    if (id === undefined) {
      id = this.#counts.push(0) - 1
      this.#ids.set(person, id)
    }
    return id
  }
}
