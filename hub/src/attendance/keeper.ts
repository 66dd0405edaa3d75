import type { Clock } from '@schoolgate/protocol/clock'
import { addDays, daysBetween } from '../directory/calendar.ts'
import type { AttendanceStore, Dirty } from '../store/attendance-types.ts'
import type { Records } from '../store/record-types.ts'
import { type Breath, breathOf } from './breath.ts'
import { DayKeeper, type DayKeeperDeps, type SchoolMoment } from './day-keeper.ts'
import { DAY_MIN, type LocalTime } from './minutes.ts'
import { loadSchools, type School } from './schools.ts'

/** Days that were never opened because no hub ran are opened afterwards, back to this many. */
export const CATCH_UP_DAYS = 60

/** Marks taken at once, and how often before days and bells have their turn again. */
const MARKS = 500
const ROUNDS = 20
/** How long marks wait while days are opened, and how old the list of schools may be; real ms. */
const FOLLOW_MS = 1000
const SCHOOLS_MS = 60_000
const REST = 4

export interface KeeperDeps {
  records: DayKeeperDeps['records'] & Pick<Records, 'under'>
  attendance: DayKeeperDeps['attendance'] & Pick<AttendanceStore, 'dirty' | 'countsUnder'>
  localTime: LocalTime
  /** the hub's clock, epoch ms */
  now: () => number
  /** real time */
  clock: Clock
  failed: (error: unknown) => void
  /** rest after a piece of work, in units of its own time; 4 where it is left out */
  rest?: number
}

/** One school's day as far as it was opened. */
interface Opened {
  day: string
  /** minute of the day from which somebody awaited is absent */
  bell: number
}

/**
 * Keeps attendance by itself: opens each school's day with a row for everybody expected, follows visits as they are
 * merged, turns the awaited into absent at the second bell, corrects earlier days when entries arrive late, opens
 * the days a hub slept through, and looks at a day again when the directory changes. Everything it writes follows
 * from the directory and the visits, so to run twice or to start anew changes nothing.
 */
export class AttendanceKeeper {
  readonly #deps: KeeperDeps
  readonly #breath: Breath
  readonly #days: DayKeeper
  readonly #opened = new Map<string, Opened>()
  #schools = new Map<string, School>()
  #bySite = new Map<string, School>()
  #schoolsAt = Number.NEGATIVE_INFINITY
  #stopped = false

  constructor(deps: KeeperDeps) {
    const { clock, rest = REST, records, attendance, localTime } = deps
    this.#deps = deps
    this.#breath = breathOf(clock, rest)
    this.#days = new DayKeeper({ records, attendance, localTime, breath: this.#breath })
  }

