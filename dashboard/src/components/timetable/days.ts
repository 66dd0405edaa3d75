import { addDays, mondayOf, weekdayOf } from '../../text/day.ts'

/** Whether an interval of days (both ends inclusive, null is open) holds on a day. */
export const holdsOn = (span: { from: string | null; to: string | null }, day: string): boolean =>
  (span.from === null || span.from <= day) && (span.to === null || day <= span.to)

export const dayBefore = (day: string): string => addDays(day, -1)

/** The week of a day, Monday to Sunday. */
export const weekOf = (day: string): string[] =>
  Array.from({ length: 7 }, (_, i) => addDays(mondayOf(day), i))

/** The first day from `from` on, itself included, that falls on a weekday. */
export const nextWeekday = (from: string, weekday: number): string =>
  addDays(from, (weekday - weekdayOf(from) + 7) % 7)

/** A day as an address has it, or undefined when there is no such day. */
export function asDay(text: unknown): string | undefined {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : undefined
}
