import type { Exposure } from '@schoolgate/protocol/http/trace-answer'
import type { Distance, Setting } from '@schoolgate/protocol/trace/words'
import type { Book, Window } from '../facts/book.ts'
import { qualitiesOf } from '../facts/flags.ts'
import type { SchoolBook } from '../facts/school-book.ts'
import type { RoomLesson } from '../facts/school-lessons.ts'
import type { Together } from '../facts/together.ts'
import { minutesOf, type PersonDay } from './evidence.ts'

/** Somebody who was at a lesson at least for a while. */
interface Attendant {
  person: string
  /** what weakens their being in the group */
  changed: number
  windows: readonly Window[]
}

/** Who was at a lesson on a day and when: the same whoever of them is asked about. */
export class Attendance {
  readonly teachers: readonly Attendant[]
  /** without those who also teach it */
  readonly pupils: readonly Attendant[]
  readonly of: (person: string) => readonly Window[]
  readonly #lesson: RoomLesson
  readonly #day: string
  readonly #source: { kind: string; id: string }
  /** statements of the whole lesson, by setting and flags: most pairs were there from its first minute to its last */
  readonly #whole = new Map<Setting, Map<number, Exposure>>()

  constructor(book: Book, school: SchoolBook, lesson: RoomLesson, day: string) {
    const at = { school, site: lesson.site }
    this.#lesson = lesson
    this.#day = day
    this.#source = { kind: 'lesson', id: lesson.id }
    this.of = person => book.windows(person, day, at, lesson)
    const there = (person: string, changed: number): Attendant[] => {
      const windows = this.of(person)
      return windows.length === 0 ? [] : [{ person, changed, windows }]
    }
    const staff = book.staffOf(lesson, day)
    this.teachers = staff.flatMap(teacher => there(teacher, 0))
    const pupils: Attendant[] = []
    for (const [pupil, changed] of book.roster(lesson.group, day))
      if (!staff.includes(pupil)) pupils.push(...there(pupil, changed))
    this.pupils = pupils
  }

  /** Tells of one who was there together with whom the day is about. */
  tell(
    of: PersonDay,
    b: string,
    setting: Setting,
    distance: Distance,
    shared: Together,
    flags: number,
  ): void {
    of.told(b, shared.flags | flags, all => this.#statement(setting, distance, shared, all))
  }

  #statement(setting: Setting, distance: Distance, { from, to, ms }: Together, flags: number): Exposure {
    const { from: begins, to: ends } = this.#lesson
    if (from !== begins || to !== ends || ms !== to - from)
      return this.#exposure(setting, distance, { from, to, ms }, flags)
    let kinds = this.#whole.get(setting)
    if (!kinds) {
      kinds = new Map()
      this.#whole.set(setting, kinds)
    }
    let exposure = kinds.get(flags)
    if (!exposure) {
      exposure = this.#exposure(setting, distance, { from, to, ms }, flags)
      kinds.set(flags, exposure)
    }
    return exposure
  }

  #exposure(
    setting: Setting,
    distance: Distance,
    { from, to, ms }: Pick<Together, 'from' | 'to' | 'ms'>,
    flags: number,
  ): Exposure {
    const quality = qualitiesOf(flags)
    const { subject: label } = this.#lesson
    return {
      ...{ setting, day: this.#day, from, to, minutes: minutesOf(ms), distance, label },
      ...{ source: this.#source, quality },
    }
  }
}

const known = new WeakMap<Book, Map<RoomLesson, Attendance>>()

/** Worked out when somebody of the lesson is first asked about; a lesson's record is of one day. */
export function attendanceOf(book: Book, school: SchoolBook, lesson: RoomLesson, day: string): Attendance {
  let lessons = known.get(book)
  if (!lessons) {
    lessons = new Map()
    known.set(book, lessons)
  }
  let attendance = lessons.get(lesson)
  if (!attendance) {
    attendance = new Attendance(book, school, lesson, day)
    lessons.set(lesson, attendance)
  }
  return attendance
}
