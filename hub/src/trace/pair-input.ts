import type { Exposure } from '@schoolgate/protocol/http/trace'
import type { Book } from './facts/book.ts'
import type { SchoolBook } from './facts/school-book.ts'
import { sheetIndex } from './facts/sheet-index.ts'
import type { PairHabit, PairInput } from './model/pair.ts'

interface PairDay {
  a: string
  b: string
  day: string
  habit: PairHabit | null
  interviewed: ReadonlySet<string>
}

/** What the ranking knows of two people on one day, of that day's exposures. */
export function pairInput(book: Book, pair: PairDay, exposures: readonly Exposure[]): PairInput {
  const { a, b, day, habit } = pair
  const [homeA, homeB] = [book.home(a, day), book.home(b, day)]
  const sameClass = homeA !== null && homeA.group.id === homeB?.group.id
  const [one, other] = [book.person(a), book.person(b)]
  const gradeA = homeA?.group.grade ?? one?.grade ?? null
  const gradeB = homeB?.group.grade ?? other?.grade ?? null
  const classes = [homeA, homeB].flatMap(home => (home ? [classDay(book, home.group.id, day)] : []))
  const school = book.homeSchool(a, day) ?? book.homeSchool(b, day)
  return {
    sameClass,
    sameGrade: !sameClass && gradeA !== null && gradeA === gradeB,
    sameSex: sameSex(one?.sex, other?.sex),
    classSize: Math.max(0, ...classes.map(of => of.there)),
    schoolSize: school ? schoolSize(school, day) : 0,
    habit,
    ...naming(book, pair),
    assumed: assumedOf(exposures, sameClass),
    seen: seenOf(book, pair, exposures),
    coverage: classes[0]?.coverage ?? 1,
  }
}

function sameSex(a: string | null | undefined, b: string | null | undefined): boolean | null {
  const known = (sex: typeof a) => sex === 'female' || sex === 'male'
  return known(a) && known(b) ? a === b : null
}

function assumedOf(exposures: readonly Exposure[], sameClass: boolean): PairInput['assumed'] {
  const found = {
    household: false,
    table: false,
    seatMinutes: 0,
    busMinutes: 0,
    clubMinutes: 0,
    teachingMinutes: 0,
    roomMinutes: 0,
    gate: false,
  }
  for (const { setting, minutes } of exposures) {
    switch (setting) {
      case 'household':
        found.household = true
        break
      case 'table':
        found.table = true
        break
      case 'seat':
        found.seatMinutes += minutes
        break
      case 'bus':
        found.busMinutes += minutes
        break
      case 'club':
        found.clubMinutes += minutes
        break
      case 'teaching':
        found.teachingMinutes += minutes
        break
      case 'lesson':
      case 'class':
      case 'room':
        if (!sameClass) found.roomMinutes += minutes
        break
      case 'gate':
      case 'arrival':
        found.gate = true
        break
      default:
        break
    }
  }
  return found
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

/** A household, or an interview, needs no gate to be believed. */
function seenOf(book: Book, { a, b, day }: PairDay, exposures: readonly Exposure[]): PairInput['seen'] {
  if (exposures.some(({ setting }) => setting === 'household' || setting === 'named')) return 'both'
  const seen = Number(book.seen(a, day)) + Number(book.seen(b, day))
  return seen === 2 ? 'both' : seen === 1 ? 'one' : 'none'
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
