import type { Group } from '@schoolgate/protocol/directory/group'
import type { FactPerson, TraceFacts } from '../../store/trace-types.ts'
import { Belonging, holds } from './belonging.ts'
import { FLAGS } from './flags.ts'
import { inner } from './inner.ts'
import { type SchoolBook, schoolBookOf } from './school-book.ts'
import type { RoomLesson } from './school-lessons.ts'
import { sheetIndex } from './sheet-index.ts'
import { type Stay, staysOf } from './stays.ts'
import type { Stretch } from './stretch.ts'

/** A lesson somebody is in, as a pupil or as staff. */
export interface OwnLesson {
  lesson: RoomLesson
  school: SchoolBook
  staff: boolean
  flags: number
}

/** When somebody was there within a setting's time, with what weakens it. */
export interface Window extends Stretch {
  flags: number
}

const NONE: readonly never[] = []
const books = new WeakMap<TraceFacts, Book>()

/** The facts of a question, found by whatever they are asked by. One book for one set of facts. */
export function bookOf(facts: TraceFacts): Book {
  let book = books.get(facts)
  if (!book) {
    book = new Book(facts)
    books.set(facts, book)
  }
  return book
}

export class Book {
  readonly facts: TraceFacts
  readonly schools: readonly SchoolBook[]
  readonly #belonging: Belonging
  readonly #lessons = new Map<string, Map<string, readonly OwnLesson[]>>()
  readonly #stays = new Map<string, Map<string, readonly Stay[]>>()

  constructor(facts: TraceFacts) {
    this.facts = facts
    this.schools = facts.schools.map(schoolBookOf)
    this.#belonging = new Belonging(facts, this.schools)
  }

  person = (id: string): FactPerson | undefined => this.facts.people.get(id)
  outside = (id: string): boolean => this.facts.people.get(id)?.outside ?? false

  /**
   * How much of a local day was over when the question was answered, ms. By the clock of the first school there is:
   * a question's schools lie in one zone.
   */
  elapsed(day: string): number {
    const { now } = this.facts
    const clock = this.schools[0]?.clock
    if (now === undefined || clock === undefined) return Number.POSITIVE_INFINITY
    return Math.max(0, now - clock.day(day).from)
  }

  groups = (): Group[] => this.#belonging.groups()
  /** What somebody belongs to on a day. */
  memberships = (person: string, day: string) => this.#belonging.memberships(person, day)
  /** Who belongs to a group on a day, whatever their part in it; of several times in it the first. */
  members = (group: string, day: string) => this.#belonging.members(group, day)
  /** A pupil's home class: of several on one day, the one joined last. */
  home = (person: string, day: string) => this.#belonging.home(person, day)
  /** Pupils whom a group's lesson is for, with what weakens their being in it. */
  roster = (group: string, day: string) => this.#belonging.roster(group, day)

  /** Where somebody belongs on a day: the school of their home class, else the one the directory names. */
  homeSchool(person: string, day: string): SchoolBook | null {
    const home = this.home(person, day)
    if (home) return home.school
    const place = this.facts.people.get(person)?.place
    return this.schools.find(school => school.facts.place === place) ?? null
  }

  /** The shift of somebody's home class, by name. */
  shiftOf(person: string, day: string): string | null {
    const home = this.home(person, day)
    return home?.school?.shiftName(home.group.shift) ?? null
  }

