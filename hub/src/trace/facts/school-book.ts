import type { SeatPlan } from '@schoolgate/protocol/directory/group'
import { holdsOn } from '@schoolgate/protocol/directory/span'
import { dayTeller, isoWeekday, type TaughtDay, taughtWeekdays } from '../../directory/calendar.ts'
import { heldLessons, shiftsOn } from '../../directory/timetable.ts'
import type { PresenceSheet, SchoolFacts } from '../../store/trace-types.ts'
import { FLAGS } from './flags.ts'
import { LocalClock, msOfDay } from './local-clock.ts'
import { lunchOf } from './lunch.ts'

/** A stretch of time, epoch ms. */
export interface Stretch {
  from: number
  to: number
}

/** A lesson that was held with people in a room. */
export interface RoomLesson extends Stretch {
  id: string
  group: string
  subject: string
  teacher: string | null
  room: string | null
  /** site of the room; null: any of the school's */
  site: string | null
  shift: string
  flags: number
}

/** A school day's lessons, found by what they are asked by. */
export interface DayLessons {
  all: readonly RoomLesson[]
  byGroup: ReadonlyMap<string, readonly RoomLesson[]>
  byTeacher: ReadonlyMap<string, readonly RoomLesson[]>
  byRoom: ReadonlyMap<string, readonly RoomLesson[]>
}

/** The day of a school of which neither bells nor lessons are known. */
const USUAL_DAY = { from: '08:00', to: '13:00' }
const NO_SHEETS: readonly PresenceSheet[] = []

/** What follows from one school's records, worked out when it is first asked for and kept for the question. */
export class SchoolBook {
  readonly facts: SchoolFacts
  readonly clock: LocalClock
  readonly sites: ReadonlySet<string>
  readonly #days = new Map<string, DayLessons>()
  readonly #taught = new Map<string, TaughtDay>()
  readonly #timetabled = new Map<string, ReadonlySet<string>>()
  readonly #hulls = new Map<string, Stretch>()
  readonly #lunches = new Map<string, Stretch>()
  readonly #tell: (day: string) => TaughtDay
  readonly #rooms: ReadonlyMap<string, { site: string; name: string }>
  readonly #parents: ReadonlyMap<string, string | null>
  readonly #shiftNames: ReadonlyMap<string, string>
  readonly #byWeekday: ReadonlyMap<number, SchoolFacts['lessons'][number][]>
  readonly #substitutions: ReadonlyMap<string, SchoolFacts['substitutions'][number][]>
  readonly #absences: ReadonlyMap<string, SchoolFacts['absences'][number][]>
  readonly #plans: ReadonlyMap<string, SeatPlan[]>
  readonly #gates: ReadonlyMap<string, string>
  readonly #patterns = new Map<string, readonly Planned[]>()
  #edges: Edges | null = null

