import { expect, test } from 'vitest'
import { Dice } from '../../test/trace/random-school.ts'
import { Circle, type Presence } from './circle.ts'
import { type EarlierDay, habitOf, nearnessOf } from './model/habit.ts'

const DAYS = ['2026-11-20', '2026-11-19', '2026-11-18', '2026-11-17']
const PEOPLE = ['a', 'b', 'c', 'd', 'e']
const PAIRS = PEOPLE.flatMap((one, i) => PEOPLE.slice(i + 1).map(other => [one, other] as const))

test('a circle says of its person what the same days say pair by pair', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const dice = new Dice(seed)
    const there = new Map(PEOPLE.map(id => [id, Uint8Array.from(DAYS, () => Number(dice.chance(0.8)))]))
    const presence: Presence = { days: DAYS, of: person => there.get(person) as Uint8Array }
    const seats = PAIRS.filter(() => dice.chance(0.5))
    const seconds = Float64Array.from(DAYS, () => (dice.chance(0.7) ? 30 * dice.below(5) : Number.NaN))
    const circle = new Circle(presence, 'a')
    circle.seats(seats, seconds)
    const days = DAYS.map((day, n): EarlierDay => {
      const pairs = Number.isNaN(seconds[n]) ? [] : seats.map(of => [...of, seconds[n] as number] as const)
      if (dice.chance(0.5)) {
        circle.table(['a', 'c', 'd'], n, 300)
        pairs.push(['a', 'c', 300], ['a', 'd', 300], ['c', 'd', 300])
      }
      const here = (id: string) => there.get(id)?.[n] === 1
      const present = new Set(
        pairs.flatMap(([one, other]) => (here(one) ? [one] : []).concat(here(other) ? [other] : [])),
      )
      return { day, present, pairs: pairs.filter(([one, other]) => here(one) && here(other)) }
    })
    const found = circle.nearness()
    const usual = nearnessOf(days)
    for (const b of circle.together) {
      const [one, other] = [found && habitOf(found, 'a', b), habitOf(usual, 'a', b)]
      expect(rounded(one)).toEqual(rounded(other))
    }
  }
})

/** Sums of the same numbers in another order. */
const rounded = (habit: unknown): unknown =>
  JSON.parse(JSON.stringify(habit), (_, value) =>
    typeof value === 'number' ? Number(value.toPrecision(10)) : value,
  )
