import { effectiveMark } from '@schoolgate/protocol/attendance/counts'
import type { AttendanceRow } from '@schoolgate/protocol/attendance/mark'
import type { AbsenceReason } from '@schoolgate/protocol/directory/absence'
import type { Locale } from '@schoolgate/protocol/locale'

export interface RegisterPerson {
  id: string
  name: string
  number: string | null
}

/** A class's attendance over a range, with everything a printed register says. Plain data: it goes to a thread. */
export interface RegisterData {
  locale: Locale
  school: string
  group: string
  /** class teacher's name */
  teacher: string | null
  timeZone: string
  /** local day now: what lies after it has not come yet */
  today: string
  /** local moment of printing, as it is read */
  printed: string
  /** taught days */
  days: string[]
  people: RegisterPerson[]
  rows: AttendanceRow[]
}

/** Days somebody was here, late, away. Whoever came late or left early was here. */
export interface Totals {
  expected: number
  here: number
  late: number
  lateMin: number
  leftEarly: number
  absent: number
  excused: number
  /** of those excused, for their health */
  ill: number
}

export interface RegisterMonth {
  year: number
  /** 1 to 12 */
  month: number
  days: string[]
  people: { person: RegisterPerson; rows: Map<string, AttendanceRow>; totals: Totals }[]
  /** by day */
  dayTotals: Map<string, Totals>
  totals: Totals
}

/** The register by month; only who has a day in it, or none anywhere, stands in a month. */
export function monthsOf({ days, people, rows }: RegisterData): RegisterMonth[] {
  const byPerson = Map.groupBy(rows, row => row.person)
  const months = Map.groupBy(days, day => day.slice(0, 7))
  return [...months].map(([month, own]) => {
    const inMonth = new Set(own)
    const lines = people.flatMap(person => {
      const all = byPerson.get(person.id) ?? []
      const mine = all.filter(row => inMonth.has(row.day))
      if (mine.length === 0 && all.length > 0) return []
      return [{ person, rows: new Map(mine.map(row => [row.day, row])), totals: totalsOf(mine) }]
    })
    const kept = lines.flatMap(line => [...line.rows.values()])
    const byDay = Map.groupBy(kept, row => row.day)
    return {
      year: Number(month.slice(0, 4)),
      month: Number(month.slice(5)),
      days: own,
      people: lines,
      dayTotals: new Map(own.map(day => [day, totalsOf(byDay.get(day) ?? [])])),
      totals: totalsOf(kept),
    }
  })
}

const HEALTH: readonly (AbsenceReason | null)[] = ['illness', 'medical', 'quarantine']

/** Why somebody is away: the teacher's word first. */
export const reasonOf = (row: AttendanceRow): AbsenceReason | null =>
  row.correction ? row.correction.reason : row.reason

export const noTotals = (): Totals => ({
  expected: 0,
  here: 0,
  late: 0,
  lateMin: 0,
  leftEarly: 0,
  absent: 0,
  excused: 0,
  ill: 0,
})

export function totalsOf(rows: Iterable<AttendanceRow>): Totals {
  const totals = noTotals()
  for (const row of rows) addRow(totals, row)
  return totals
}

export function addRow(totals: Totals, row: AttendanceRow): void {
  const mark = effectiveMark(row)
  totals.expected++
  if (mark === 'present' || mark === 'late' || mark === 'leftEarly') totals.here++
  if (mark === 'late') {
    totals.late++
    totals.lateMin += row.lateMin
  }
  if (mark === 'leftEarly') totals.leftEarly++
  if (mark === 'absent') totals.absent++
  if (mark === 'excused') {
    totals.excused++
    if (HEALTH.includes(reasonOf(row))) totals.ill++
  }
}
