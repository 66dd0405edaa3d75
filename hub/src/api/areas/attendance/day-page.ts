import { NO_ATTENDANCE } from '@schoolgate/protocol/attendance/counts'
import type { AttendanceCounts } from '@schoolgate/protocol/attendance/mark'
import type { Jurisdiction } from '@schoolgate/protocol/directory/places'
import type { AttendanceDays, DayAttendance } from '@schoolgate/protocol/http/attendance'
import { taughtOn, taughtWeekdays } from '../../../directory/calendar.ts'
import type { ScopedPlace } from '../../../scope/types.ts'

type Totals = DayAttendance['totals']
type Line = DayAttendance['lines'][number]

const PAGE = 1000

/** A day of a place from its kept counters: classes of a school, or schools of what lies above it. */
export async function dayPage(place: ScopedPlace, day: string): Promise<DayAttendance> {
  return place.row.kind === 'school' ? schoolDay(place, day) : districtDay(place, day)
}

async function schoolDay(place: ScopedPlace, day: string): Promise<DayAttendance> {
  const [counts, taught] = await Promise.all([place.attendance.countsHere(day, day), isTaught(place, day)])
  const totals = noTotals()
  for (const { role, counts: n } of counts) add(totals[role as keyof Totals], n)
  return {
    day,
    taught,
    totals,
    lines: await classLines(
      place,
      day,
      sumBy(counts, row => row.group),
    ),
  }
}

/** Every class that holds on `day`, and those counted that do not any more. */
async function classLines(
  place: ScopedPlace,
  day: string,
  of: ReadonlyMap<string, AttendanceCounts>,
): Promise<Line[]> {
  const classes = await place.find('group', { kind: 'class', on: day })
  const known = new Set(classes.map(group => group.id))
  const gone = [...of.keys()].filter(id => !known.has(id))
  const all = [...classes, ...(gone.length > 0 ? await place.many('group', gone) : [])]
  return byName(all.map(({ id, name }) => ({ id, name, counts: of.get(id) ?? { ...NO_ATTENDANCE } })))
}

async function districtDay(place: ScopedPlace, day: string): Promise<DayAttendance> {
  const counts = await place.attendance.countsUnder(day, day)
  const totals = noTotals()
  for (const { role, counts: n } of counts) add(totals[role as keyof Totals], n)
  const lines = await schoolLines(
    place,
    sumBy(counts, row => row.place),
  )
  return { day, taught: counts.length > 0, totals, lines }
}

async function schoolLines(place: ScopedPlace, of: ReadonlyMap<string, AttendanceCounts>): Promise<Line[]> {
  const schools = await schoolsUnder(place)
  return byName(schools.map(({ id, name }) => ({ id, name, counts: of.get(id) ?? { ...NO_ATTENDANCE } })))
}

/** Pupils' counters summed by class or school. */
function sumBy<Row extends { role: string; counts: AttendanceCounts }>(
  rows: readonly Row[],
  key: (row: Row) => string,
): Map<string, AttendanceCounts> {
  const of = new Map<string, AttendanceCounts>()
  for (const row of rows) {
    if (row.role !== 'student') continue
    const sum = of.get(key(row)) ?? { ...NO_ATTENDANCE }
    add(sum, row.counts)
    of.set(key(row), sum)
  }
  return of
}

/** Totals of each day of a range on which somebody was expected, and the range by class or by school. */
export async function daysPage(place: ScopedPlace, from: string, to: string): Promise<AttendanceDays> {
  const days = new Map<string, Totals>()
  for (const { day, role, counts } of await place.attendance.totalsUnder(from, to)) {
    let totals = days.get(day)
    if (!totals) {
      totals = noTotals()
      days.set(day, totals)
    }
    add(totals[role as keyof Totals], counts)
  }
  const lines =
    place.row.kind === 'school'
      ? await classLines(
          place,
          to,
          sumBy(await place.attendance.countsHere(from, to), row => row.group),
        )
      : await schoolLines(
          place,
          new Map((await place.attendance.pupilsUnder(from, to)).map(row => [row.place, row.counts])),
        )
  return { days: [...days].sort().map(([day, totals]) => ({ day, totals })), lines }
}

export async function schoolsUnder(place: ScopedPlace): Promise<Jurisdiction[]> {
  const schools: Jurisdiction[] = []
  for (let after = ''; ; ) {
    const page = await place.under('jurisdiction', after, PAGE)
    schools.push(...page.filter(row => row.kind === 'school'))
    const last = page.at(-1)
    if (page.length < PAGE || !last) return schools
    after = last.id
  }
}

async function isTaught(place: ScopedPlace, day: string): Promise<boolean> {
  const [terms, calendar] = await Promise.all([place.find('term'), place.find('calendarDay', { day })])
  const told = taughtOn({ terms, calendar }, day)
  if (told.taught || told.why !== 'weekend') return told.taught
  // Only at a weekend the whole timetable must be asked whether somebody has lessons then.
  const weekdays = taughtWeekdays(await place.find('lesson', { on: day }))
  return taughtOn({ terms, calendar, weekdays }, day).taught
}

const noTotals = (): Totals => ({
  student: { ...NO_ATTENDANCE },
  teacher: { ...NO_ATTENDANCE },
  staff: { ...NO_ATTENDANCE },
})

const FIELDS = Object.keys(NO_ATTENDANCE) as (keyof AttendanceCounts)[]

function add(to: AttendanceCounts, counts: AttendanceCounts): void {
  for (const field of FIELDS) to[field] += counts[field]
}

/** 2A before 10A, whatever the letters. */
const collator = new Intl.Collator(['ru', 'vi', 'en'], { numeric: true })
const byName = (lines: Line[]): Line[] => lines.sort((a, b) => collator.compare(a.name, b.name))
