import { holdsOn } from '@schoolgate/protocol/directory/span'
import { isoWeekday } from '../../directory/calendar.ts'
import { heldLessons } from '../../directory/timetable.ts'
import type { SchoolFacts } from '../../store/trace-types.ts'
import { FLAGS } from './flags.ts'
import { type LocalClock, msOfDay } from './local-clock.ts'
import type { Stretch } from './stretch.ts'

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

/** What a school's lessons need to know of it. */
export interface LessonsOf {
  facts: SchoolFacts
  clock: LocalClock
  isTaught(day: string): boolean
  /** whether a record was changed after a day was over */
  changedAfter(id: string, day: string): boolean
}

/** A school's lessons as they were held, day by day. */
export class SchoolLessons {
  readonly #facts: SchoolFacts
  readonly #clock: LocalClock
  readonly #isTaught: LessonsOf['isTaught']
  readonly #changed: LessonsOf['changedAfter']
  readonly #sites: ReadonlyMap<string, string>
  readonly #byWeekday: ReadonlyMap<number, SchoolFacts['lessons'][number][]>
  readonly #substitutions: ReadonlyMap<string, SchoolFacts['substitutions'][number][]>
  readonly #days = new Map<string, DayLessons>()
  readonly #timetabled = new Map<string, ReadonlySet<string>>()
  readonly #patterns = new Map<string, readonly Planned[]>()
  #edges: Edges | null = null

  constructor({ facts, clock, isTaught, changedAfter }: LessonsOf) {
    this.#facts = facts
    this.#clock = clock
    this.#isTaught = isTaught
    this.#changed = changedAfter
    this.#sites = new Map(facts.rooms.map(room => [room.id, room.site]))
    this.#byWeekday = Map.groupBy(facts.lessons, lesson => lesson.weekday)
    this.#substitutions = Map.groupBy(facts.substitutions, substitution => substitution.day)
  }

  /** Lessons with people in a room: none on a day that is not taught, online, suspended or cancelled. */
  on(day: string): DayLessons {
    let lessons = this.#days.get(day)
    if (!lessons) {
      const all = this.#isTaught(day) ? this.#heldOn(day) : []
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
      for (const lesson of this.#facts.lessons) {
        if (!holdsOn(lesson, day)) continue
        set.add(lesson.group)
        if (lesson.teacher !== null) set.add(lesson.teacher)
      }
      found = set
      this.#timetabled.set(day, found)
    }
    return found
  }

  #heldOn(day: string): RoomLesson[] {
    const pattern = this.#patternOn(day)
    const instead = this.#substitutions.get(day)
    const substitutions = instead && new Map(instead.map(one => [one.lesson, one]))
    const start = this.#clock.evenStart(day)
    const anyChanged = this.#facts.changed.size > 0
    const held: RoomLesson[] = []
    for (const of of pattern) {
      const substitution = substitutions?.get(of.id)
      if (substitution?.cancelled) continue
      const room = substitution?.room ?? of.room
      const changed =
        anyChanged &&
        (this.#changed(of.id, day) || (substitution !== undefined && this.#changed(substitution.id, day)))
      held.push({
        id: of.id,
        group: of.group,
        subject: of.subject,
        shift: of.shift,
        teacher: substitution?.teacher ?? of.teacher,
        room,
        site: (room !== null && this.#sites.get(room)) || null,
        from: start === null ? this.#clock.at(day, of.begins) : start + of.beginsMs,
        to: start === null ? this.#clock.at(day, of.ends) : start + of.endsMs,
        flags: changed ? FLAGS['changed-since'] : 0,
      })
    }
    return held
  }

  /** Lessons of a day but for its substitutions: those of a weekday stay alike until some record begins or ends. */
  #patternOn(day: string): readonly Planned[] {
    const weekday = isoWeekday(day)
    this.#edges ??= edgesOf(this.#facts)
    const key = `${weekday} ${eraOf(this.#edges, day)}`
    let pattern = this.#patterns.get(key)
    if (!pattern) {
      const plan = { ...this.#facts, lessons: this.#byWeekday.get(weekday) ?? [], substitutions: [] }
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
