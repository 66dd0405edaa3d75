import type { TraceFacts } from '../store/trace-types.ts'
import { isAsked } from './asked-days.ts'
import { bookOf } from './facts/book.ts'
import { overDays, scorePair } from './model/score.ts'
import { stranger } from './model/stranger.ts'
import { schoolSize } from './pair-input.ts'
import type { AskedPerson } from './types.ts'

/**
 * Everybody on the same site at the same time of whom nothing else is known, and how many close contacts the model
 * expects among them: a list is never the whole truth, and says by how much.
 *
 * @param listed who is on the list, or was asked about
 */
export function restOf(facts: TraceFacts, asked: readonly AskedPerson[], listed: ReadonlySet<string>) {
  const book = bookOf(facts)
  const days = new Map<string, number>()
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
          for (let row = 0; row < sheet.persons.length && (sheet.in[row] as number) < stay.to; row++) {
            // Whoever never scanned out may have stayed on: NaN is no earlier than anything.
            if ((sheet.out[row] as number) <= stay.from) continue
            const person = sheet.persons[row] as string
            if (!listed.has(person)) days.set(person, (days.get(person) ?? 0) + 1)
          }
        }
      }
    }
  }
  const base = scorePair(stranger(counted > 0 ? Math.round(sizes / counted) : 0)).probability
  const byDays = new Map<number, number>()
  for (const n of days.values()) byDays.set(n, (byDays.get(n) ?? 0) + 1)
  let expected = 0
  for (const [n, people] of byDays) expected += people * overDays(new Array(n).fill(base))
  return { people: days.size, expected }
}
