import type { CalendarDay, Term } from '@schoolgate/protocol/directory/places'
import { holdsOn } from '@schoolgate/protocol/directory/span'
import { Temporal } from 'temporal-polyfill'

/** What decides on which days a school teaches. */
export interface SchoolCalendar {
  terms: readonly Pick<Term, 'id' | 'from' | 'to' | 'parent'>[]
  calendar: readonly Pick<CalendarDay, 'day' | 'kind' | 'name'>[]
  /** ISO weekdays; Monday to Friday where nothing is said */
  weekdays?: readonly number[]
}

export interface TaughtDay {
  day: string
  taught: boolean
  /** the calendar day's name, or `weekend`, `vacation`, `holiday`; empty on an ordinary school day */
  why: string
}

const WORKING_WEEK: readonly number[] = [1, 2, 3, 4, 5]

/**
 * Whether a school teaches on a day: the calendar's word first, then the weekday, then the terms. Where a term has
 * parts, the days between the parts are free; a school without terms teaches all year.
 */
export function taughtOn(calendar: SchoolCalendar, day: string): TaughtDay {
  return dayTeller(calendar)(day)
}

/** The same for many days of one school. */
export function dayTeller({ terms, calendar, weekdays = WORKING_WEEK }: SchoolCalendar) {
  const special = new Map(calendar.map(c => [c.day, c]))
  const parents = new Set(terms.map(term => term.parent))
  const parts = terms.filter(term => !parents.has(term.id))
  return (day: string): TaughtDay => {
    const own = special.get(day)
    if (own) {
      const taught = own.kind === 'school'
      return { day, taught, why: own.name || (taught ? '' : 'holiday') }
    }
    if (!weekdays.includes(isoWeekday(day))) return { day, taught: false, why: 'weekend' }
    if (parts.length > 0 && !parts.some(term => holdsOn(term, day)))
      return { day, taught: false, why: 'vacation' }
    return { day, taught: true, why: '' }
  }
}

/** Monday to Friday, and every other weekday somebody has a lesson on. */
export function taughtWeekdays(lessons: Iterable<{ weekday: number }>): number[] {
  const days = new Set(WORKING_WEEK)
  for (const { weekday } of lessons) days.add(weekday)
  return [...days].sort((a, b) => a - b)
}

/** 1 is Monday. */
export const isoWeekday = (day: string): number => Temporal.PlainDate.from(day).dayOfWeek

/** Every day from the first to the last, both with. */
export function daysBetween(from: string, to: string): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

export const addDays = (day: string, days: number): string =>
  Temporal.PlainDate.from(day).add({ days }).toString()
