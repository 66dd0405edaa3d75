import type { CalendarDay, Term } from '@schoolgate/protocol/directory/places'
import { addDays, mondayOf, weekdayOf } from '../../text/day.ts'

const DAY_MS = 86_400_000

/** Days from `a` to `b`; negative when `b` is before. */
export const daysBetween = (a: string, b: string): number =>
  Math.round((Date.parse(b) - Date.parse(a)) / DAY_MS)

/** Every day from `from` to `to`, both included. */
export const daysOf = ({ from, to }: Span): string[] =>
  Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, i) => addDays(from, i))

/** Both ends included. */
export interface Span {
  from: string
  to: string
}

export const VIEWS = ['day', 'week', 'month', 'term'] as const
export type View = (typeof VIEWS)[number]
/** A view as an address has it; the day where it says none. */
export const asView = (text: unknown): View => VIEWS.find(v => v === text) ?? 'day'

type Spell = Pick<Term, 'id' | 'parent' | 'kind' | 'from' | 'to'>

/** What the school's calendar says, as its book holds it; without terms every working day counts. */
export interface TaughtBy {
  calendar: readonly Pick<CalendarDay, 'day' | 'kind'>[]
  terms: readonly Spell[]
  /** ISO weekdays that are taught */
  weekdays?: readonly number[] | undefined
}

const WORKING_WEEK: readonly number[] = [1, 2, 3, 4, 5]
export const isWeekday = (day: string, weekdays: TaughtBy['weekdays']): boolean =>
  (weekdays ?? WORKING_WEEK).includes(weekdayOf(day))

/** Terms without parts of their own: the quarters of a year, or a year that has none. Between parts school is out. */
function leaves<T extends Spell>(terms: readonly T[]): T[] {
  const parents = new Set(terms.map(t => t.parent))
  return terms.filter(t => !parents.has(t.id))
}

/**
 * Whether school is held on a day: as the calendar says of that very day, else on a weekday that is taught within a
 * term. What the hub answers is what counts; this steers the day picker and draws the calendar.
 */
export function isTaught(day: string, { calendar, terms, weekdays }: TaughtBy): boolean {
  const said = calendar.find(c => c.day === day)
  if (said) return said.kind === 'school'
  if (!isWeekday(day, weekdays)) return false
  const held = leaves(terms)
  return held.length === 0 || held.some(t => t.from <= day && day <= t.to)
}

/** Longest break looked across, days: a summer and some. */
const LOOK = 130

/** The nearest taught day before (`-1`) or after (`1`) a day; without one near, the neighbouring day. */
export function taughtBeside(day: string, step: 1 | -1, by: TaughtBy): string {
  for (let i = 1, at = addDays(day, step); i <= LOOK; i++, at = addDays(at, step)) {
    if (isTaught(at, by)) return at
  }
  return addDays(day, step)
}

/** The shortest term a day lies in, or the last that ended before it, or the first of all. */
export function termOf<T extends Spell>(day: string, terms: readonly T[]): T | undefined {
  const held = leaves(terms)
  const length = (t: T): number => daysBetween(t.from, t.to)
  const now = held.filter(t => t.from <= day && day <= t.to).sort((a, b) => length(a) - length(b))
  const before = held.filter(t => t.to < day).sort((a, b) => (a.to < b.to ? 1 : -1))
  const after = held.filter(t => t.from > day).sort((a, b) => (a.from < b.from ? -1 : 1))
  return now[0] ?? before[0] ?? after[0]
}

/** The days a view shows around `day`. Without terms a term is the half of a school year. */
export function spanOf(view: View, day: string, terms: TaughtBy['terms']): Span {
  if (view === 'day') return { from: day, to: day }
  if (view === 'week') return { from: mondayOf(day), to: addDays(mondayOf(day), 6) }
  if (view === 'month') return monthOf(day)
  const term = termOf(day, terms)
  if (term) return { from: term.from, to: term.to }
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  if (month >= 8) return { from: `${year}-08-01`, to: `${year}-12-31` }
  return { from: `${year}-01-01`, to: `${year}-07-31` }
}

export function monthOf(day: string): Span {
  const from = `${day.slice(0, 7)}-01`
  return { from, to: addDays(monthAfter(from), -1) }
}

const monthAfter = (first: string): string => `${addDays(first, 31).slice(0, 7)}-01`

/** A day inside the span of a view before or after; of the day view, the taught day beside. */
export function stepView(view: View, day: string, step: 1 | -1, by: TaughtBy): string {
  if (view === 'day') return taughtBeside(day, step, by)
  if (view === 'week') return addDays(day, step * 7)
  const { from, to } = spanOf(view, day, by.terms)
  const beside = step === 1 ? addDays(to, 1) : addDays(from, -1)
  if (view === 'month') return step === 1 ? beside : `${beside.slice(0, 7)}-01`
  const held = leaves(by.terms)
  if (step === 1) {
    return (
      held
        .map(t => t.from)
        .filter(d => d > to)
        .sort()[0] ?? (held.length > 0 ? day : beside)
    )
  }
  return (
    held
      .map(t => t.to)
      .filter(d => d < from)
      .sort()
      .at(-1) ?? (held.length > 0 ? day : beside)
  )
}
