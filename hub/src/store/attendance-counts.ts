import { effectiveMark, NO_ATTENDANCE } from '@schoolgate/protocol/attendance/counts'
import type { AttendanceCounts, AttendanceRow } from '@schoolgate/protocol/attendance/mark'
import type { KeptAttendance } from './attendance-types.ts'
import type { Engine } from './sql-text.ts'
import type { Db } from './tables.ts'
import { withValueRows } from './value-rows.ts'

type Counted = Pick<AttendanceRow, 'computed' | 'correction'>

/** What one row adds to counters: its effective mark. */
export function countsOf(row: Counted): AttendanceCounts {
  const mark = effectiveMark(row)
  return { ...NO_ATTENDANCE, expected: 1, [mark]: 1 }
}

const FIELDS = Object.keys(NO_ATTENDANCE) as (keyof AttendanceCounts)[]
const column = (field: string): string => (field === 'leftEarly' ? 'left_early' : field)
export const COUNT_COLUMNS = FIELDS.map(column)

/** Reads the counters' columns of a row. */
export const countsFrom = (row: Record<string, unknown>): AttendanceCounts =>
  Object.fromEntries(FIELDS.map(field => [field, row[column(field)]])) as AttendanceCounts

type Key = Pick<KeptAttendance, 'place' | 'day' | 'group' | 'role'>

/** Differences of counters by class and role, and by school and role. */
export class CountChanges {
  readonly #groups = new Map<string, { key: string[]; counts: AttendanceCounts }>()
  readonly #totals = new Map<string, { key: string[]; counts: AttendanceCounts }>()

  add({ place, day, group, role, ...row }: Key & Counted, sign: 1 | -1): void {
    const counts = countsOf(row)
    bump(this.#groups, [place, day, group, role], counts, sign)
    bump(this.#totals, [place, day, role], counts, sign)
  }

  async write(trx: Db, engine: Engine): Promise<void> {
    await addTo(trx, engine, 'attendance_count', ['place', 'day', 'grp', 'role'], this.#groups)
    await addTo(trx, engine, 'attendance_total', ['place', 'day', 'role'], this.#totals)
  }
}

function bump(
  into: Map<string, { key: string[]; counts: AttendanceCounts }>,
  key: string[],
  counts: AttendanceCounts,
  sign: 1 | -1,
): void {
  const name = key.join('\n')
  let known = into.get(name)
  if (known === undefined) {
    known = { key, counts: { ...NO_ATTENDANCE } }
    into.set(name, known)
  }
  for (const field of FIELDS) known.counts[field] += sign * counts[field]
}

async function addTo(
  trx: Db,
  engine: Engine,
  table: string,
  keys: string[],
  changes: Map<string, { key: string[]; counts: AttendanceCounts }>,
): Promise<void> {
  const rows = [...changes.values()]
    .filter(({ counts }) => FIELDS.some(field => counts[field] !== 0))
    .map(({ key, counts }) => [...key, ...FIELDS.map(field => counts[field])])
  // In one order everywhere, so that two hubs never wait for each other crosswise.
  rows.sort((a, b) => (a.join('\n') < b.join('\n') ? -1 : 1))
  await withValueRows(
    trx,
    engine,
    `insert into ${table} (${[...keys, ...COUNT_COLUMNS].join(', ')}) values`,
    rows,
    `on conflict (${keys.join(', ')}) do update set
    ${COUNT_COLUMNS.map(name => `${name} = ${table}.${name} + excluded.${name}`).join(', ')}`,
  )
}
