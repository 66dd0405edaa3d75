import { markAttendance } from './attendance-marks.ts'
import { raiseConfig, sitesUnderPaths } from './config-versions.ts'
import { type Difference, type EffectDeps, of, type Site } from './differences.ts'
import { regroup, regrouped } from './group-names.ts'
import { raisePlaces } from './place-versions.ts'
import { raiseRosters } from './roster-versions.ts'
import { ask, oneOf } from './sql-text.ts'

/** What the rest of the hub must hear of when records change. */
export async function effects(
  deps: EffectDeps,
  changed: readonly Difference[],
  { path, moved, at }: { path: string; moved: string[]; at: number },
): Promise<void> {
  const { trx, engine } = deps
  const sites = await sitesFor(deps, changed, path, at)
  const people = of(changed, 'person')
  const names = await regroup(deps, regrouped(changed), person => sites.get(person.site)?.today ?? utcDay(at))
  await raiseRosters(deps, people, names)

  const configured = new Set<string>()
  for (const { id, after } of of(changed, 'site')) if (after !== undefined) configured.add(id)
  for (const { before, after } of of(changed, 'gate'))
    for (const gate of [before, after]) if (gate !== undefined) configured.add(gate.site)
  for (const site of await sitesUnderPaths(trx, engine, moved)) configured.add(site)
  await raiseConfig(trx, engine, configured)

  await markAttendance(deps, changed, sites)
  await raisePlaces(trx, engine, changed)
}

/** Sites under the batch's path, and those its people come from. */
async function sitesFor(
  { trx, engine, rules }: EffectDeps,
  changed: readonly Difference[],
  path: string,
  at: number,
): Promise<Map<string, Site>> {
  type Row = { id: string; time_zone: string; path: string }
  const what = `select s.id, s.time_zone, j.path from site s join jurisdiction j on j.id = s.jurisdiction`
  const rows = await ask<Row>(trx, engine, `${what} where substr(j.path, 1, length(?)) = ?`, [path, path])
  const known = new Set(rows.map(row => row.id))
  const more = new Set<string>()
  for (const { before, after } of of(changed, 'person'))
    for (const person of [before, after])
      if (person !== undefined && !known.has(person.site)) more.add(person.site)
  if (more.size > 0) {
    const { text, value } = oneOf(engine, 's.id', [...more])
    rows.push(...(await ask<Row>(trx, engine, `${what} where ${text}`, [value])))
  }
  return new Map(
    rows.map(row => [row.id, { id: row.id, path: row.path, today: rules.localTime(row.time_zone, at).day }]),
  )
}

const utcDay = (at: number): string => new Date(at).toISOString().slice(0, 10)