  /** Staff of a lesson: who teaches it, and the aides of its group. */
  staffOf(lesson: RoomLesson, day: string): readonly string[] {
    const aides: string[] = []
    for (const of of this.#belonging.inGroup(lesson.group))
      if (of.enrolment.role === 'aide' && holds(of, day)) aides.push(of.enrolment.person)
    return lesson.teacher === null ? aides : [...new Set([lesson.teacher, ...aides])]
  }

  /** Every lesson held in a room that somebody had or gave. */
  lessonsOf(person: string, day: string): readonly OwnLesson[] {
    const known = inner(this.#lessons, day)
    let own = known.get(person)
    if (!own) {
      own = this.#lessonsOf(person, day)
      known.set(person, own)
    }
    return own
  }

  #lessonsOf(person: string, day: string): OwnLesson[] {
    const found = new Map<string, OwnLesson>()
    for (const school of this.schools) {
      for (const lesson of school.lessons(day).byTeacher.get(person) ?? NONE)
        found.set(lesson.id, { lesson, school, staff: true, flags: lesson.flags })
    }
    for (const of of this.#belonging.of(person)) {
      if (!of.school || !holds(of, day)) continue
      const groups = [of.group.id]
      if (of.group.kind === 'class' && of.enrolment.role === 'student')
        for (const half of this.#belonging.halves(of.group.id)) groups.push(half.id)
      for (const group of groups) {
        const lessons = of.school.lessons(day).byGroup.get(group)
        if (!lessons) continue
        const staff = of.enrolment.role === 'aide' && group === of.group.id
        const flags = staff ? 0 : this.roster(group, day).get(person)
        if (flags === undefined) continue
        for (const lesson of lessons) {
          if (found.get(lesson.id)?.staff) continue
          found.set(lesson.id, { lesson, school: of.school, staff, flags: lesson.flags | flags })
        }
      }
    }
    return [...found.values()].sort(byTime)
  }

  /** Whether none of somebody's groups at a school has a timetable. */
  untimetabled(person: string, school: SchoolBook, day: string): boolean {
    const timetabled = school.timetabled(day)
    if (timetabled.has(person)) return false
    for (const of of this.#belonging.of(person)) {
      if (of.school !== school || of.enrolment.role !== 'student' || !holds(of, day)) continue
      if (timetabled.has(of.group.id)) return false
      if (
        of.group.kind === 'class' &&
        this.#belonging.halves(of.group.id).some(half => timetabled.has(half.id))
      )
        return false
    }
    return true
  }

  /** Where somebody was, by the gates. */
  stays(person: string, day: string): readonly Stay[] {
    const known = inner(this.#stays, day)
    let stays = known.get(person)
    if (!stays) {
      stays = staysOf(
        this.schools,
        person,
        day,
        school => [this.lastDue(person, school, day), school.hull(day, null).to],
        school => this.firstDue(person, school, day),
      )
      known.set(person, stays)
    }
    return stays
  }

  /** Whether somebody was scanned at any gate on a day: cheaper than where they were. */
  seen(person: string, day: string): boolean {
    for (const school of this.schools)
      for (const sheet of school.sheets(day)) if (sheetIndex(sheet).rows(person).length > 0) return true
    return false
  }

  /** When somebody's last lesson of a day ends at a school, epoch ms; 0: none. */
  lastDue(person: string, school: SchoolBook, day: string): number {
    let last = 0
    for (const own of this.lessonsOf(person, day))
      if (own.school === school && own.lesson.to > last) last = own.lesson.to
    if (last > 0) return last
    const home = this.home(person, day)
    if (home?.school !== school || !school.taught(day).taught || !this.untimetabled(person, school, day))
      return 0
    return school.hull(day, school.shiftName(home.group.shift)).to
  }

  /** When somebody's first lesson of a day begins at a school, else the school's, epoch ms; 0: they are not due. */
  firstDue(person: string, school: SchoolBook, day: string): number {
    if (!this.due(person, school, day)) return 0
    const own = this.lessonsOf(person, day).filter(of => of.school === school)
    if (own.length > 0) return Math.min(...own.map(({ lesson }) => lesson.from))
    const home = this.home(person, day)
    return school.hull(day, home ? school.shiftName(home.group.shift) : null).from
  }

  /** Whether the timetable wants somebody at a school on a day and nobody said they were away. */
  due(person: string, school: SchoolBook, day: string): boolean {
    if (!school.taught(day).taught || school.absent(person, day)) return false
    if (this.lessonsOf(person, day).some(own => own.school === school)) return true
    if (!this.untimetabled(person, school, day)) return false
    const home = this.home(person, day)
    if (home) return home.school === school && school.inPerson(home.group.id, home.group.parent, day)
    const known = this.facts.people.get(person)
    return known?.place === school.facts.place && (known.role === 'teacher' || known.role === 'staff')
  }

  /**
   * When somebody was at a school within a time: by the gates, else, not seen anywhere that day, by the timetable.
   * Whoever went to a school beyond the officer's part since is a mark, and was in these rooms all the same.
   *
   * @param site null: any site of the school
   * @param lasting a stay whose end is not known lasts to the end of that time
   */
  windows(
    person: string,
    day: string,
    at: { school: SchoolBook; site: string | null; lasting?: boolean },
    time: Stretch,
  ): readonly Window[] {
    const stays = this.stays(person, day)
    if (stays.length === 0)
      return this.due(person, at.school, day)
        ? [{ from: time.from, to: time.to, flags: FLAGS['presence-inferred'] }]
        : NONE
    const windows: Window[] = []
    const latest = stays.at(-1)?.from
    for (const stay of stays) {
      if (stay.school !== at.school || (at.site !== null && stay.site !== at.site)) continue
      const end = at.lasting && stay.open && stay.from === latest ? Math.max(stay.to, time.to) : stay.to
      const from = Math.max(stay.from, time.from)
      const to = Math.min(end, time.to)
      if (from < to) windows.push({ from, to, flags: stay.flags })
    }
    return windows
  }
}

const byTime = (a: OwnLesson, b: OwnLesson): number =>
  a.lesson.from - b.lesson.from || (a.lesson.id < b.lesson.id ? -1 : a.lesson.id > b.lesson.id ? 1 : 0)
