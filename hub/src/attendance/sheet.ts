import type { AttendanceStore, KeptAttendance } from '../store/attendance-types.ts'
import type { VisitRow } from '../store/presence-types.ts'
import type { Expected } from './expected.ts'
import { type LocalTime, minuteOfDay } from './minutes.ts'
import { judge } from './rules.ts'
import type { School } from './schools.ts'

/** The visits of a school's day by person, in order of time, over all its campuses. */
export async function visitsAt(
  attendance: Pick<AttendanceStore, 'visits'>,
  school: School,
  day: string,
  people?: readonly string[],
): Promise<Map<string, VisitRow[]>> {
  const all: VisitRow[] = []
  for (const site of school.sites) all.push(...(await attendance.visits(site.id, day, people)))
  const by = Map.groupBy(all, visit => visit.person)
  if (school.sites.length > 1) for (const visits of by.values()) visits.sort((a, b) => a.in - b.in)
  return by
}

/** The rows of everybody expected, from their visits alone; corrections are kept beside them by the store. */
export function rowsOf(
  { place, timeZone }: School,
  day: string,
  expected: Iterable<Expected>,
  visits: ReadonlyMap<string, readonly VisitRow[]>,
  { localTime, now }: { localTime: LocalTime; now: number },
): KeptAttendance[] {
  const parts = { minuteOf: minuteOfDay(localTime, timeZone, day), now }
  return Array.from(expected, ({ person, role, group, hours, absence }) => {
    const judged = judge(visits.get(person) ?? [], hours, absence, parts)
    return { place, day, person, group, role, ...judged, correction: null }
  })
}

/** Whether two rows say the same, apart from what a teacher said. */
export function sameRow(a: KeptAttendance, b: KeptAttendance): boolean {
  return FIELDS.every(field => a[field] === b[field])
}

const FIELDS = [
  'group',
  'role',
  'computed',
  'reason',
  'firstIn',
  'lastOut',
  'lateMin',
  'earlyMin',
] as const satisfies (keyof KeptAttendance)[]
