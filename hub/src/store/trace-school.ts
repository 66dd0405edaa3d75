import { placeVersion } from './place-versions.ts'
import type { PresenceRules } from './presence-types.ts'
import type { Records } from './record-types.ts'
import type { Engine } from './sql-text.ts'
import type { Db } from './tables.ts'
import { changedSince, type PastState, pastStates } from './trace-changed.ts'
import type { SchoolRecords } from './trace-types.ts'

/** Records kept in memory, of all places together: some dozens of schools. */
const KEPT_RECORDS = 150_000
const FOREVER = '9999-12-31'

interface KeptSchool {
  version: number
  /** first day of what is held; the last is open */
  since: string
  size: number
  all: Omit<SchoolRecords, 'changed'>
  past: PastState[]
}

interface Deps {
  db: Db
  engine: Engine
  rules: Pick<PresenceRules, 'localTime'>
  records: Pick<Records, 'find'>
}

/** See `TraceStore.school`. */
export function schoolRecords({ db, engine, rules, records }: Deps) {
  const kept = new Map<string, KeptSchool>()
  let held = 0

  function forget(place: string): void {
    held -= kept.get(place)?.size ?? 0
    kept.delete(place)
  }

  async function load(place: string, since: string, version: number): Promise<KeptSchool> {
    const on = [since, FOREVER] as const
    const [sites, gates, rooms, terms, calendar, shifts] = await Promise.all([
      records.find('site', { place }),
      records.find('gate', { place }),
      records.find('room', { place }),
      records.find('term', { place, on }),
      records.find('calendarDay', { place, on }),
      records.find('shift', { place, on }),
    ])
    const dated = <K extends 'group' | 'enrolment' | 'seatPlan' | 'lesson' | 'mode' | 'absence'>(kind: K) =>
      records.find(kind, { place, on } as never)
    const groups = await dated('group')
    const enrolments = await dated('enrolment')
    const seatPlans = await dated('seatPlan')
    const lessons = await dated('lesson')
    const [modes, absences] = await Promise.all([dated('mode'), dated('absence')])
    const substitutions = await records.find('substitution', { place, on })
    const people = await records.find('person', {
      place,
      status: 'active',
      role: ['student', 'teacher', 'staff'],
    })
    const now = new Map(
      [...lessons, ...seatPlans, ...enrolments, ...substitutions].map(record => [record.id, record]),
    )
    const all = {
      place,
      timeZone: sites[0]?.timeZone ?? 'UTC',
      ...{ sites, gates, rooms, terms, calendar, shifts, groups, enrolments, seatPlans, lessons },
      ...{ substitutions, modes, absences },
      people: new Map(people.map(person => [person.id, person])),
    }
    const past = await pastStates(db, engine, place, Date.parse(since), now)
    const lists = [groups, enrolments, seatPlans, lessons, substitutions, absences, rooms, people, past]
    return { version, since, size: lists.reduce((n, list) => n + list.length, 0), all, past }
  }

  return async (place: string, from: string, to: string): Promise<SchoolRecords> => {
    // Read before the records: what changes meanwhile makes the version an older one, never a newer.
    const version = await placeVersion(db, engine, place)
    let school = kept.get(place)
    if (school?.version !== version || from < school.since) {
      school = await load(place, `${from.slice(0, 8)}01`, version)
      forget(place)
      held += school.size
    } else kept.delete(place)
    // The one asked about last stands at the end.
    kept.set(place, school)
    for (const other of kept.keys()) {
      if (held <= KEPT_RECORDS || kept.size === 1) break
      forget(other)
    }
    const { all, past } = school
    const on = <T extends { from: string | null; to: string | null }>(list: readonly T[]) =>
      list.filter(r => (r.from === null || r.from <= to) && (r.to === null || r.to >= from))
    const at = <T extends { day: string }>(list: readonly T[]) =>
      list.filter(r => r.day >= from && r.day <= to)
    return {
      ...all,
      terms: on(all.terms),
      calendar: at(all.calendar),
      shifts: on(all.shifts),
      groups: on(all.groups),
      enrolments: on(all.enrolments),
      seatPlans: on(all.seatPlans),
      lessons: on(all.lessons),
      substitutions: at(all.substitutions),
      modes: on(all.modes),
      absences: on(all.absences),
      changed: changedSince(past, daysOf(from, to), at => rules.localTime(all.timeZone, at).day),
    }
  }
}

const DAY_MS = 86_400_000

/** ISO days from the first to the last, both with. */
export function daysOf(from: string, to: string): string[] {
  const days: string[] = []
  for (let at = Date.parse(from); at <= Date.parse(to); at += DAY_MS)
    days.push(new Date(at).toISOString().slice(0, 10))
  return days
}
