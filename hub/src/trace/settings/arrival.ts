import type { Book } from '../facts/book.ts'
import { type SheetIndex, sheetIndex } from '../facts/sheet-index.ts'
import { poissonTail } from '../poisson.ts'
import type { PersonDay } from './evidence.ts'
import { eachPassing, queueOf } from './gate.ts'

/** Fewer days than this are no habit. */
export const HABIT_MIN_DAYS = 3
/** So often by chance at most: a pair's queues are then taken as coming together. */
export const HABIT_P = 0.01

/** One way through one site's gates on one day: who passed with the person, and how likely anybody was to. */
interface Trial {
  day: string
  index: SheetIndex
  with: ReadonlySet<string>
  chance: number
}

/** Somebody's passings on the days before and in the window, in order of day. */
export class Habit {
  readonly #trials: readonly Trial[]
  readonly #by = new Map<string, Trial[]>()

  constructor(book: Book, person: string) {
    const days = new Set([...book.facts.habitDays, ...book.facts.days])
    this.#trials = [...days].sort().flatMap(day => [...trialsOf(book, person, day)])
    for (const trial of this.#trials) {
      for (const b of trial.with) {
        const own = this.#by.get(b)
        if (own) own.push(trial)
        else this.#by.set(b, [trial])
      }
    }
  }

  /** Everybody the habit holds for before a day, with the days before it on which they passed a gate together. */
  companions(before: string): Map<string, ReadonlySet<string>> {
    const found = new Map<string, ReadonlySet<string>>()
    for (const [b, trials] of this.#by)
      if (trials.length >= HABIT_MIN_DAYS && this.holds(b, before))
        found.set(b, new Set(trials.filter(({ day }) => day < before).map(({ day }) => day)))
    return found
  }

  /**
   * Whether two people kept passing a gate together before a day: on three days or more, and so often that the
   * school's own crowd at those minutes explains it less than once in a hundred.
   */
  holds(b: string, before: string): boolean {
    const own = this.#by.get(b)
    if (!own || own.length < HABIT_MIN_DAYS) return false
    let times = 0
    let days = 0
    let last = ''
    for (const { day } of own) {
      if (day >= before) break
      times++
      if (day !== last) days++
      last = day
    }
    if (days < HABIT_MIN_DAYS) return false
    const most = mostMean(times)
    let mean = 0
    for (const trial of this.#trials) {
      if (trial.day >= before) break
      if (!trial.index.persons.has(b)) continue
      mean += trial.chance
      // The more chance makes likely, the less it is a habit: the days that are left cannot change that.
      if (mean > most) return false
    }
    return poissonTail(times, mean) < HABIT_P
  }
}

const means: number[] = []

/** With a higher mean than this, so many times are chance: a little above the mean at which `HABIT_P` is reached. */
function mostMean(times: number): number {
  let most = means[times]
  if (most === undefined) {
    let [low, high] = [0, times]
    while (high - low > 1e-6) {
      const middle = (low + high) / 2
      if (poissonTail(times, middle) < HABIT_P) low = middle
      else high = middle
    }
    most = high + 1e-6
    means[times] = most
  }
  return most
}

function* trialsOf(book: Book, person: string, day: string): Generator<Trial> {
  for (const school of book.schools) {
    for (const sheet of school.sheets(day)) {
      const index = sheetIndex(sheet)
      if (index.rows(person).length === 0) continue
      const both = { in: new Set<string>(), out: new Set<string>() }
      eachPassing(sheet, person, (way, _, other) => both[way].add(sheet.persons[other] as string))
      const others = index.persons.size - 1
      for (const with_ of [both.in, both.out])
        if (with_.size > 0) yield { day, index, with: with_, chance: with_.size / others }
    }
  }
}

/** Passing a gate together on a day, by those who had kept doing so before it. */
export function arrivalEvidence(of: PersonDay): void {
  const { book, person, day } = of
  const habit = habitOfPerson(book, person)
  const known = new Map<string, boolean>()
  const together = (b: string): boolean => {
    let holds = known.get(b)
    if (holds === undefined) {
      holds = habit.holds(b, day)
      known.set(b, holds)
    }
    return holds
  }
  for (const { passing, label } of of.passings)
    if (together(passing.b))
      of.add(passing.b, { setting: 'arrival', distance: 'near', label, ...queueOf(passing) })
}

const newest = new WeakMap<Book, { person: string; habit: Habit }>()

/** Somebody's habits, found out once for the person who is asked about; a thousand are not all kept. */
export function habitOfPerson(book: Book, person: string): Habit {
  let known = newest.get(book)
  if (known?.person !== person) {
    known = { person, habit: new Habit(book, person) }
    newest.set(book, known)
  }
  return known.habit
}