  constructor(facts: SchoolFacts) {
    this.facts = facts
    this.clock = new LocalClock(facts.timeZone)
    this.sites = new Set(facts.sites.map(site => site.id))
    this.#tell = dayTeller({ ...facts, weekdays: taughtWeekdays(facts.lessons) })
    this.#rooms = new Map(facts.rooms.map(room => [room.id, room]))
    this.#parents = new Map(facts.groups.map(group => [group.id, group.parent]))
    this.#shiftNames = new Map(facts.shifts.map(shift => [shift.id, shift.name]))
    this.#byWeekday = Map.groupBy(facts.lessons, lesson => lesson.weekday)
    this.#substitutions = Map.groupBy(facts.substitutions, substitution => substitution.day)
    this.#absences = Map.groupBy(facts.absences, absence => absence.person)
    this.#plans = Map.groupBy(facts.seatPlans, plan => plan.group)
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
  lessons(day: string): DayLessons {
    let lessons = this.#days.get(day)
    if (!lessons) {
      const all = this.taught(day).taught ? this.#heldOn(day) : []
      let byTeacher: DayLessons['byTeacher'] | null = null
      let byRoom: DayLessons['byRoom'] | null = null
      lessons = {
        all,
        byGroup: Map.groupBy(all, lesson => lesson.group),
        get byTeacher() {
          byTeacher ??= Map.groupBy(all, lesson => lesson.teacher ?? '')
          return byTeacher
        },
        get byRoom() {
          byRoom ??= Map.groupBy(all, lesson => lesson.room ?? '')
          return byRoom
        },
      }
      this.#days.set(day, lessons)
    }
    return lessons
  }

  /** Groups, and teachers, that have a lesson in force on any weekday. */
  timetabled(day: string): ReadonlySet<string> {
    let found = this.#timetabled.get(day)
    if (!found) {
      const set = new Set<string>()
      for (const lesson of this.facts.lessons) {
        if (!holdsOn(lesson, day)) continue
        set.add(lesson.group)
        if (lesson.teacher !== null) set.add(lesson.teacher)
      }
      found = set
      this.#timetabled.set(day, found)
    }
    return found
  }

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

  /**
   * The seat plan in force: the group's own before its class's, one for this room before one for any, the newest of
   * those.
   */
  planOf(group: string, room: string | null, day: string): SeatPlan | null {
    for (const of of [group, this.#parents.get(group) ?? null]) {
      let best: SeatPlan | null = null
      for (const plan of of === null ? [] : (this.#plans.get(of) ?? [])) {
        if (!holdsOn(plan, day) || (plan.room !== null && plan.room !== room)) continue
        if (!best || better(plan, best)) best = plan
      }
      if (best) return best
    }
    return null
  }

  /** Whether a record was changed after a day was over. */
  changedAfter(id: string, day: string): boolean {
    const at = this.facts.changed.get(id)
    return at !== undefined && at >= this.clock.day(day).to
  }

  #heldOn(day: string): RoomLesson[] {
    const pattern = this.#patternOn(day)
    const instead = this.#substitutions.get(day)
    const substitutions = instead && new Map(instead.map(one => [one.lesson, one]))
    const start = this.clock.evenStart(day)
    const anyChanged = this.facts.changed.size > 0
    const held: RoomLesson[] = []
    for (const of of pattern) {
      const substitution = substitutions?.get(of.id)
      if (substitution?.cancelled) continue
      const room = substitution?.room ?? of.room
      const changed =
        anyChanged &&
        (this.changedAfter(of.id, day) ||
          (substitution !== undefined && this.changedAfter(substitution.id, day)))
      held.push({
        id: of.id,
        group: of.group,
        subject: of.subject,
        shift: of.shift,
        teacher: substitution?.teacher ?? of.teacher,
        room,
        site: (room !== null && this.#rooms.get(room)?.site) || null,
        from: start === null ? this.clock.at(day, of.begins) : start + of.beginsMs,
        to: start === null ? this.clock.at(day, of.ends) : start + of.endsMs,
        flags: changed ? FLAGS['changed-since'] : 0,
      })
    }
    return held
  }

  /** Lessons of a day but for its substitutions: those of a weekday stay alike until some record begins or ends. */
  #patternOn(day: string): readonly Planned[] {
    const weekday = isoWeekday(day)
    this.#edges ??= edgesOf(this.facts)
    const key = `${weekday} ${eraOf(this.#edges, day)}`
    let pattern = this.#patterns.get(key)
    if (!pattern) {
      const plan = { ...this.facts, lessons: this.#byWeekday.get(weekday) ?? [], substitutions: [] }
      pattern = heldLessons(plan, [day]).flatMap(({ lesson, begins, ends, mode, teacher, room }) => {
        if (begins === null || ends === null || (mode !== 'classroom' && mode !== 'mixed')) return []
        const { id, group, subject, shift } = lesson
        const [beginsMs, endsMs] = [msOfDay(begins), msOfDay(ends)]
        return [{ id, group, subject, shift, teacher, room, begins, ends, beginsMs, endsMs }]
      })
      this.#patterns.set(key, pattern)
    }
    return pattern
  }
}

/** A lesson as the plan has it, in local time. */
interface Planned extends Pick<RoomLesson, 'id' | 'group' | 'subject' | 'shift' | 'teacher' | 'room'> {
  begins: string
  ends: string
  beginsMs: number
  endsMs: number
}

/** Days on which lessons, modes or bells begin to hold, and last days on which some do. */
interface Edges {
  from: readonly string[]
  to: readonly string[]
}

function edgesOf({ lessons, modes, shifts }: SchoolFacts): Edges {
  const from = new Set<string>()
  const to = new Set<string>()
  for (const list of [lessons, modes, shifts]) {
    for (const span of list) {
      if (span.from !== null) from.add(span.from)
      if (span.to !== null) to.add(span.to)
    }
  }
  return { from: [...from], to: [...to] }
}

/** The same for two days on which the same of these records hold. */
function eraOf({ from, to }: Edges, day: string): string {
  let begun = 0
  for (const first of from) if (first <= day) begun++
  let over = 0
  for (const last of to) if (last < day) over++
  return `${begun} ${over}`
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

function better(plan: SeatPlan, other: SeatPlan): boolean {
  if ((plan.room === null) !== (other.room === null)) return other.room === null
  const [from, than] = [plan.from ?? '', other.from ?? '']
  return from === than ? plan.id > other.id : from > than
}

function hullOf(stretches: readonly Stretch[]): Stretch | null {
  if (stretches.length === 0) return null
  let { from, to } = stretches[0] as Stretch
  for (const stretch of stretches) {
    if (stretch.from < from) from = stretch.from
    if (stretch.to > to) to = stretch.to
  }
  return { from, to }
}
