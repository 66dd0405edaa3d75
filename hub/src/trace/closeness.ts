import type { SeatPlan } from '@schoolgate/protocol/directory/group'
import type { Book } from './facts/book.ts'
import { neighbours } from './facts/seats.ts'
import { habitOf, type Nearness, nearnessOf } from './model/habit.ts'
import type { PairHabit } from './model/pair.ts'
import { habitOfPerson } from './settings/arrival.ts'

/**
 * Seconds of closeness that records of earlier days stand for; no sensor was there. Shares by judgement, on the low
 * side: neighbours face each other for a small part of a lesson.
 */
export const SECONDS = {
  /** a minute in neighbouring seats */
  seatMinute: 3,
  /** a lunch at one table */
  lunch: 300,
  /** one way to or from school together */
  way: 120,
} as const

/** What earlier days say of the pairs of one person. */
export class Closeness {
  readonly #nearness: Nearness | null
  readonly #person: string
  readonly #together: ReadonlySet<string>

  private constructor(person: string, nearness: Nearness | null, together: ReadonlySet<string>) {
    this.#person = person
    this.#nearness = nearness
    this.#together = together
  }

  /**
   * Learnt from the days before the window: neighbouring seats in the person's lessons, their table, those they keep
   * arriving with.
   */
  static of(book: Book, person: string): Closeness {
    const first = book.facts.days[0] ?? ''
    const days = book.facts.habitDays.filter(day => day < first)
    const habit = habitOfPerson(book, person)
    const companions = habit.companions(first)
    const together = new Set<string>()
    const learnt = days.flatMap(day => {
      const pairs = [...seatPairs(book, person, day), ...tablePairs(book, person, day)]
      for (const [b, on] of companions) if (on.has(day)) pairs.push([person, b, SECONDS.way])
      if (pairs.length === 0) return []
      const present = new Set<string>()
      for (const [a, b] of pairs) {
        if (a === person) together.add(b)
        if (b === person) together.add(a)
        if (wasThere(book, a, day)) present.add(a)
        if (wasThere(book, b, day)) present.add(b)
      }
      return [{ day, present, pairs: pairs.filter(([a, b]) => present.has(a) && present.has(b)) }]
    })
    return new Closeness(person, learnt.length > 0 ? nearnessOf(learnt) : null, together)
  }

  /**
   * Null where nothing tells of closeness on earlier days: to sit apart does not mean to have kept apart, so it must
   * not speak against anybody.
   */
  with(b: string): PairHabit | null {
    if (!this.#nearness || !this.#together.has(b)) return null
    return habitOf(this.#nearness, this.#person, b)
  }
}

type Pair = [string, string, number]

/** All neighbours under the plans of a person's lessons, with the minutes they sat so. */
function seatPairs(book: Book, person: string, day: string): Pair[] {
  const minutes = new Map<SeatPlan, number>()
  for (const { lesson, school, staff } of book.lessonsOf(person, day)) {
    const plan = staff ? null : school.planOf(lesson.group, lesson.room, day)
    if (plan) minutes.set(plan, (minutes.get(plan) ?? 0) + (lesson.to - lesson.from) / 60_000)
  }
  return [...minutes].flatMap(([plan, min]) =>
    neighbourPairs(plan).map(([a, b]): Pair => [a, b, min * SECONDS.seatMinute]),
  )
}

const pairsOfPlan = new WeakMap<SeatPlan, [string, string][]>()

function neighbourPairs(plan: SeatPlan): [string, string][] {
  let pairs = pairsOfPlan.get(plan)
  if (!pairs) {
    pairs = []
    const byRow = Map.groupBy(plan.seats, seat => seat.row)
    for (const seat of plan.seats) {
      for (const row of [seat.row, seat.row + 1]) {
        for (const other of byRow.get(row) ?? []) {
          const once = row > seat.row || seat.person < other.person
          if (once && seat.person !== other.person && neighbours(plan, seat.person, other.person))
            pairs.push([seat.person, other.person])
        }
      }
    }
    pairsOfPlan.set(plan, pairs)
  }
  return pairs
}

function tablePairs(book: Book, person: string, day: string): Pair[] {
  return book.memberships(person, day).flatMap(({ group, school }) => {
    if (group.kind !== 'table' || !school?.taught(day).taught) return []
    const people = book.members(group.id, day).map(of => of.enrolment.person)
    return people.flatMap((a, i) => people.slice(i + 1).map((b): Pair => [a, b, SECONDS.lunch]))
  })
}

/** Seen at a gate; where nobody was, because there was none that day, the timetable's word. */
function wasThere(book: Book, person: string, day: string): boolean {
  if (book.seen(person, day)) return true
  return (
    book.schools.every(school => school.sheets(day).length === 0) && book.lessonsOf(person, day).length > 0
  )
}
