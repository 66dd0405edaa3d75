import type { Correction } from '@schoolgate/protocol/attendance/mark'
import type { KeptAttendance } from './attendance-types.ts'
import { ask, breather, chunks, type Engine } from './sql-text.ts'
import type { Db } from './tables.ts'
import { type Value, withValueRows } from './value-rows.ts'

/** Rows between two breaths. */
const ROWS = 128

export interface KeptRow {
  place: string
  day: string
  grp: string
  person: string
  role: string
  computed: string
  reason: string | null
  first_in: number | null
  last_out: number | null
  late_min: number
  early_min: number
  correction: string | null
}

export const ATTENDANCE_COLUMNS = [
  'place',
  'day',
  'grp',
  'person',
  'role',
  'computed',
  'reason',
  'first_in',
  'last_out',
  'late_min',
  'early_min',
  'correction',
] as const satisfies (keyof KeptRow)[]

export const attendanceRow = (row: KeptRow): KeptAttendance => ({
  place: row.place,
  day: row.day,
  person: row.person,
  group: row.grp,
  role: row.role as KeptAttendance['role'],
  computed: row.computed as KeptAttendance['computed'],
  reason: row.reason as KeptAttendance['reason'],
  firstIn: row.first_in,
  lastOut: row.last_out,
  lateMin: row.late_min,
  earlyMin: row.early_min,
  correction: row.correction === null ? null : (JSON.parse(row.correction) as Correction),
})

const values = (row: KeptAttendance): Value[] => [
  row.place,
  row.day,
  row.group,
  row.person,
  row.role,
  row.computed,
  row.reason,
  row.firstIn,
  row.lastOut,
  row.lateMin,
  row.earlyMin,
  row.correction === null ? null : JSON.stringify(row.correction),
]

/** Two rows say the same. */
export const sameRow = (a: KeptAttendance, b: KeptAttendance): boolean => {
  const [left, right] = [values(a), values(b)]
  return left.every((value, i) => value === right[i])
}

export interface RowKey {
  place: string
  day: string
  person: string
}

export const keyOf = (row: RowKey): string => `${row.place}\n${row.day}\n${row.person}`

/** Rows as kept, by `keyOf`. */
export async function keptAttendance(
  trx: Db,
  engine: Engine,
  keys: readonly RowKey[],
): Promise<Map<string, KeptAttendance>> {
  const kept = new Map<string, KeptAttendance>()
  const breathe = breather()
  for (const part of chunks(keys, ROWS)) {
    // A cross join is read from left to right: the wanted first, each one search by person and day.
    const rows = await withValueRows<KeptRow>(
      trx,
      engine,
      'with wanted (place, day, person) as (values',
      part.map(key => [key.place, key.day, key.person]),
      `) select ${ATTENDANCE_COLUMNS.map(name => `a.${name}`).join(', ')} from wanted w cross join attendance a
      where a.person = w.person and a.day = w.day and a.place = w.place`,
    )
    for (const row of rows) kept.set(keyOf(row), attendanceRow(row))
    await breathe()
  }
  return kept
}

export async function writeAttendance(
  trx: Db,
  engine: Engine,
  rows: readonly KeptAttendance[],
): Promise<void> {
  const sorted = rows
    .map(values)
    .sort((a, b) => (a.slice(0, 4).join('\n') < b.slice(0, 4).join('\n') ? -1 : 1))
  const changing = ATTENDANCE_COLUMNS.slice(4)
  const breathe = breather()
  for (const part of chunks(sorted, ROWS)) {
    await withValueRows(
      trx,
      engine,
      `insert into attendance (${ATTENDANCE_COLUMNS.join(', ')}) values`,
      part,
      `on conflict (place, day, grp, person) do update set
      ${changing.map(name => `${name} = excluded.${name}`).join(', ')}`,
    )
    await breathe()
  }
}

export async function dropAttendance(
  trx: Db,
  engine: Engine,
  rows: readonly KeptAttendance[],
): Promise<void> {
  for (const row of rows)
    await ask(trx, engine, 'delete from attendance where place = ? and day = ? and grp = ? and person = ?', [
      row.place,
      row.day,
      row.group,
      row.person,
    ])
}
