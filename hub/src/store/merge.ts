import { sql } from 'kysely'
import { insertDirty } from './attendance-marks.ts'
import {
  type DayChange,
  FRESH_COLUMNS,
  type FreshEntry,
  foldEntries,
  freshEntry,
  type PersonChange,
} from './presence-fold.ts'
import type { PresenceRules } from './presence-types.ts'
import { dropSheets } from './sheet-store.ts'
import type { Db } from './tables.ts'
import type { Store } from './types.ts'
import { withValueRows } from './value-rows.ts'

/** Log rows per transaction: bounds how long an arriving entry can wait behind a merge. */
export const MERGE_CHUNK = 2000

/**
 * One chunk of the sorted merge: the next log rows become members of their day, their persons' visits are built
 * anew, the day's counters move by the difference, their attendance is marked to be looked at again, their
 * sheets are dropped; all or nothing, in the clustered tables' own order.
 * @returns how many log rows were folded; 0 when there are none
 */
export async function mergeChunk(db: Db, engine: Engine, rules: PresenceRules): Promise<number> {
  return db.transaction().execute(async trx => {
    // An update that changes nothing takes the row's lock on either engine: two hubs never merge the same rows.
    const mark = await trx
      .updateTable('merge_mark')
      .set({ last: sql`last` })
      .returning('last')
      .executeTakeFirstOrThrow()
    const rows = await trx
      .selectFrom('log')
      .select(FRESH_COLUMNS)
      .where('id', '>', mark.last)
      .orderBy('id')
      .limit(MERGE_CHUNK)
      .execute()
    const newest = rows.at(-1)
    if (newest === undefined) return 0
    const fresh = rows.filter(row => row.site !== null).map(freshEntry)
    const fold = await foldEntries(trx, engine, rules, fresh)
    await insertEntries(trx, engine, fresh)
    await replaceVisits(trx, engine, fold.people)
    await dropSheets(trx, engine, fold.days)
    await addToDays(trx, engine, fold.days.sort(byPlace))
    await insertDirty(
      trx,
      engine,
      fold.people.map(({ site, day, person }) => ({ site, day, person })),
    )
    await trx.updateTable('merge_mark').set({ last: newest.id }).execute()
    return rows.length
  })
}

async function insertEntries(trx: Db, engine: Engine, fresh: FreshEntry[]): Promise<void> {
  const rows = fresh.map(({ site, day, person, id }) => ({ site, day, person: person ?? '', id }))
  rows.sort((a, b) => byPlace(a, b) || compare(a.person, b.person) || a.id - b.id)
  await withValueRows(
    trx,
    engine,
    'insert into day_entry (site, day, person, id) values',
    rows.map(row => [row.site, row.day, row.person, row.id]),
  )
}

async function replaceVisits(trx: Db, engine: Engine, people: PersonChange[]): Promise<void> {
  // Rare: an entry came late and moved the beginning of a visit.
  for (const { site, day, person, gone } of people)
    for (const begin of gone)
      await trx
        .deleteFrom('visit')
        .where('site', '=', site)
        .where('day', '=', day)
        .where('t_in', '=', begin)
        .where('person', '=', person)
        .execute()
  const rows = people.flatMap(({ site, day, person, fresh }) =>
    fresh.map(visit => ({ site, day, person, visit })),
  )
  rows.sort((a, b) => byPlace(a, b) || a.visit.in - b.visit.in || compare(a.person, b.person))
  await withValueRows(
    trx,
    engine,
    'insert into visit (site, day, t_in, person, t_out, out_inferred) values',
    rows.map(({ site, day, person, visit }) => [
      site,
      day,
      visit.in,
      person,
      visit.out ?? null,
      visit.outInferred ? 1 : 0,
    ]),
    `on conflict (site, day, t_in, person) do update set t_out = excluded.t_out,
      out_inferred = excluded.out_inferred`,
  )
}

/** Adds to counters by key. */
async function addToDays(trx: Db, engine: Engine, days: DayChange[]): Promise<void> {
  await withValueRows(
    trx,
    engine,
    'insert into day_count (site, day, n_in, n_out, n_pass, n_recheck, n_isolate, n_refer, on_site) values',
    days.map(d => [d.site, d.day, d.in, d.out, d.pass, d.recheck, d.isolate, d.refer, d.onSite]),
    `on conflict (site, day) do update set n_in = day_count.n_in + excluded.n_in,
      n_out = day_count.n_out + excluded.n_out, n_pass = day_count.n_pass + excluded.n_pass,
      n_recheck = day_count.n_recheck + excluded.n_recheck,
      n_isolate = day_count.n_isolate + excluded.n_isolate,
      n_refer = day_count.n_refer + excluded.n_refer, on_site = day_count.on_site + excluded.on_site`,
  )
  await withValueRows(
    trx,
    engine,
    'insert into day_arrival (site, day, minute, n) values',
    days.flatMap(d =>
      [...d.arrivals].filter(([, n]) => n !== 0).map(([minute, n]) => [d.site, d.day, minute, n]),
    ),
    'on conflict (site, day, minute) do update set n = day_arrival.n + excluded.n',
  )
  await withValueRows(
    trx,
    engine,
    'insert into day_temperature (site, day, gate, bin, n) values',
    days.flatMap(d =>
      [...d.temperatures].map(([key, n]) => {
        const [gate, bin] = JSON.parse(key) as [string, number]
        return [d.site, d.day, gate, bin, n]
      }),
    ),
    'on conflict (site, day, gate, bin) do update set n = day_temperature.n + excluded.n',
  )
}

type Engine = Store['engine']

interface Place {
  site: string
  day: string
}

const byPlace = (a: Place, b: Place): number => compare(a.site, b.site) || compare(a.day, b.day)
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
