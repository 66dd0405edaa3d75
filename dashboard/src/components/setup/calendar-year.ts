import type { CalendarDay } from '@schoolgate/protocol/directory/places'
import type { Change } from '@schoolgate/protocol/directory/records'
import { addDays, weekdayOf } from '../../text/day.ts'
import { daysOf, isTaught, isWeekday, type Span, type TaughtBy } from '../attendance/days.ts'

/** How a day is shown. `break`: a weekday outside every term. `extra`: taught although its weekday is not. */
export type DayLook = 'taught' | 'weekend' | 'break' | 'holiday' | 'extra'

export interface YearDay {
  day: string
  look: DayLook
  name: string
}

export interface YearMonth {
  /** first day */
  month: string
  /** empty places before the first day of a week that begins on Monday */
  lead: number
  days: YearDay[]
}

/** What makes days taught before the calendar has its word. */
export type Week = Pick<TaughtBy, 'terms' | 'weekdays'>
const plain = ({ terms, weekdays }: Week): TaughtBy => ({ calendar: [], terms, weekdays })

/** What the calendar makes of a day. */
export function lookOf(day: string, week: Week, said: CalendarDay | undefined): DayLook {
  if (said) return said.kind === 'school' ? 'extra' : 'holiday'
  if (!isWeekday(day, week.weekdays)) return 'weekend'
  return isTaught(day, plain(week)) ? 'taught' : 'break'
}

/** Twelve months from the August in which school year `startYear` begins. */
export function yearMonths(startYear: number, calendar: readonly CalendarDay[], week: Week): YearMonth[] {
  const said = new Map(calendar.map(c => [c.day, c]))
  return Array.from({ length: 12 }, (_, i): YearMonth => {
    const month = monthFirst(startYear, 8 + i)
    const to = addDays(monthFirst(startYear, 9 + i), -1)
    return {
      month,
      lead: weekdayOf(month) - 1,
      days: daysOf({ from: month, to }).map(day => {
        const found = said.get(day)
        return { day, look: lookOf(day, week, found), name: found?.name ?? '' }
      }),
    }
  })
}

const monthFirst = (year: number, month: number): string =>
  `${year + Math.floor((month - 1) / 12)}-${String(((month - 1) % 12) + 1).padStart(2, '0')}-01`

/** The school year a day belongs to, by the calendar year it begins in. */
export const schoolYearOf = (day: string): number =>
  Number(day.slice(0, 4)) - (Number(day.slice(5, 7)) < 8 ? 1 : 0)

/** What a click says: an ordinary day gets its exception, an exception goes. */
export function toggled(day: string, by: TaughtBy, place: string, name: string): Change {
  const said = by.calendar.find(c => c.day === day)
  if (said) return { op: 'remove', kind: 'calendarDay', id: calendarId(place, day) }
  const kind = isTaught(day, by) ? 'holiday' : 'school'
  return { op: 'put', kind: 'calendarDay', record: { id: calendarId(place, day), place, day, kind, name } }
}

export const calendarId = (place: string, day: string): string => `${place}:${day}`

/**
 * Says the same of every day of a span: a holiday of the days that would be taught, or taught of those that would not
 * (`null`: as the week and the terms have it). Days already so stay as they are.
 */
export function overSpan(
  span: Span,
  kind: CalendarDay['kind'] | null,
  name: string,
  calendar: readonly CalendarDay[],
  week: Week,
  place: string,
): Change[] {
  const said = new Map(calendar.map(c => [c.day, c]))
  const by = plain(week)
  return daysOf(span).flatMap((day): Change[] => {
    const old = said.get(day)
    const id = calendarId(place, day)
    const wanted = kind !== null && isTaught(day, by) === (kind === 'holiday')
    if (!wanted) return old && kind === null ? [{ op: 'remove', kind: 'calendarDay', id: old.id }] : []
    if (old?.kind === kind && old.name === name) return []
    return [{ op: 'put', kind: 'calendarDay', record: { id: old?.id ?? id, place, day, kind, name } }]
  })
}

/** Exceptions in a row under one name, for the list beside the grids. */
export interface Stretch extends Span {
  kind: CalendarDay['kind']
  name: string
  days: number
}

/** A weekend inside a holiday does not end it. */
export function stretches(calendar: readonly CalendarDay[]): Stretch[] {
  const out: Stretch[] = []
  const inOrder = [...calendar].sort((a, b) => (a.day < b.day ? -1 : 1))
  for (const { day, kind, name } of inOrder) {
    const last = out.at(-1)
    if (last?.kind === kind && last.name === name && nextAfter(last.to, kind) >= day) {
      last.to = day
      last.days++
    } else out.push({ kind, name, from: day, to: day, days: 1 })
  }
  return out
}

/** The day that still continues a stretch which ends on `day`. */
function nextAfter(day: string, kind: CalendarDay['kind']): string {
  const next = addDays(day, 1)
  if (kind === 'school') return next
  const weekday = weekdayOf(next)
  return weekday > 5 ? addDays(next, 8 - weekday) : next
}

/** Days taught in a school year as the calendar stands. */
export const taughtDays = (months: readonly YearMonth[]): number =>
  months.reduce((n, m) => n + m.days.filter(d => d.look === 'taught' || d.look === 'extra').length, 0)
