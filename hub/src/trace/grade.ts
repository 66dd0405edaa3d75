import type { Contact, SilentGate, TraceGrade } from '@schoolgate/protocol/http/trace-answer'
import { GRADES, type Grade, type GradeCause } from '@schoolgate/protocol/trace/words'
import type { TraceFacts } from '../store/trace-types.ts'
import { isAsked, taughtFor } from './asked-days.ts'
import { type Book, bookOf } from './facts/book.ts'
import { FLAGS } from './facts/flags.ts'
import type { AskedPerson } from './types.ts'

/** Shares from which a blind spot is named, and from which it lowers a list to B, C or D. Judged, not fitted. */
const STEPS: Partial<Record<GradeCause, { b: number; c: number; d: number }>> = {
  // Without entries nothing but the timetable speaks: half of those asked about, and the list is a guess.
  'no-entries': { b: 0.001, c: 0.25, d: 0.5 },
  // Up to 5 % is what forgotten cards and late pupils make.
  coverage: { b: 0.05, c: 0.2, d: 0.5 },
  // Hardly any school scans everybody out; ends are inferred well enough from the bell never to cost more than a B.
  'no-exits': { b: 0.2, c: 2, d: 2 },
  outage: { b: 0.001, c: 0.25, d: 0.75 },
  clock: { b: 0.02, c: 0.25, d: 2 },
  'card-ended': { b: 0.001, c: 0.5, d: 2 },
  'two-places': { b: 0.001, c: 0.25, d: 2 },
  'no-timetable': { b: 0.001, c: 0.5, d: 2 },
  'no-seats': { b: 0.25, c: 2, d: 2 },
  'not-interviewed': { b: 0.001, c: 2, d: 2 },
  moved: { b: 0.001, c: 0.5, d: 2 },
  outside: { b: 0.001, c: 2, d: 2 },
  // A weekend in a fortnight is usual: from more than half of the days on, most of the time is dark.
  holiday: { b: 0.5, c: 0.9, d: 2 },
  expired: { b: 0.001, c: 0.25, d: 0.75 },
}
/** A gate that is silent for an hour hides less than one that is for a day. */
const PART_OF_DAY = 0.2
/** Small blind spots add up: from this many on, a B is a C. */
const MANY_SMALL = 4

export interface Blind {
  code: GradeCause
  n: number
  of: number
  days: readonly string[]
  /** how many it weighs, where that is less than it counts */
  weighs?: number
  silent?: readonly SilentGate[]
}

/** Why a list about these persons is less sure than it looks, and a grade for it. */
export function gradeOf(
  facts: TraceFacts,
  asked: readonly AskedPerson[],
  list: { interviewed: ReadonlySet<string>; contacts: readonly Contact[] },
): TraceGrade {
  const book = bookOf(facts)
  const personDays = asked.flatMap(of =>
    facts.days.filter(day => isAsked(of, day)).map(day => ({ person: of.person, day })),
  )
  const notAsked = asked.filter(({ person }) => !list.interviewed.has(person)).length
  const outside = list.contacts.filter(contact => contact.person.outside).length
  return gradeFrom([
    ...blindDays(book, personDays),
    { code: 'not-interviewed', n: notAsked, of: asked.length, days: [] },
    { code: 'outside', n: outside, of: list.contacts.length, days: [] },
    ...blindPersons(facts, asked),
  ])
}

/** @param blind with how many of how many; those with none are left out */
export function gradeFrom(blind: readonly Blind[]): TraceGrade {
  const named = blind.filter(of => levelOf(of) > 0 || (of.n > 0 && of.days.length > 0))
  const levels = named.map(levelOf)
  const worst = Math.max(0, ...levels)
  const small = levels.filter(level => level === 1).length
  const level = worst === 1 && small >= MANY_SMALL ? 2 : worst
  return {
    grade: GRADES[level] as Grade,
    causes: named
      .toSorted((x, y) => levelOf(y) - levelOf(x))
      .map(({ code, n, of, days, silent = [] }) => ({
        ...{ code, n, of, days: [...days] },
        ...(silent.length > 0 ? { silent: [...silent] } : {}),
      })),
  }
}

function levelOf({ code, n, of, weighs = n }: Blind): number {
  const steps = STEPS[code]
  if (!steps || weighs === 0) return 0
  const share = of > 0 ? weighs / of : 1
  return share >= steps.d ? 3 : share >= steps.c ? 2 : share >= steps.b ? 1 : 0
}

