import type { RecordOf } from '@schoolgate/protocol/directory/records'
import type { Difference } from './differences.ts'
import { Refused } from './record-checks.ts'
import { ask, type Engine } from './sql-text.ts'
import type { Db } from './tables.ts'
import { withValueRows } from './value-rows.ts'

export interface PlacePaths {
  /** of jurisdictions, as they are after the batch: all of them when it changes any, else none */
  paths: Map<string, string>
  /** new paths of jurisdictions that are not in the batch themselves */
  shifted: Map<string, string>
  /** jurisdictions that lie elsewhere now, by their path now */
  moved: string[]
}

/**
 * Where every jurisdiction lies once the batch is in. The whole tree is read: it has some thousands of rows and
 * changes a few times in a year.
 * @throws Refused when a jurisdiction would lie under itself
 */
export async function placePaths(
  trx: Db,
  engine: Engine,
  changed: readonly Difference[],
): Promise<PlacePaths> {
  const found: PlacePaths = { paths: new Map(), shifted: new Map(), moved: [] }
  const own = changed.filter(d => d.kind === 'jurisdiction')
  if (own.length === 0) return found
  type Row = { id: string; parent: string | null; path: string }
  const rows = await ask<Row>(trx, engine, 'select id, parent, path from jurisdiction')
  const parents = new Map(rows.map(row => [row.id, row.parent]))
  for (const { id, after } of own)
    if (after !== undefined) parents.set(id, (after as RecordOf<'jurisdiction'>).parent)
  for (const id of parents.keys()) resolve(id, parents, found.paths)
  const batch = new Set(own.map(d => d.id))
  for (const { id, path } of rows) {
    const now = found.paths.get(id) as string
    if (now === path) continue
    found.moved.push(now)
    if (!batch.has(id)) found.shifted.set(id, now)
  }
  return found
}

function resolve(
  id: string,
  parents: ReadonlyMap<string, string | null>,
  paths: Map<string, string>,
): string {
  const above: string[] = []
  let at: string | null = id
  while (at !== null && !paths.has(at)) {
    if (above.includes(at)) throw new Refused('conflict', 'jurisdiction', id)
    above.push(at)
    at = parents.get(at) ?? null
  }
  let path = at === null ? '/' : (paths.get(at) as string)
  for (const each of above.toReversed()) {
    path = `${path}${each}/`
    paths.set(each, path)
  }
  return path
}

export async function writePaths(trx: Db, engine: Engine, paths: ReadonlyMap<string, string>): Promise<void> {
  await withValueRows(
    trx,
    engine,
    'with v (id, new_path) as (values',
    [...paths],
    ') update jurisdiction set path = v.new_path from v where jurisdiction.id = v.id',
  )
}
