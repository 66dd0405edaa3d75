import { foldEntries, freshEntries } from './presence-fold.ts'
import type { PresenceRules, VisitRow } from './presence-types.ts'
import { ask, type Engine, oneOf } from './sql-text.ts'
import type { Db } from './tables.ts'

const DAY_MS = 86_400_000

/** Visits of these persons at any site, merged or not yet, in order of `in`; those of days that are over have an end. */
export async function visitsOf(
  trx: Db,
  engine: Engine,
  rules: PresenceRules,
  persons: readonly string[],
  fromDay: string,
  toDay: string,
  now: number,
): Promise<VisitRow[]> {
  if (persons.length === 0) return []
  const who = oneOf(engine, 'person', persons)
  // A local day begins and ends within a day of UTC's: that much of the index by person and time is read.
  const merged = await ask<{
    site: string
    day: string
    person: string
    t_in: number
    t_out: number | null
    out_inferred: number
  }>(
    trx,
    engine,
    `select site, day, person, t_in, t_out, out_inferred from visit
    where ${who.text} and t_in >= ? and t_in < ? and day >= ? and day <= ?`,
    [who.value, Date.parse(fromDay) - DAY_MS, Date.parse(toDay) + 2 * DAY_MS, fromDay, toDay],
  )
  const asked = new Set(persons)
  const only = persons.length === 1 ? { person: persons[0] as string } : {}
  const fresh = await freshEntries(trx, { ...only, fromDay, toDay })
  const own = fresh.filter(entry => entry.person !== undefined && asked.has(entry.person))
  const fold = await foldEntries(trx, engine, rules, own)
  const rebuilt = new Set(fold.people.map(p => `${p.site} ${p.day} ${p.person}`))
  const rows: VisitRow[] = merged
    .filter(row => !rebuilt.has(`${row.site} ${row.day} ${row.person}`))
    .map(row => ({
      site: row.site,
      person: row.person,
      day: row.day,
      in: row.t_in,
      out: row.t_out ?? undefined,
      outInferred: row.out_inferred === 1,
    }))
  for (const { site, day, person, visits } of fold.people)
    for (const visit of visits) rows.push({ site, person, day, ...visit })
  rows.sort((a, b) => a.in - b.in)
  return capAtMidnight(trx, engine, rules, rows, now)
}

interface SeenOn {
  site: string
  day: string
}

/**
 * See `TraceStore.seen` and `seenTogether`. The index by person and time answers alone.
 * @param columns of each row: `person, site, day` in order of persons, or `site, day`
 */
export async function seenOf<R extends SeenOn>(
  trx: Db,
  engine: Engine,
  columns: 'person, site, day' | 'site, day',
  persons: readonly string[],
  fromDay: string,
  toDay: string,
): Promise<R[]> {
  const who = oneOf(engine, 'person', persons)
  const [from, to] = [Date.parse(fromDay) - DAY_MS, Date.parse(toDay) + 2 * DAY_MS]
  const each = columns === 'person, site, day'
  const merged = await ask<R>(
    trx,
    engine,
    `select ${each ? '' : 'distinct '}${columns} from visit
    where ${who.text} and t_in >= ? and t_in < ? and day >= ? and day <= ? ${each ? 'order by person, t_in' : ''}`,
    [who.value, from, to, fromDay, toDay],
  )
  // What is not merged yet may become a visit; a sheet of that day tells whether it does.
  const fresh = await ask<R>(
    trx,
    engine,
    `select distinct ${columns} from log where id > (select last from merge_mark) and day >= ? and day <= ?
    and ${who.text} order by ${columns}`,
    [fromDay, toDay, who.value],
  )
  return [...merged, ...fresh]
}

/** Of rows in order of persons, each site and day of a person once. */
export function eachOnce<T extends { person: string; site: string; day: string }>(rows: readonly T[]): T[] {
  const found: T[] = []
  let first = 0
  for (const row of rows) {
    if (found[first]?.person !== row.person) first = found.length
    let known = false
    for (let i = first; i < found.length && !known; i++)
      known = found[i]?.day === row.day && found[i]?.site === row.site
    if (!known) found.push(row)
  }
  return found
}

/** A visit nobody ended is over, inferred, once its day is. */
async function capAtMidnight(
  trx: Db,
  engine: Engine,
  rules: PresenceRules,
  rows: VisitRow[],
  now: number,
): Promise<VisitRow[]> {
  const open = [...new Set(rows.filter(row => row.out === undefined).map(row => row.site))]
  if (open.length === 0) return rows
  const { text, value } = oneOf(engine, 'id', open)
  const sites = await ask<{ id: string; time_zone: string }>(
    trx,
    engine,
    `select id, time_zone from site where ${text}`,
    [value],
  )
  const zones = new Map(sites.map(site => [site.id, site.time_zone]))
  return rows.map(row => {
    if (row.out !== undefined) return row
    const end = rules.dayEnd(zones.get(row.site) ?? 'UTC', row.day)
    return end <= now ? { ...row, out: end, outInferred: true } : row
  })
}
