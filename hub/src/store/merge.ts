import { sql } from 'kysely'
import { ENTRY_COLUMNS, storedEntry } from './log-values.ts'
import { type DayChange, foldEntries, type PersonChange } from './presence-fold.ts'
import type { Db } from './tables.ts'
import type { PresenceRules, StoredEntry } from './types.ts'

/** Log rows per transaction: bounds how long an arriving entry can wait behind a merge. */
export const MERGE_CHUNK = 500

/**
 * One chunk of the sorted merge: the next log rows become members of their day, their persons' visits are built
 * anew, the day's counters move by the difference; all or nothing, in the clustered tables' own order.
 * @returns how many log rows were folded; 0 when there are none
 */
export async function mergeChunk(db: Db, rules: PresenceRules): Promise<number> {
  return db.transaction().execute(async trx => {
    // An update that changes nothing takes the row's lock on either engine: two hubs never merge the same rows.
    const mark = await trx
      .updateTable('merge_mark')
      .set({ last: sql`last` })
      .returning('last')
      .executeTakeFirstOrThrow()
    const rows = await trx
      .selectFrom('log')
      .select(ENTRY_COLUMNS)
      .where('id', '>', mark.last)
      .orderBy('id')
      .limit(MERGE_CHUNK)
      .execute()
    const newest = rows.at(-1)
    if (newest === undefined) return 0
    const fresh = rows.filter(row => row.site !== null).map(storedEntry)
    const fold = await foldEntries(trx, rules, fresh)
    await insertEntries(trx, fresh)
    await replaceVisits(trx, fold.people)
    for (const day of fold.days.sort(byPlace)) await addToDay(trx, day)
    await trx.updateTable('merge_mark').set({ last: newest.id }).execute()
    return rows.length
  })
}

async function insertEntries(trx: Db, fresh: StoredEntry[]): Promise<void> {
  if (fresh.length === 0) return
  const rows = fresh.map(({ site, day, person, id }) => ({ site, day, person: person ?? '', id }))
  rows.sort((a, b) => byPlace(a, b) || compare(a.person, b.person) || a.id - b.id)
  await trx.insertInto('day_entry').values(rows).execute()
}

async function replaceVisits(trx: Db, people: PersonChange[]): Promise<void> {
  const known = people.filter(person => person.known)
  if (known.length > 0) {
    const keys = sql.join(known.map(k => sql`(${k.site}, ${k.day}, ${k.person})`))
    await sql`delete from visit where (site, day, t_in, person) in (
      with stale (site, day, person) as (values ${keys})
      select v.site, v.day, v.t_in, v.person from stale s
      join visit v on v.person = s.person and v.site = s.site and v.day = s.day)`.execute(trx)
  }
  const rows = people.flatMap(({ site, day, person, visits }) =>
    visits.map(visit => ({
      site,
      day,
      t_in: visit.in,
      person,
      t_out: visit.out ?? null,
      out_inferred: visit.outInferred ? 1 : 0,
    })),
  )
  if (rows.length === 0) return
  rows.sort((a, b) => byPlace(a, b) || a.t_in - b.t_in || compare(a.person, b.person))
  await trx.insertInto('visit').values(rows).execute()
}

async function addToDay(trx: Db, change: DayChange): Promise<void> {
  const { site, day } = change
  await trx
    .insertInto('day_count')
    .values({
      site,
      day,
      n_in: change.in,
      n_out: change.out,
      n_pass: change.pass,
      n_recheck: change.recheck,
      n_isolate: change.isolate,
      n_refer: change.refer,
      on_site: change.onSite,
    })
    .onConflict(c =>
      c.columns(['site', 'day']).doUpdateSet({
        n_in: sql`day_count.n_in + excluded.n_in`,
        n_out: sql`day_count.n_out + excluded.n_out`,
        n_pass: sql`day_count.n_pass + excluded.n_pass`,
        n_recheck: sql`day_count.n_recheck + excluded.n_recheck`,
        n_isolate: sql`day_count.n_isolate + excluded.n_isolate`,
        n_refer: sql`day_count.n_refer + excluded.n_refer`,
        on_site: sql`day_count.on_site + excluded.on_site`,
      }),
    )
    .execute()
  const arrivals = [...change.arrivals].filter(([, n]) => n !== 0)
  if (arrivals.length > 0)
    await trx
      .insertInto('day_arrival')
      .values(arrivals.map(([minute, n]) => ({ site, day, minute, n })))
      .onConflict(c =>
        c.columns(['site', 'day', 'minute']).doUpdateSet({ n: sql`day_arrival.n + excluded.n` }),
      )
      .execute()
  const temperatures = [...change.temperatures].map(([key, n]) => {
    const [gate, bin] = JSON.parse(key) as [string, number]
    return { site, day, gate, bin, n }
  })
  if (temperatures.length > 0)
    await trx
      .insertInto('day_temperature')
      .values(temperatures)
      .onConflict(c =>
        c.columns(['site', 'day', 'gate', 'bin']).doUpdateSet({ n: sql`day_temperature.n + excluded.n` }),
      )
      .execute()
}

interface Place {
  site: string
  day: string
}

const byPlace = (a: Place, b: Place): number => compare(a.site, b.site) || compare(a.day, b.day)
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
