import type { SeatPlan } from '@schoolgate/protocol/directory/group'
import { Circle, presenceOf } from './circle.ts'
import type { Book } from './facts/book.ts'
import { neighbours } from './facts/seats.ts'
import { habitOf, type Nearness } from './model/habit.ts'
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
    const presence = presenceOf(book)
    const circle = new Circle(presence, person)
    const plans = new Map<SeatPlan, Float64Array>()
    for (const [n, day] of presence.days.entries()) {
      for (const { lesson, school, staff } of book.lessonsOf(person, day)) {
        const plan = staff ? null : school.planOf(lesson.group, lesson.room, day)
        if (!plan) continue
        let seconds = plans.get(plan)
        if (!seconds) {
          seconds = new Float64Array(presence.days.length).fill(Number.NaN)
          plans.set(plan, seconds)
        }
        const before = seconds[n] as number
        const more = ((lesson.to - lesson.from) / 60_000) * SECONDS.seatMinute
        seconds[n] = Number.isNaN(before) ? more : before + more
      }
      for (const people of tablesOf(book, person, day)) circle.table(people, n, SECONDS.lunch)
    }
    for (const [plan, seconds] of plans) circle.seats(neighbourPairs(plan), seconds)
    const companions = habitOfPerson(book, person).companions(book.facts.days[0] ?? '')
    for (const [b, on] of companions)
      for (const [n, day] of presence.days.entries()) if (on.has(day)) circle.add(person, b, n, SECONDS.way)
    return new Closeness(person, circle.nearness(), circle.together)
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

function* tablesOf(book: Book, person: string, day: string): Generator<readonly string[]> {
  for (const { group, school } of book.memberships(person, day))
    if (group.kind === 'table' && school?.taught(day).taught)
      yield book.members(group.id, day).map(of => of.enrolment.person)
}
