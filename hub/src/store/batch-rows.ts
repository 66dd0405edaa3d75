import type { RecordKind, RecordOf } from '@schoolgate/protocol/directory/records'
import type { Difference } from './differences.ts'
import type { PlacePaths } from './place-paths.ts'
import { kindTable } from './record-kinds.ts'
import type { BatchRow, ChangeBy } from './record-types.ts'
import { ask, type Breath, chunks, type Engine, oneOf } from './sql-text.ts'
import type { Db } from './tables.ts'
import { type Value, withValueRows } from './value-rows.ts'

/** The lowest path under which everything lies that a batch changes, before and after. */
export async function commonPath(
  trx: Db,
  engine: Engine,
  changed: readonly Difference[],
  tree: PlacePaths,
): Promise<string> {
  const places = new Set<string>()
  const paths: string[] = []
  for (const { kind, id, before, after } of changed) {
    if (kind === 'jurisdiction') {
      if (before !== undefined) paths.push((before as RecordOf<'jurisdiction'>).path)
      if (after !== undefined) paths.push(tree.paths.get(id) as string)
      continue
    }
    if (before !== undefined) places.add(before.place)
    if (after !== undefined) places.add(after.place)
  }
  const unknown: string[] = []
  for (const place of places) {
    const path = tree.paths.get(place)
    if (path === undefined) unknown.push(place)
    else paths.push(path)
  }
  if (unknown.length > 0) {
    const { text, value } = oneOf(engine, 'id', unknown)
    const rows = await ask<{ path: string }>(trx, engine, `select path from jurisdiction where ${text}`, [
      value,
    ])
    for (const { path } of rows) paths.push(path)
  }
  let common = paths[0] ?? '/'
  for (const path of paths) while (!path.startsWith(common)) common = common.replace(/[^/]*\/$/, '')
  return common
}

/** Writes the batch and what every record was before it. */
export async function keepBatch(
  trx: Db,
  engine: Engine,
  { number, id, path, by }: { number: number; id: string; path: string; by: ChangeBy },
  changed: readonly Difference[],
  breathe: Breath,
): Promise<void> {
  const place = path.split('/').at(-2) ?? ''
  await withValueRows(
    trx,
    engine,
    'insert into batch (number, id, place, path, at, officer, by_name, note, import, undone_at, size) values',
    [[number, id, place, path, by.at, by.officer, by.name, by.note, by.import ?? null, null, changed.length]],
  )
  let n = 0
  for (const part of chunks(changed, 128)) {
    await withValueRows(
      trx,
      engine,
      'insert into history (batch, number, kind, id, place, owner, other_owner, was) values',
      part.map(d => historyRow(d, number, ++n)),
    )
    await breathe()
  }
}

function historyRow({ kind, id, was, before, after }: Difference, batch: number, number: number): Value[] {
  const { owners, columns } = kindTable(kind)
  const record = after ?? before
  const owner = (i: number): Value => {
    const column = owners[i]
    return column === undefined || record === undefined ? null : (columns[column]?.(record) ?? null)
  }
  return [batch, number, kind, id, record?.place ?? '', owner(0), owner(1), was]
}

interface KeptBatch {
  number: number
  id: string
  place: string
  at: number
  officer: string
  by_name: string
  note: string
  import: string | null
  undone_at: number | null
  size: number
}

const BATCH = 'number, id, place, at, officer, by_name, note, import, undone_at, size'

const batchRow = ({ number: _, by_name, undone_at, ...row }: KeptBatch): BatchRow => ({
  ...row,
  by: by_name,
  undoneAt: undone_at,
})

export async function readBatch(
  db: Db,
  engine: Engine,
  id: string,
): Promise<(BatchRow & { number: number }) | undefined> {
  const [row] = await ask<KeptBatch>(db, engine, `select ${BATCH} from batch where id = ?`, [id])
  return row && { ...batchRow(row), number: row.number }
}

export async function readBatches(
  db: Db,
  engine: Engine,
  path: string,
  limit: number,
  onlyImports: boolean,
): Promise<BatchRow[]> {
  const rows = await ask<KeptBatch>(
    db,
    engine,
    `select ${BATCH} from batch where substr(path, 1, length(?)) = ?
    ${onlyImports ? 'and import is not null' : ''} order by number desc limit ?`,
    [path, path, limit],
  )
  return rows.map(batchRow)
}

/** Of a kind's owners, the column of `history` that holds the one of this kind. */
export const ownerColumns = (kind: RecordKind, owner: RecordKind): string[] => {
  const { owners, refs } = kindTable(kind)
  return owners.flatMap((column, i) => (refs[column] === owner ? [i === 0 ? 'owner' : 'other_owner'] : []))
}
