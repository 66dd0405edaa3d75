import type { SilentGate } from '@schoolgate/protocol/http/trace-answer'
import type { GradeCause } from '@schoolgate/protocol/trace/words'
import type { TraceFacts } from '../store/trace-types.ts'
import { isAsked, taughtFor } from './asked-days.ts'
import { type Book, bookOf } from './facts/book.ts'
import { FLAGS } from './facts/flags.ts'
import type { AskedPerson } from './types.ts'

/** One thing a list does not see, with how many of how many. Plain data: threads tell it to each other. */
export interface Blind {
  code: GradeCause
  n: number
  of: number
  days: readonly string[]
  /** where days are counted: the days it could have been */
  among?: readonly string[]
  /** of the days those that were dark from morning to evening, where some were so for a part alone; absent: all */
  whole?: readonly string[]
  silent?: readonly SilentGate[]
}

/** What is not seen of these persons on their days, whoever is on their list. */
export function blindOf(
  facts: TraceFacts,
  asked: readonly AskedPerson[],
  interviewed: ReadonlySet<string>,
): Blind[] {
  const personDays = asked.flatMap(of =>
    facts.days.filter(day => isAsked(of, day)).map(day => ({ person: of.person, day })),
  )
  const notAsked = asked.filter(({ person }) => !interviewed.has(person)).length
  return [
    ...blindDays(bookOf(facts), personDays),
    { code: 'not-interviewed', n: notAsked, of: asked.length, days: [] },
    ...blindPersons(facts, asked),
  ]
}

/**
 * What is not seen of people of several schools, or of days far apart. People and stays add up, every day counts once;
 * a day is without lessons where none of them had any.
 */
export function allBlind(parts: readonly (readonly Blind[])[]): Blind[] {
  if (parts.length === 1) return [...(parts[0] as readonly Blind[])]
  return [...Map.groupBy(parts.flat(), ({ code }) => code).values()].map(together)
}

function together(same: readonly Blind[]): Blind {
  const union = (lists: readonly (readonly string[])[]) => [...new Set(lists.flat())].sort()
  const sum = (of: 'n' | 'of') => same.reduce((all, blind) => all + blind[of], 0)
  const { code } = same[0] as Blind
  const days = union(same.map(blind => blind.days))
  if (!same.some(blind => blind.among)) return { code, n: sum('n'), of: sum('of'), days }
  const among = union(same.map(blind => blind.among ?? []))
  const light = new Set(same.flatMap(({ among = [], days }) => among.filter(day => !days.includes(day))))
  const dark = code === 'holiday' ? days.filter(day => !light.has(day)) : days
  const silent = new Map(
    same.flatMap(blind => (blind.silent ?? []).map(of => [`${of.day} ${of.gate} ${of.from}`, of])),
  )
  return {
    ...{ code, n: dark.length, of: among.length, days: dark, among },
    ...(same.some(blind => blind.whole) ? { whole: union(same.map(blind => blind.whole ?? [])) } : {}),
    ...(silent.size > 0 ? { silent: [...silent.values()] } : {}),
  }
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
      ...{ whole, among: taught },
    },
    { code: 'two-places', n: twice.size, of: days.length, days: [...twice].sort(), among: days },
    {
      code: 'no-timetable',
      n: unplanned.size,
      of: taught.length,
      days: [...unplanned].sort(),
      among: taught,
    },
    { code: 'no-seats', n: unseated.size, of: taught.length, days: [...unseated].sort(), among: taught },
    { code: 'holiday', n: untaught.length, of: days.length, days: untaught, among: days },
    { code: 'expired', n: expired.length, of: days.length, days: expired, among: days },
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
