import type { Exposure } from '@schoolgate/protocol/http/trace-answer'
import type { Book } from './facts/book.ts'
import type { SchoolBook } from './facts/school-book.ts'
import { sheetIndex } from './facts/sheet-index.ts'
import type { PairHabit, PairInput } from './model/pair.ts'
import { nothingAssumed } from './model/stranger.ts'

interface PairDay {
  a: string
  b: string
  day: string
  habit: PairHabit | null
  interviewed: ReadonlySet<string>
}

/** What the ranking asks of one person on one day: the same for everybody they met. */
interface Side {
  home: string | null
  grade: string | null
  sex: string | null | undefined
  class: ClassDay | null
  school: SchoolBook | null
  seen: boolean
}

const sides = new WeakMap<Book, Map<string, Map<string, Side>>>()

function sideOf(book: Book, person: string, day: string): Side {
  let known = sides.get(book)
  if (!known) {
    known = new Map()
    sides.set(book, known)
  }
  let people = known.get(day)
  if (!people) {
    people = new Map()
    known.set(day, people)
  }
  let side = people.get(person)
  if (!side) {
    const home = book.home(person, day)
    const of = book.person(person)
    side = {
      home: home?.group.id ?? null,
      grade: home?.group.grade ?? of?.grade ?? null,
      sex: of?.sex,
      class: home && classDay(book, home.group.id, day),
      school: book.homeSchool(person, day),
      seen: book.seen(person, day),
    }
    people.set(person, side)
  }
  return side
}

/**
 * What the ranking knows of two people on one day.
 *
 * @param exposures of the two; those from `begin` to before `end` are of that day
 */
export function pairInput(
  book: Book,
  pair: PairDay,
  exposures: readonly Exposure[],
  begin = 0,
  end = exposures.length,
): PairInput {
  const { a, b, day, habit } = pair
  const [one, other] = [sideOf(book, a, day), sideOf(book, b, day)]
  const sameClass = one.home !== null && one.home === other.home
  const school = one.school ?? other.school
  const { named, namedMinutes } = naming(book, pair)
  const { assumed, believed } = assumedOf(exposures, sameClass, begin, end)
  return {
    sameClass,
    sameGrade: !sameClass && one.grade !== null && one.grade === other.grade,
    sameSex: sameSex(one.sex, other.sex),
    classSize: Math.max(one.class?.there ?? 0, other.class?.there ?? 0),
    schoolSize: school ? schoolSize(school, day) : 0,
    habit,
    named,
    namedMinutes,
    assumed,
    // A household, or an interview, needs no gate to be believed.
    seen: believed || (one.seen && other.seen) ? 'both' : one.seen || other.seen ? 'one' : 'none',
    coverage: (one.class ?? other.class)?.coverage ?? 1,
  }
}

function sameSex(a: string | null | undefined, b: string | null | undefined): boolean | null {
  const known = (sex: typeof a) => sex === 'female' || sex === 'male'
  return known(a) && known(b) ? a === b : null
}

function assumedOf(exposures: readonly Exposure[], sameClass: boolean, begin: number, end: number) {
  let believed = false
  const assumed = nothingAssumed()
  for (let i = begin; i < end; i++) {
    const { setting, minutes } = exposures[i] as Exposure
    switch (setting) {
      case 'named':
        believed = true
        break
      case 'household':
        believed = true
        assumed.household = true
        break
      case 'table':
        assumed.table = true
        break
      case 'seat':
        assumed.seatMinutes += minutes
        break
      case 'bus':
        assumed.busMinutes += minutes
        break
      case 'club':
        assumed.clubMinutes += minutes
        break
      case 'teaching':
        assumed.teachingMinutes += minutes
        break
      case 'lesson':
      case 'class':
      case 'room':
        if (!sameClass) assumed.roomMinutes += minutes
        break
      case 'gate':
      case 'arrival':
        assumed.gate = true
        break
      default:
        break
    }
  }
  return { assumed, believed }
}

/**
 * Named that day by neither, one or both. Somebody named for another day only is neither named nor passed over, and
 * where nobody was asked nothing is known.
 */
function naming(
  { facts }: Book,
  { a, b, day, interviewed }: PairDay,
): Pick<PairInput, 'named' | 'namedMinutes'> {
  let byA = false
  let byB = false
  let anyDay = false
  let minutes: number | null = null
  for (const named of facts.named) {
    const [forward, back] = [named.of === a && named.person === b, named.of === b && named.person === a]
    if (!forward && !back) continue
    anyDay = true
    if (named.day !== day) continue
    byA ||= forward
    byB ||= back
    if (named.minutes !== null) minutes = Math.max(minutes ?? 0, named.minutes)
  }
  if (byA || byB) return { named: byA && byB ? 2 : 1, namedMinutes: minutes }
  const asked = interviewed.has(a) || interviewed.has(b)
  return { named: asked && !anyDay ? 0 : null, namedMinutes: null }
}

interface ClassDay {
  there: number
  coverage: number
}
const classDays = new WeakMap<Book, Map<string, ClassDay>>()

/** Pupils of a class who were scanned, else its size, and the share of those due who were. */
export function classDay(book: Book, group: string, day: string): ClassDay {
  let known = classDays.get(book)
  if (!known) {
    known = new Map()
    classDays.set(book, known)
  }
  const key = `${group} ${day}`
  let found = known.get(key)
  if (!found) {
    const roster = book.roster(group, day)
    let seen = 0
    let due = 0
    for (const person of roster.keys()) {
      const there = book.seen(person, day)
      if (there) seen++
      const school = there ? null : book.homeSchool(person, day)
      if (there || (school && book.due(person, school, day))) due++
    }
    found = { there: seen > 0 ? seen : roster.size, coverage: due > 0 ? seen / due : 1 }
    known.set(key, found)
  }
  return found
}

const schoolSizes = new WeakMap<SchoolBook, Map<string, number>>()

/** People seen at a school's gates on a day; where nobody was, of its groups. */
export function schoolSize(school: SchoolBook, day: string): number {
  let known = schoolSizes.get(school)
  if (!known) {
    known = new Map()
    schoolSizes.set(school, known)
  }
  let size = known.get(day)
  if (size === undefined) {
    size = school.sheets(day).reduce((sum, sheet) => sum + sheetIndex(sheet).persons.size, 0)
    if (size === 0) size = new Set(school.facts.enrolments.map(enrolment => enrolment.person)).size
    known.set(day, size)
  }
  return size
}
