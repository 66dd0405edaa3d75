import { ask, type Engine } from './sql-text.ts'
import type { Db } from './tables.ts'
import { withValueRows } from './value-rows.ts'

/** Raises the configuration version of sites whose kiosks must hear of it. */
export async function raiseConfig(trx: Db, engine: Engine, sites: ReadonlySet<string>): Promise<void> {
  await withValueRows(
    trx,
    engine,
    'insert into config_version (site, version) values',
    [...sites].sort().map(site => [site, 1]),
    'on conflict (site) do update set version = config_version.version + 1',
  )
}

export async function configVersion(db: Db, engine: Engine, site: string): Promise<number> {
  const [row] = await ask<{ version: number }>(
    db,
    engine,
    'select version from config_version where site = ?',
    [site],
  )
  return row?.version ?? 0
}

export async function configVersions(db: Db, engine: Engine): Promise<ReadonlyMap<string, number>> {
  const rows = await ask<{ site: string; version: number }>(
    db,
    engine,
    'select site, version from config_version',
  )
  return new Map(rows.map(({ site, version }) => [site, version]))
}

/** Ids of the sites of jurisdictions that have one of these paths, or lie under one. */
export async function sitesUnderPaths(
  db: Db,
  engine: Engine,
  paths: readonly string[],
): Promise<Set<string>> {
  const sites = new Set<string>()
  // A place above another gives the other's sites too.
  const tops = paths.filter(path => !paths.some(other => other !== path && path.startsWith(other)))
  for (const path of new Set(tops)) {
    const rows = await ask<{ id: string }>(
      db,
      engine,
      `select s.id from site s join jurisdiction j on j.id = s.jurisdiction
      where substr(j.path, 1, length(?)) = ?`,
      [path, path],
    )
    for (const row of rows) sites.add(row.id)
  }
  return sites
}

/** @returns undefined for a place that is not there */
export async function pathOfPlace(db: Db, engine: Engine, place: string): Promise<string | undefined> {
  const [row] = await ask<{ path: string }>(db, engine, 'select path from jurisdiction where id = ?', [place])
  return row?.path
}
