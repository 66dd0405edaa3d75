import type { Difference } from './differences.ts'
import { ask, type Engine } from './sql-text.ts'
import type { Db } from './tables.ts'
import { withValueRows } from './value-rows.ts'

/** Raises the version of every place whose records a batch changes, in the batch's transaction. */
export async function raisePlaces(trx: Db, engine: Engine, changed: readonly Difference[]): Promise<void> {
  const places = new Set<string>()
  for (const { before, after } of changed)
    for (const record of [before, after]) if (record !== undefined) places.add(record.place)
  await withValueRows(
    trx,
    engine,
    'insert into place_version (place, version) values',
    [...places].sort().map(place => [place, 1]),
    'on conflict (place) do update set version = place_version.version + 1',
  )
}

/** 0 for a place nothing was changed at. */
export async function placeVersion(db: Db, engine: Engine, place: string): Promise<number> {
  const [row] = await ask<{ version: number }>(
    db,
    engine,
    'select version from place_version where place = ?',
    [place],
  )
  return Number(row?.version ?? 0)
}
