import type { AttendanceRow } from '@schoolgate/protocol/attendance/mark'
import { addDays, mondayOf, weekdayOf } from '../../text/day.ts'

export interface Week {
  monday: string
  /** a day of each column; without a row nothing was taught, or it is still to come */
  days: { day: string; row: AttendanceRow | undefined }[]
}

/** Rows as weeks, the newest first; Saturday and Sunday have a column only where somebody was expected on one. */
export function weeksOf(
  rows: readonly AttendanceRow[],
  today: string,
  count: number,
): { weeks: Week[]; columns: number } {
  const byDay = new Map(rows.map(r => [r.day, r]))
  const columns = rows.reduce((n, r) => Math.max(n, weekdayOf(r.day)), 5)
  const all = Array.from({ length: count }, (_, i): Week => {
    const monday = addDays(mondayOf(today), -7 * i)
    return {
      monday,
      days: Array.from({ length: columns }, (_, d) => {
        const day = addDays(monday, d)
        return { day, row: byDay.get(day) }
      }),
    }
  })
  // before the school year there is nothing to see
  const last = all.findLastIndex(week => week.days.some(d => d.row))
  return { weeks: all.slice(0, last + 1), columns }
}
