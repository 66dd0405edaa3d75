import { join } from 'node:path'
import { effectiveMark, NO_ATTENDANCE } from '@schoolgate/protocol/attendance/counts'
import type { AttendanceCounts, AttendanceMark } from '@schoolgate/protocol/attendance/mark'
import { type Random, seededRandom } from '@schoolgate/protocol/random'
import { openSqliteFile } from '../src/store/sqlite-file.ts'
import type { BenchSchool } from './directory-school.ts'

/**
 * The fast path for millions of days: the rows and counters that `AttendanceStore.settle` would have written, put
 * straight into its tables in the order of their keys. The indexes are made afterwards, from one sort each.
 */
export function fillDays(data: string, schools: readonly BenchSchool[], days: readonly string[]): number {
  const file = openSqliteFile(join(data, 'hub.sqlite'), 'writer')
  file.run('pragma synchronous = off')
  const indexes = file
    .query<{ name: string; sql: string }, []>(
      "select name, sql from sqlite_master where type = 'index' and tbl_name = 'attendance' and sql is not null",
    )
    .all()
  for (const { name } of indexes) file.run(`drop index ${name}`)
  const row = file.prepare(
    `insert into attendance (place, day, grp, person, role, computed, reason, first_in, last_out, late_min,
    early_min, correction) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const fields = Object.keys(NO_ATTENDANCE) as (keyof AttendanceCounts)[]
  const columns = fields.map(field => (field === 'leftEarly' ? 'left_early' : field)).join(', ')
  const marks = fields.map(() => '?').join(', ')
  const count = file.prepare(
    `insert into attendance_count (place, day, grp, role, ${columns}) values (?, ?, ?, ?, ${marks})`,
  )
  const total = file.prepare(
    `insert into attendance_total (place, day, role, ${columns}) values (?, ?, ?, ${marks})`,
  )
  let rows = 0
  for (const { place, people } of schools.toSorted((a, b) => (a.place < b.place ? -1 : 1))) {
    const sorted = people.toSorted((a, b) => (a.group + a.id < b.group + b.id ? -1 : 1))
    file.run('begin')
    for (const day of days) {
      const random = seededRandom(Date.parse(day) / 86_400_000 + rows)
      const midnight = Date.parse(`${day}T00:00:00+08:00`)
      const counts = new Map<string, { keys: string[]; of: AttendanceCounts }>()
      const totals = new Map<string, { keys: string[]; of: AttendanceCounts }>()
      for (const { id, role, group } of sorted) {
        const made = dayOf(random, midnight)
        row.run(
          ...[place, day, group, id, role, made.computed, made.reason, made.firstIn, made.lastOut],
          ...[made.lateMin, made.earlyMin, null],
        )
        const mark = effectiveMark({ computed: made.computed, correction: null })
        add(counts, [place, day, group, role], mark)
        add(totals, [place, day, role], mark)
        rows++
      }
      for (const { keys, of } of counts.values()) count.run(...keys, ...fields.map(field => of[field]))
      for (const { keys, of } of totals.values()) total.run(...keys, ...fields.map(field => of[field]))
    }
    file.run('commit')
  }
  for (const { sql } of indexes) file.run(sql)
  file.run('pragma wal_checkpoint(truncate)')
  file.close()
  return rows
}

function dayOf(random: Random, midnight: number) {
  const x = random()
  const computed: AttendanceMark =
    x < 0.03 ? 'absent' : x < 0.06 ? 'excused' : x < 0.12 ? 'late' : x < 0.14 ? 'leftEarly' : 'present'
  const here = computed !== 'absent' && computed !== 'excused'
  const minute = 450 + Math.floor(random() * 40)
  return {
    computed,
    reason: computed === 'excused' ? 'illness' : null,
    firstIn: here ? midnight + minute * 60_000 : null,
    lastOut: here && random() < 0.7 ? midnight + (780 + minute) * 60_000 : null,
    lateMin: computed === 'late' ? 6 + Math.floor(random() * 40) : 0,
    earlyMin: computed === 'leftEarly' ? 6 + Math.floor(random() * 40) : 0,
  }
}

function add(
  into: Map<string, { keys: string[]; of: AttendanceCounts }>,
  keys: string[],
  mark: AttendanceMark,
): void {
  const name = keys.join('\n')
  const known = into.get(name) ?? { keys, of: { ...NO_ATTENDANCE } }
  known.of.expected++
  known.of[mark]++
  into.set(name, known)
}
