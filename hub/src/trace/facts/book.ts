import type { Enrolment, Group } from '@schoolgate/protocol/directory/group'
import { holdsOn } from '@schoolgate/protocol/directory/span'
import type { FactPerson, TraceFacts } from '../../store/trace-types.ts'
import { FLAGS } from './flags.ts'
import { type RoomLesson, type SchoolBook, type Stretch, schoolBookOf } from './school-book.ts'
import { sheetIndex } from './sheet-index.ts'
import { type Stay, staysOf } from './stays.ts'

/** Somebody's place in a group, and whose group it is; null: a school that is not among the facts. */
export interface Membership {
  group: Group
  enrolment: Enrolment
  school: SchoolBook | null
}

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
  readonly #byPerson: ReadonlyMap<string, Membership[]>
  readonly #byGroup: ReadonlyMap<string, Membership[]>
  readonly #groups: ReadonlyMap<string, { group: Group; school: SchoolBook | null }>
  readonly #halves: ReadonlyMap<string | null, Group[]>
  readonly #rosters = new Map<string, Map<string, ReadonlyMap<string, number>>>()
  readonly #lessons = new Map<string, Map<string, readonly OwnLesson[]>>()
  readonly #stays = new Map<string, Map<string, readonly Stay[]>>()
  readonly #homes = new Map<string, Map<string, Membership | null>>()

  constructor(facts: TraceFacts) {
    this.facts = facts
    this.schools = facts.schools.map(schoolBookOf)
    const byPlace = new Map(this.schools.map(school => [school.facts.place, school]))
    const groups = new Map<string, { group: Group; school: SchoolBook | null }>()
    for (const group of facts.across.groups)
      groups.set(group.id, { group, school: byPlace.get(group.place) ?? null })
    for (const school of this.schools)
      for (const group of school.facts.groups) groups.set(group.id, { group, school })

    const byPerson = new Map<string, Membership[]>()
    const byGroup = new Map<string, Membership[]>()
    const seen = new Set<string>()
    for (const list of [...facts.schools.map(school => school.enrolments), facts.across.enrolments]) {
      for (const enrolment of list) {
        const of = groups.get(enrolment.group)
        if (!of || seen.has(enrolment.id)) continue
        seen.add(enrolment.id)
        const membership = { ...of, enrolment }
        push(byPerson, enrolment.person, membership)
        push(byGroup, enrolment.group, membership)
      }
    }
    this.#groups = groups
    this.#byPerson = byPerson
    this.#byGroup = byGroup
    this.#halves = Map.groupBy(
      [...groups.values()].map(({ group }) => group).filter(group => group.kind === 'half'),
      group => group.parent,
    )
  }

  person = (id: string): FactPerson | undefined => this.facts.people.get(id)
  outside = (id: string): boolean => this.facts.people.get(id)?.outside ?? false

  groups = (): Group[] => [...this.#groups.values()].map(({ group }) => group)

  /** What somebody belongs to on a day. */
  memberships(person: string, day: string): readonly Membership[] {
    const all = this.#byPerson.get(person)
    return all ? all.filter(of => holds(of, day)) : NONE
  }

  /** Who belongs to a group on a day, whatever their part in it; of several times in it the first. */
  members(group: string, day: string): readonly Membership[] {
    const all = this.#byGroup.get(group)
    if (!all) return NONE
    const met = new Set<string>()
    return all.filter(of => {
      if (!holds(of, day) || met.has(of.enrolment.person)) return false
      met.add(of.enrolment.person)
      return true
    })
  }

  /** A pupil's home class: of several on one day, the one joined last. */
  home(person: string, day: string): Membership | null {
    const homes = inner(this.#homes, day)
    let home = homes.get(person)
    if (home === undefined) {
      home = null
      for (const of of this.#byPerson.get(person) ?? NONE) {
        if (of.group.kind !== 'class' || of.enrolment.role !== 'student' || !holds(of, day)) continue
        if (!home || joinedLater(of.enrolment, home.enrolment)) home = of
      }
      homes.set(person, home)
    }
    return home
  }

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

  /**
   * Pupils whom a group's lesson is for, with what weakens their being in it. Whoever of a class is in none of its
   * halves is in all of them: nobody said which is theirs.
   */
  roster(group: string, day: string): ReadonlyMap<string, number> {
    const rosters = inner(this.#rosters, day)
    let roster = rosters.get(group)
    if (!roster) {
      const found = new Map<string, number>()
      for (const of of this.#byGroup.get(group) ?? NONE)
        if (holds(of, day) && this.#isTaught(of, day)) found.set(of.enrolment.person, this.#changed(of, day))
      const parent = this.#parentOf(group)
      if (parent !== null) {
        for (const of of this.#byGroup.get(parent) ?? NONE) {
          if (
            !holds(of, day) ||
            !this.#isTaught(of, day) ||
            this.#inSomeHalf(of.enrolment.person, parent, day)
          )
            continue
          found.set(of.enrolment.person, this.#changed(of, day))
        }
      }
      roster = found
      rosters.set(group, roster)
    }
    return roster
  }

  /** Staff of a lesson: who teaches it, and the aides of its group. */
  staffOf(lesson: RoomLesson, day: string): readonly string[] {
    const aides: string[] = []
    for (const of of this.#byGroup.get(lesson.group) ?? NONE)
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
    for (const of of this.#byPerson.get(person) ?? NONE) {
      if (!of.school || !holds(of, day)) continue
      const groups = [of.group.id]
      if (of.group.kind === 'class' && of.enrolment.role === 'student')
        for (const half of this.#halves.get(of.group.id) ?? NONE) groups.push(half.id)
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
    for (const of of this.#byPerson.get(person) ?? NONE) {
      if (of.school !== school || of.enrolment.role !== 'student' || !holds(of, day)) continue
      if (timetabled.has(of.group.id)) return false
      if (of.group.kind === 'class' && this.#halves.get(of.group.id)?.some(half => timetabled.has(half.id)))
        return false
    }
    return true
  }

  /** Where somebody was, by the gates. */
  stays(person: string, day: string): readonly Stay[] {
    const known = inner(this.#stays, day)
    let stays = known.get(person)
    if (!stays) {
      stays = staysOf(this.schools, person, day, school => [
        this.lastDue(person, school, day),
        school.hull(day, null).to,
      ])
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
    if (this.outside(person)) return NONE
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

  #isTaught({ group, enrolment }: Membership, day: string): boolean {
    if (group.kind === 'class' || group.kind === 'half') {
      if (enrolment.role !== 'student') return false
      const home = this.home(enrolment.person, day)?.group.id
      return home === (group.kind === 'class' ? group.id : group.parent)
    }
    return enrolment.role === 'student' || (group.kind !== 'section' && enrolment.role === 'member')
  }

  #inSomeHalf = (person: string, parent: string, day: string): boolean =>
    (this.#byPerson.get(person) ?? NONE).some(
      of =>
        of.group.kind === 'half' &&
        of.group.parent === parent &&
        of.enrolment.role === 'student' &&
        holds(of, day),
    )

  #parentOf(id: string): string | null {
    const group = this.#groups.get(id)?.group
    return group?.kind === 'half' ? group.parent : null
  }

  #changed = ({ enrolment, school }: Membership, day: string): number =>
    school?.changedAfter(enrolment.id, day) ? FLAGS['changed-since'] : 0
}

const holds = (of: Membership, day: string): boolean => holdsOn(of.enrolment, day) && holdsOn(of.group, day)

const byTime = (a: OwnLesson, b: OwnLesson): number =>
  a.lesson.from - b.lesson.from || (a.lesson.id < b.lesson.id ? -1 : a.lesson.id > b.lesson.id ? 1 : 0)

function joinedLater(a: Enrolment, b: Enrolment): boolean {
  const [from, other] = [a.from ?? '', b.from ?? '']
  return from === other ? a.id > b.id : from > other
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

function inner<V>(map: Map<string, Map<string, V>>, key: string): Map<string, V> {
  let found = map.get(key)
  if (!found) {
    found = new Map()
    map.set(key, found)
  }
  return found
}