function blindPersons(facts: TraceFacts, asked: readonly AskedPerson[]): Blind[] {
  const persons = new Set(asked.map(({ person }) => person))
  const count = (is: (person: string) => boolean) => [...persons].filter(is).length
  const of = persons.size
  return [
    { code: 'card-ended', n: count(person => facts.endedCards.has(person)), of, days: [] },
    { code: 'moved', n: count(person => facts.moved.has(person)), of, days: [] },
  ]
}

function blindDays(book: Book, personDays: readonly { person: string; day: string }[]): Blind[] {
  const { facts } = book
  const days = [...new Set(personDays.map(({ day }) => day))].sort()
  const byDay = Map.groupBy(personDays, of => of.day)
  const taught = days.filter(
    day =>
      taughtFor(
        book,
        (byDay.get(day) ?? []).map(of => of.person),
        day,
      ).taught,
  )
  const taughtSet = new Set(taught)
  const untaught = days.filter(day => !taughtSet.has(day))
  const onTaught = personDays.filter(({ day }) => taughtSet.has(day))
  const seen = new Set<string>()
  const unplanned = new Set<string>()
  const twice = new Set<string>()
  const unseated = new Set<string>()
  for (const { person, day } of personDays) {
    const stays = book.stays(person, day)
    if (stays.length > 0) seen.add(person)
    if (stays.some(stay => stay.flags & FLAGS['two-places'])) twice.add(day)
  }
  for (const { person, day } of onTaught) {
    const school = book.homeSchool(person, day)
    if (school && book.untimetabled(person, school, day)) unplanned.add(day)
    const lessons = book.lessonsOf(person, day).filter(({ staff }) => !staff)
    if (
      lessons.length > 0 &&
      !lessons.some(({ lesson, school: of }) => of.planOf(lesson.group, lesson.room, day))
    )
      unseated.add(day)
  }
  const persons = new Set(personDays.map(({ person }) => person))
  const expired = facts.keptSince === null ? [] : days.filter(day => day < (facts.keptSince as string))
  const asked = new Set(days)
  const silent = book.schools.flatMap(({ facts: { quiet = [] }, gateName }) =>
    quiet.filter(({ day }) => asked.has(day)).map(of => ({ ...of, gate: gateName(of.gate) || of.gate })),
  )
  const whole = days.filter(day =>
    facts.schools.some(school => school.outages.some(outage => outage.day === day)),
  )
  const parts = days.filter(day => !whole.includes(day) && silent.some(of => of.day === day))
  const outages = [...whole, ...parts].sort()
  const dark = taught.length === 0 ? 0 : persons.size - seen.size
  return [
    { code: 'no-entries', n: dark, of: persons.size, days: [] },
    ...circleBlind(book, onTaught),
    {
      ...{ code: 'outage', n: outages.length, of: taught.length, days: outages, silent },
      weighs: whole.length + parts.length * PART_OF_DAY,
    },
    { code: 'two-places', n: twice.size, of: days.length, days: [...twice].sort() },
    { code: 'no-timetable', n: unplanned.size, of: taught.length, days: [...unplanned].sort() },
    { code: 'no-seats', n: unseated.size, of: taught.length, days: [...unseated].sort() },
    { code: 'holiday', n: untaught.length, of: days.length, days: untaught },
    { code: 'expired', n: expired.length, of: days.length, days: expired },
  ]
}

/** What the gates missed of the classes concerned: each class and day once. */
function circleBlind(book: Book, onTaught: readonly { person: string; day: string }[]): Blind[] {
  const met = new Set<string>()
  const count = { due: 0, missed: 0, stays: 0, open: 0, uncertain: 0 }
  const days = { missed: new Set<string>(), uncertain: new Set<string>() }
  for (const { person, day } of onTaught) {
    const home = book.home(person, day)
    const circle = home ? [...book.roster(home.group.id, day).keys()] : [person]
    const key = `${home?.group.id ?? person} ${day}`
    if (met.has(key)) continue
    met.add(key)
    for (const one of circle) {
      const stays = book.stays(one, day)
      const school = stays.length > 0 ? null : book.homeSchool(one, day)
      if (stays.length > 0 || (school && book.due(one, school, day))) count.due++
      if (school && book.due(one, school, day)) {
        count.missed++
        days.missed.add(day)
      }
      for (const stay of stays) {
        count.stays++
        if (stay.open) count.open++
        if (stay.flags & FLAGS.clock) {
          count.uncertain++
          days.uncertain.add(day)
        }
      }
    }
  }
  return [
    { code: 'coverage', n: count.missed, of: count.due, days: [...days.missed].sort() },
    { code: 'no-exits', n: count.open, of: count.stays, days: [] },
    { code: 'clock', n: count.uncertain, of: count.stays, days: [...days.uncertain].sort() },
  ]
}
