import type { AttendanceStore, KeptAttendance } from '../store/attendance-types.ts'
import type { Breath } from './breath.ts'
import { type Expected, type Expecter, expecter, type SchoolFacts } from './expected.ts'
import { loadFacts, loadRoll, loadRollOf, type RecordReader } from './facts.ts'
import { DAY_MIN, type LocalTime } from './minutes.ts'
import type { School } from './schools.ts'
import { rowsOf, sameRow, visitsAt } from './sheet.ts'

/**
 * A day before the school's first one is opened once this part of those due was seen: the gate was in use. A few
 * entries with a wrong date must not make everybody else absent.
 */
export const SEEN_SHARE = 0.2

/** Rows written at once. */
const ROWS = 100
/** School days whose facts are remembered. */
const FACTS = 500

export interface DayKeeperDeps {
  records: RecordReader
  attendance: Pick<AttendanceStore, 'settle' | 'visits' | 'rowsOfPlaceDay' | 'rowsOfPerson'>
  localTime: LocalTime
  breath: Breath
}

/** Which day of a school, and how much of it is over. */
export interface SchoolMoment {
  school: School
  day: string
  /** minute of the day now; 1440 for a day gone by */
  now: number
}

interface Known {
  facts: SchoolFacts
  expecter: Expecter
}

/** Computes the rows of one school's day from the directory and the visits, and writes what differs. */
export class DayKeeper {
  readonly #deps: DayKeeperDeps
  readonly #known = new Map<string, Known>()

  constructor(deps: DayKeeperDeps) {
    this.#deps = deps
  }

  /**
   * Looks at everybody's day.
   * @param seen marks this answers
   * @returns the next minute at which somebody awaited is absent
   */
  async look(moment: SchoolMoment, seen: readonly number[] = []): Promise<number> {
    const { records, attendance, localTime, breath } = this.#deps
    const { school, day, now } = moment
    const { place } = school
    const facts = await loadFacts(records, place, day)
    const known = this.#remember(school, facts)
    await breath.take()
    const expected = known.expecter(await loadRoll(records, place, facts))
    await breath.take()
    const before = new Map((await attendance.rowsOfPlaceDay(place, day)).map(row => [row.person, row]))
    const visits = await visitsAt(attendance, school, day)
    const rows = rowsOf(school, day, expected.values(), visits, { localTime, now })
    await breath.take()
    const put = rows.filter(row => {
      const old = before.get(row.person)
      return !old || !sameRow(old, row)
    })
    // What a teacher said of somebody stays, even of one who is no longer expected.
    const drop = [...before.values()].filter(row => !expected.has(row.person) && row.correction === null)
    await this.#settle(put, drop, seen)
    return nextBell(rows, expected)
  }

  /** Looks at the day of some persons. @returns the next minute at which one of them, awaited, is absent */
  async lookAt(moment: SchoolMoment, people: readonly string[], seen: readonly number[]): Promise<number> {
    const { records, attendance, localTime } = this.#deps
    const { school, day, now } = moment
    const { place } = school
    const known =
      this.#known.get(keyOf(place, day)) ?? this.#remember(school, await loadFacts(records, place, day))
    const expected = known.expecter(await loadRollOf(records, place, known.facts, people))
    const visits = await visitsAt(attendance, school, day, people)
    const put = rowsOf(school, day, expected.values(), visits, { localTime, now })
    const drop: KeptAttendance[] = []
    for (const person of people) {
      if (expected.has(person)) continue
      const rows = await attendance.rowsOfPerson(person, day, day)
      drop.push(...rows.filter(row => row.place === place && row.correction === null))
    }
    await this.#settle(put, drop, seen)
    return nextBell(put, expected)
  }

  /** Whether enough of those due were seen on a day that was never opened. */
  async wasLived({ school, day }: Omit<SchoolMoment, 'now'>): Promise<boolean> {
    const { records, attendance } = this.#deps
    const facts = await loadFacts(records, school.place, day)
    const expected = expecter(facts)(await loadRoll(records, school.place, facts))
    const visits = await visitsAt(attendance, school, day)
    const seen = [...expected.keys()].filter(person => visits.has(person)).length
    return seen > 0 && seen >= expected.size * SEEN_SHARE
  }

  /** A day that is over is seldom asked about. */
  forget(school: School, day: string): void {
    this.#known.delete(keyOf(school.place, day))
  }

  async #settle(
    put: readonly KeptAttendance[],
    drop: readonly KeptAttendance[],
    seen: readonly number[],
  ): Promise<void> {
    const { attendance, breath } = this.#deps
    let i = 0
    for (; put.length - i > ROWS; i += ROWS) {
      await attendance.settle({ put: put.slice(i, i + ROWS), drop: [], seen: [] })
      await breath.take()
    }
    const gone = drop.map(({ place, day, person }) => ({ place, day, person }))
    if (i < put.length || gone.length > 0 || seen.length > 0)
      await attendance.settle({ put: put.slice(i), drop: gone, seen })
    await breath.take()
  }

  #remember({ place }: School, facts: SchoolFacts): Known {
    const key = keyOf(place, facts.day)
    const known = { facts, expecter: expecter(facts) }
    this.#known.delete(key)
    this.#known.set(key, known)
    const oldest = this.#known.keys().next()
    if (this.#known.size > FACTS && !oldest.done) this.#known.delete(oldest.value)
    return known
  }
}

const keyOf = (place: string, day: string): string => `${place} ${day}`

/** After midnight everything is looked at anyway. */
function nextBell(rows: readonly KeptAttendance[], expected: ReadonlyMap<string, Expected>): number {
  let bell = DAY_MIN
  for (const { person, computed } of rows)
    if (computed === 'awaited') bell = Math.min(bell, expected.get(person)?.hours.secondBell ?? DAY_MIN)
  return bell
}
