import type { SeatPlan } from '@schoolgate/protocol/directory/group'
import { holdsOn } from '@schoolgate/protocol/directory/span'
import { dayTeller, type TaughtDay, taughtWeekdays } from '../../directory/calendar.ts'
import { shiftsOn } from '../../directory/timetable.ts'
import type { PresenceSheet, SchoolFacts } from '../../store/trace-types.ts'
import { LocalClock } from './local-clock.ts'
import { lunchOf } from './lunch.ts'
import { type DayLessons, SchoolLessons } from './school-lessons.ts'
import { SeatPlans } from './seat-plans.ts'
import { hullOf, type Stretch } from './stretch.ts'

/** The day of a school of which neither bells nor lessons are known. */
const USUAL_DAY = { from: '08:00', to: '13:00' }
const NO_SHEETS: readonly PresenceSheet[] = []

/** What follows from one school's records, worked out when it is first asked for and kept for the question. */
export class SchoolBook {
  readonly facts: SchoolFacts
  readonly clock: LocalClock
  readonly sites: ReadonlySet<string>
  readonly #taught = new Map<string, TaughtDay>()
  readonly #hulls = new Map<string, Stretch>()
  readonly #lunches = new Map<string, Stretch>()
  readonly #tell: (day: string) => TaughtDay
  readonly #rooms: ReadonlyMap<string, { name: string }>
  readonly #shiftNames: ReadonlyMap<string, string>
  readonly #absences: ReadonlyMap<string, SchoolFacts['absences'][number][]>
  readonly #plans: SeatPlans
  readonly #lessons: SchoolLessons
  readonly #gates: ReadonlyMap<string, string>

  constructor(facts: SchoolFacts) {
    this.facts = facts
    this.clock = new LocalClock(facts.timeZone)
    this.sites = new Set(facts.sites.map(site => site.id))
    this.#tell = dayTeller({ ...facts, weekdays: taughtWeekdays(facts.lessons) })
    this.#rooms = new Map(facts.rooms.map(room => [room.id, room]))
    this.#shiftNames = new Map(facts.shifts.map(shift => [shift.id, shift.name]))
    this.#absences = Map.groupBy(facts.absences, absence => absence.person)
    this.#plans = new SeatPlans(facts.groups, facts.seatPlans)
    this.#lessons = new SchoolLessons({
      facts,
      clock: this.clock,
      isTaught: day => this.taught(day).taught,
      changedAfter: (id, day) => this.changedAfter(id, day),
    })
    this.#gates = new Map(facts.gates.map(gate => [gate.id, gate.name]))
  }

  taught(day: string): TaughtDay {
    let taught = this.#taught.get(day)
    if (!taught) {
      taught = this.#tell(day)
      this.#taught.set(day, taught)
    }
    return taught
  }

  /** Lessons with people in a room: none on a day that is not taught, online, suspended or cancelled. */
  lessons = (day: string): DayLessons => this.#lessons.on(day)
  /** Groups, and teachers, that have a lesson in force on any weekday. */
  timetabled = (day: string): ReadonlySet<string> => this.#lessons.timetabled(day)

  /** The mode's word for a class on a day: its own, else the school's; of several, the one that began last. */
  inPerson(group: string, parent: string | null, day: string): boolean {
    const { modes } = this.facts
    if (modes.length === 0) return true
    for (const of of [group, parent, null]) {
      let last: (typeof modes)[number] | undefined
      for (const mode of modes)
        if (mode.group === of && holdsOn(mode, day) && (!last || last.from < mode.from)) last = mode
      if (last) return last.mode === 'classroom' || last.mode === 'mixed'
    }
    return true
  }

  /** The name of a shift by the id of any of its records. */
  shiftName = (id: string | null): string | null => (id === null ? null : (this.#shiftNames.get(id) ?? null))

  /**
   * First to last lesson of a shift on a day: as held, else by its bells. Without a shift, or of one that has no bells,
   * the school's; of a school without either, a usual day.
   */
  hull(day: string, shift: string | null): Stretch {
    const key = `${day} ${shift ?? ''}`
    let hull = this.#hulls.get(key)
    if (!hull) {
      hull = this.#hull(day, shift)
      this.#hulls.set(key, hull)
    }
    return hull
  }

  #hull(day: string, shift: string | null): Stretch {
    const held = this.lessons(day).all
    const own = hullOf(shift === null ? held : held.filter(lesson => lesson.shift === shift))
    if (own) return own
    const bells = [...shiftsOn(this.facts.shifts, day)].flatMap(([name, record]) =>
      (shift === null ? record.of === 'student' : name === shift)
        ? record.bells.map(bell => ({ from: this.clock.at(day, bell.from), to: this.clock.at(day, bell.to) }))
        : [],
    )
    const rung = hullOf(bells)
    if (rung) return rung
    if (shift !== null) return this.hull(day, null)
    return { from: this.clock.at(day, USUAL_DAY.from), to: this.clock.at(day, USUAL_DAY.to) }
  }

  /** The longest pause of a shift, around noon where there is one. */
  lunch(day: string, shift: string | null): Stretch {
    const key = `${day} ${shift ?? ''}`
    let lunch = this.#lunches.get(key)
    if (!lunch) {
      const { from, to } = lunchOf(this.facts.shifts, day, shift)
      lunch = { from: this.clock.at(day, from), to: this.clock.at(day, to) }
      this.#lunches.set(key, lunch)
    }
    return lunch
  }

  sheets = (day: string): readonly PresenceSheet[] => this.facts.sheets.get(day) ?? NO_SHEETS

  absent = (person: string, day: string): boolean =>
    this.#absences.get(person)?.some(absence => holdsOn(absence, day)) ?? false

  roomName = (room: string): string => this.#rooms.get(room)?.name ?? ''
  gateName = (gate: string): string => this.#gates.get(gate) ?? ''

  /** The seat plan in force, see `SeatPlans`. */
  planOf = (group: string, room: string | null, day: string): SeatPlan | null =>
    this.#plans.of(group, room, day)

  /** Whether a record was changed after a day was over. */
  changedAfter(id: string, day: string): boolean {
    const at = this.facts.changed.get(id)
    return at !== undefined && at >= this.clock.day(day).to
  }
}

// Facts of a school may serve several questions: so does what follows from them.
const known = new WeakMap<SchoolFacts, SchoolBook>()

export function schoolBookOf(facts: SchoolFacts): SchoolBook {
  let book = known.get(facts)
  if (!book) {
    book = new SchoolBook(facts)
    known.set(facts, book)
  }
  return book
}
