import type { RecordKind, RecordOf } from '@schoolgate/protocol/directory/records'
import { kindTable } from './record-kinds.ts'
import type { Where } from './record-types.ts'
import { ask, type Breath, Conditions, chunks, type Engine } from './sql-text.ts'
import type { Db } from './tables.ts'
import { withValueRows } from './value-rows.ts'

/** Rows between two breaths. */
const ROWS = 128

interface Kept {
  id: string
  body: string
  /** of a jurisdiction */
  path?: string
}

const kept = (kind: RecordKind): string => (kind === 'jurisdiction' ? 'id, body, path' : 'id, body')

export function parsed<K extends RecordKind>(kind: K, { body, path }: Omit<Kept, 'id'>): RecordOf<K> {
  const record = JSON.parse(body) as RecordOf<K>
  if (kind === 'jurisdiction') (record as RecordOf<'jurisdiction'>).path = path ?? ''
  return record
}

/** Those of the records that exist, by id. */
export async function keptRows(
  db: Db,
  engine: Engine,
  kind: RecordKind,
  ids: Iterable<string>,
  breathe?: Breath,
): Promise<Map<string, Kept>> {
  const found = new Map<string, Kept>()
  for (const part of chunks([...ids], ROWS)) {
    const rows = await withValueRows<Kept>(
      db,
      engine,
      `select ${kept(kind)} from ${kindTable(kind).table} where id in (values`,
      part.map(id => [id]),
      ')',
    )
    for (const row of rows) found.set(row.id, row)
    await breathe?.()
  }
  return found
}

export async function findRecords<K extends RecordKind>(
  db: Db,
  engine: Engine,
  kind: K,
  where: Where<K>,
): Promise<RecordOf<K>[]> {
  const { table, names, span } = kindTable(kind)
  const conditions = new Conditions()
  for (const [field, wanted] of Object.entries(where as Record<string, string | null | readonly string[]>)) {
    if (wanted === undefined || field === 'on') continue
    const column = names[field] ?? field
    if (wanted === null) conditions.add(`${column} is null`)
    else if (typeof wanted === 'string') conditions.add(`${column} = ?`, wanted)
    else if (wanted.length === 0) return []
    else conditions.oneOf(engine, column, wanted)
  }
  const { on } = where as { on?: string | readonly [string, string] }
  if (on !== undefined && span !== undefined) {
    const [first, last] = typeof on === 'string' ? [on, on] : on
    const [from, to] = span
    conditions.add(`(${from} is null or ${from} <= ?) and (${to} is null or ${to} >= ?)`, last, first)
  }
  const text = `select ${kept(kind)} from ${table} ${conditions} order by id`
  const rows = await ask<Kept>(db, engine, text, conditions.values)
  return rows.map(row => parsed(kind, row))
}

/** @param records canonical texts beside the records they are of; `paths` of jurisdictions */
export async function writeRecords<K extends RecordKind>(
  trx: Db,
  engine: Engine,
  kind: K,
  records: readonly { record: RecordOf<K>; body: string }[],
  paths: ReadonlyMap<string, string>,
  breathe: Breath,
): Promise<void> {
  const { table, columns } = kindTable(kind)
  const names = [...Object.keys(columns), 'body']
  const values = Object.values(columns)
  if (kind === 'jurisdiction') names.push('path')
  // A new person has no class yet.
  const groupless = kind === 'person'
  const all = ['id', ...names, ...(groupless ? ['group_name'] : [])]
  for (const part of chunks(records, ROWS)) {
    await withValueRows(
      trx,
      engine,
      `insert into ${table} (${all.join(', ')}) values`,
      part.map(({ record, body }) => {
        const row = [record.id, ...values.map(of => of(record)), body]
        if (kind === 'jurisdiction') row.push(paths.get(record.id) ?? '')
        if (groupless) row.push('')
        return row
      }),
      `on conflict (id) do update set ${names.map(name => `${name} = excluded.${name}`).join(', ')}`,
    )
    await breathe()
  }
}

export async function deleteRecords(
  trx: Db,
  engine: Engine,
  kind: RecordKind,
  ids: readonly string[],
  breathe: Breath,
): Promise<void> {
  for (const part of chunks(ids, ROWS)) {
    await withValueRows(
      trx,
      engine,
      `delete from ${kindTable(kind).table} where id in (values`,
      part.map(id => [id]),
      ')',
    )
    await breathe()
  }
}