  /**
   * Runs a pass about every second.
   * @returns stop: waits for the pass that is running
   */
  start(everyMs = 1000): () => Promise<void> {
    const { clock, failed } = this.#deps
    let cancel = () => {}
    let running: Promise<void> = Promise.resolve()
    const schedule = () => {
      cancel = clock.after(everyMs, () => {
        running = this.pass()
          .catch(failed)
          .then(() => {
            if (!this.#stopped) schedule()
          })
      })
    }
    schedule()
    return async () => {
      this.#stopped = true
      cancel()
      await running
    }
  }

  /** Everything that is due now: fresh visits and changes first, then days that begin and bells that rang. */
  async pass(): Promise<void> {
    const { clock } = this.#deps
    this.#breath.begin()
    if (clock.mono() - this.#schoolsAt >= SCHOOLS_MS) await this.#loadSchools()
    for (let round = 0; round < ROUNDS && !this.#stopped; round++) if (!(await this.#takeMarks())) break
    let followed = clock.mono()
    for (const school of this.#schools.values()) {
      if (this.#stopped) return
      await this.#guarded(school, () => this.#today(school))
      // Children who arrive while a whole country's days are opened are not kept waiting.
      if (clock.mono() - followed < FOLLOW_MS) continue
      await this.#takeMarks()
      followed = clock.mono()
    }
  }

  async #loadSchools(): Promise<void> {
    this.#schools = await loadSchools(this.#deps.records)
    this.#bySite = new Map(
      [...this.#schools.values()].flatMap(school => school.sites.map(site => [site.id, school])),
    )
    this.#schoolsAt = this.#deps.clock.mono()
  }

  /** @returns whether there may be more */
  async #takeMarks(): Promise<boolean> {
    const { attendance } = this.#deps
    const marks = await attendance.dirty(MARKS)
    if (marks.length === 0) return false
    if (marks.some(mark => !this.#bySite.has(mark.site))) await this.#loadSchools()
    const groups = Map.groupBy(marks, mark => `${this.#bySite.get(mark.site)?.place ?? ''} ${mark.day}`)
    for (const group of groups.values()) {
      if (this.#stopped) return false
      const { site, day } = group[0] as Dirty
      const school = this.#bySite.get(site)
      const seen = group.map(mark => mark.id)
      const done = school && (await this.#guarded(school, () => this.#followMarks(school, day, group, seen)))
      // Nobody's, or a school's in which something is wrong: its day is looked at as a whole again.
      if (!done) await attendance.settle({ put: [], drop: [], seen })
      await this.#breath.take()
    }
    return marks.length === MARKS
  }

  /** One school's fault must not hold up the others. @returns whether the work was done */
  async #guarded(school: School, work: () => Promise<void>): Promise<boolean> {
    try {
      await work()
      return true
    } catch (error) {
      this.#opened.delete(school.place)
      this.#deps.failed(error)
      return false
    }
  }

  async #followMarks(school: School, day: string, marks: readonly Dirty[], seen: number[]): Promise<void> {
    const nothing = { put: [], drop: [], seen }
    const today = this.#moment(school).day
    if (day === today) await this.#today(school)
    // A kiosk whose clock runs ahead: that day looks at its visits when it comes.
    if (day > today) return this.#deps.attendance.settle(nothing)
    const moment = this.#moment(school, day)
    const open = day === today || (await this.#isOpen(school, day))
    const lately = day >= addDays(today, -CATCH_UP_DAYS)
    if (!open && !(lately && (await this.#days.wasLived(moment))))
      return this.#deps.attendance.settle(nothing)
    if (!open || marks.some(mark => mark.person === '')) return this.#look(moment, seen)
    const people = [...new Set(marks.map(mark => mark.person))]
    const bell = await this.#days.lookAt(moment, people, seen)
    const opened = this.#opened.get(school.place)
    if (opened?.day === day) opened.bell = Math.min(opened.bell, bell)
  }

  /** Opens the day when it has begun, and turns the awaited into absent when a bell has rung. */
  async #today(school: School): Promise<void> {
    const { day, now } = this.#moment(school)
    const opened = this.#opened.get(school.place)
    if (opened?.day === day) {
      if (now >= opened.bell) await this.#look(this.#moment(school))
      return
    }
    const last = opened?.day ?? (await this.#lastOpen(school, day))
    // The last day once more: it may have been left in the middle.
    for (const missed of last !== undefined && last < day ? daysBetween(last, addDays(day, -1)) : []) {
      if (this.#stopped) return
      await this.#look(this.#moment(school, missed))
      this.#days.forget(school, missed)
    }
    await this.#look(this.#moment(school))
  }

  async #look(moment: SchoolMoment, seen: readonly number[] = []): Promise<void> {
    const { school, day } = moment
    const bell = await this.#days.look(moment, seen)
    if (moment.now < DAY_MIN) this.#opened.set(school.place, { day, bell })
  }

  async #isOpen({ path, place }: School, day: string): Promise<boolean> {
    const counts = await this.#deps.attendance.countsUnder(path, day, day)
    return counts.some(row => row.place === place)
  }

  async #lastOpen({ path, place }: School, today: string): Promise<string | undefined> {
    const counts = await this.#deps.attendance.countsUnder(path, addDays(today, -CATCH_UP_DAYS), today)
    return counts.reduce<string | undefined>(
      (last, row) => (row.place === place && (last === undefined || last < row.day) ? row.day : last),
      undefined,
    )
  }

  /** A day of a school, today's where none is named, and the minutes of it that are over. */
  #moment(school: School, day?: string): SchoolMoment {
    const local = this.#deps.localTime(school.timeZone, this.#deps.now())
    if (day === undefined || day === local.day) return { school, day: local.day, now: local.minute }
    return { school, day, now: DAY_MIN }
  }
}
