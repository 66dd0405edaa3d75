import { Temporal } from 'temporal-polyfill'
import type { ComesWith } from './school.ts'

/** A school day's hours for some of its people, epoch ms. */
export interface SchoolDay {
  /** ISO, local to the site */
  day: string
  opens: number
  bell: number
  lessonsEnd: number
}

const HOURS: Record<ComesWith, readonly [opens: string, bell: string, lessonsEnd: string]> = {
  morning: ['07:20', '08:00', '13:05'],
  afternoon: ['12:50', '13:30', '18:30'],
  work: ['07:20', '08:00', '16:00'],
  evening: ['07:20', '08:00', '18:30'],
}

/** Today, or the Monday after a weekend: the demo always shows a school day. */
export function showDay(now: number, timeZone: string): string {
  let date = Temporal.Instant.fromEpochMilliseconds(Math.floor(now))
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
  while (date.dayOfWeek > 5) date = date.add({ days: 1 })
  return date.toString()
}

/** The `count` school days before `day`, oldest first. */
export function daysBefore(day: string, count: number): string[] {
  const days: string[] = []
  let date = Temporal.PlainDate.from(day)
  while (days.length < count) {
    date = date.subtract({ days: 1 })
    if (date.dayOfWeek <= 5) days.unshift(date.toString())
  }
  return days
}

/** First calendar year of the school year a day lies in; it turns on 1 August. */
export function schoolYearOf(day: string): number {
  const date = Temporal.PlainDate.from(day)
  return date.month >= 8 ? date.year : date.year - 1
}

/** When those who come with a shift come and go. */
export function hoursOf(day: string, comes: ComesWith, timeZone: string): SchoolDay {
  const date = Temporal.PlainDate.from(day)
  const at = (time: string) => date.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds
  const [opens, bell, end] = HOURS[comes]
  return { day, opens: at(opens), bell: at(bell), lessonsEnd: at(end) }
}
