import { Temporal } from 'temporal-polyfill'

/** A school day's hours, epoch ms. */
export interface SchoolDay {
  /** ISO, local to the site */
  day: string
  opens: number
  bell: number
  lessonsEnd: number
}

/** Today, or the Monday after a weekend: the demo always shows a school day. */
export function showDay(now: number, timeZone: string): SchoolDay {
  let date = Temporal.Instant.fromEpochMilliseconds(Math.floor(now))
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
  while (date.dayOfWeek > 5) date = date.add({ days: 1 })
  return schoolDay(date, timeZone)
}

/** The `count` school days before `day`, oldest first. */
export function daysBefore(day: string, count: number, timeZone: string): SchoolDay[] {
  const days: SchoolDay[] = []
  let date = Temporal.PlainDate.from(day)
  while (days.length < count) {
    date = date.subtract({ days: 1 })
    if (date.dayOfWeek <= 5) days.unshift(schoolDay(date, timeZone))
  }
  return days
}

/** First calendar year of the school year a day lies in; it turns on 1 August. */
export function schoolYearOf(day: string): number {
  const date = Temporal.PlainDate.from(day)
  return date.month >= 8 ? date.year : date.year - 1
}

function schoolDay(date: Temporal.PlainDate, timeZone: string): SchoolDay {
  const at = (time: string) => date.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds
  return { day: date.toString(), opens: at('07:20'), bell: at('08:00'), lessonsEnd: at('13:05') }
}
