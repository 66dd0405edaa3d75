import type { StoredEntry } from './log-types.ts'
import { ENTRY_COLUMNS, storedEntry } from './log-values.ts'
import type { PersonEntry, PresenceRules, VisitRow } from './presence-types.ts'
import type { Db, LogTable } from './tables.ts'
import type { Store } from './types.ts'
import { withValueRows } from './value-rows.ts'

/** What fresh entries change in the counters of one site's day. */
export interface DayChange {
  site: string
  day: string
  in: number
  out: number
  pass: number
  recheck: number
  isolate: number
  refer: number
  onSite: number
  /** by minute; negative where a late entry moved somebody's first arrival */
  arrivals: Map<number, number>
  /** by JSON of [gate, bin] */
  temperatures: Map<string, number>
}

type Visit = Pick<VisitRow, 'in' | 'out' | 'outInferred'>

/** One person's day at a site, rebuilt with the fresh entries in it. */
export interface PersonChange {
  site: string
  day: string
  person: string
  visits: Visit[]
  /** those of them the merged entries alone did not give */
  fresh: Visit[]
  /** beginnings of visits the merged entries gave and that are none now */
  gone: number[]
}

export interface PresenceFold {
  people: PersonChange[]
  days: DayChange[]
}

/** What presence needs of a log row. */
export interface FreshEntry extends PersonEntry {
  id: number
  site: string
  gate: string
  day: string
  person?: string
  surface?: number
}

export const FRESH_COLUMNS = [
  'id',
  'kiosk',
  'journal',
  'seq',
  'at',
  'site',
  'gate',
  'day',
  'direction',
  'verdict',
  'reasons',
  'person',
  'surface',
] as const

export function freshEntry(row: Pick<LogTable, (typeof FRESH_COLUMNS)[number]>): FreshEntry {
  const entry: FreshEntry = {
    id: row.id,
    kiosk: row.kiosk,
    journal: row.journal,
    seq: row.seq,
    at: row.at,
    site: row.site ?? '',
    gate: row.gate ?? '',
    day: row.day ?? '',
    direction: row.direction as FreshEntry['direction'],
    verdict: row.verdict as FreshEntry['verdict'],
    reasons: reasonsOf(row.reasons ?? ''),
  }
  if (row.person !== null) entry.person = row.person
  if (row.surface !== null) entry.surface = row.surface
  return entry
}

/** Log rows not merged yet, in log order; without bodies that went to quarantine. */
export async function freshEntries(
  trx: Db,
  only: { site?: string; person?: string; fromDay: string; toDay: string },
): Promise<StoredEntry[]> {
  let query = trx
    .selectFrom('log')
    .select(ENTRY_COLUMNS)
    .where('id', '>', e => e.selectFrom('merge_mark').select('last'))
    .where('day', '>=', only.fromDay)
    .where('day', '<=', only.toDay)
  if (only.site !== undefined) query = query.where('site', '=', only.site)
  if (only.person !== undefined) query = query.where('person', '=', only.person)
  const rows = await query.orderBy('id').execute()
  return rows.map(storedEntry)
}

/**
 * Rebuilds the day of every person with fresh entries, from the merged ones and the fresh ones together, and
 * takes the difference: that makes counters right in whatever order entries arrive.
 */
export async function foldEntries(
  trx: Db,
  engine: Store['engine'],
  rules: PresenceRules,
  fresh: FreshEntry[],
): Promise<PresenceFold> {
  if (fresh.length === 0) return { people: [], days: [] }
  const zones = await zonesOf(trx, [...new Set(fresh.map(entry => entry.site))])
  const days = new Map<string, DayChange>()
  const people = new Map<string, { of: PersonChange; before: PersonEntry[]; fresh: PersonEntry[] }>()

  for (const entry of fresh) {
    const change = changeOf(days, entry.site, entry.day)
    change[entry.verdict]++
    const bin = entry.surface === undefined ? undefined : rules.temperatureBin(entry.surface)
    if (bin !== undefined) bump(change.temperatures, JSON.stringify([entry.gate, bin]), 1)
    if (entry.person === undefined) continue
    const key = `${entry.site} ${entry.day} ${entry.person}`
    const known = people.get(key)
    if (known !== undefined) known.fresh.push(entry)
    else {
      const { site, day, person } = entry
      people.set(key, {
        of: { site, day, person, visits: [], fresh: [], gone: [] },
        before: [],
        fresh: [entry],
      })
    }
  }

  for (const row of await mergedEntries(
    trx,
    engine,
    [...people.values()].map(p => p.of),
  ))
    people.get(`${row.site} ${row.day} ${row.person}`)?.before.push(row)

  for (const person of people.values()) {
    const { site, day } = person.of
    const change = changeOf(days, site, day)
    const zone = zones.get(site) ?? 'UTC'
    const all = [...person.before, ...person.fresh]
    const old = rules.visits(person.before)
    const { of } = person
    of.visits = rules.visits(all)
    of.fresh = of.visits.filter(
      v => !old.some(o => o.in === v.in && o.out === v.out && o.outInferred === v.outInferred),
    )
    of.gone = old.filter(o => !of.visits.some(v => v.in === o.in)).map(o => o.in)
    if (person.before.length > 0) apply(change, rules, zone, person.before, -1)
    apply(change, rules, zone, all, 1)
  }
  return { people: [...people.values()].map(p => p.of), days: [...days.values()] }
}

function apply(change: DayChange, rules: PresenceRules, zone: string, entries: PersonEntry[], sign: 1 | -1) {
  const day = rules.personDay(entries)
  change.in += sign * day.in
  change.out += sign * day.out
  if (day.onSite) change.onSite += sign
  if (day.firstIn !== undefined) bump(change.arrivals, rules.localTime(zone, day.firstIn).minute, sign)
}

function changeOf(days: Map<string, DayChange>, site: string, day: string): DayChange {
  const key = `${site} ${day}`
  let change = days.get(key)
  if (change === undefined) {
    const zero = { in: 0, out: 0, pass: 0, recheck: 0, isolate: 0, refer: 0, onSite: 0 }
    change = { site, day, ...zero, arrivals: new Map(), temperatures: new Map() }
    days.set(key, change)
  }
  return change
}

function bump<K>(counts: Map<K, number>, key: K, n: number) {
  counts.set(key, (counts.get(key) ?? 0) + n)
}

async function zonesOf(trx: Db, sites: string[]): Promise<Map<string, string>> {
  const rows = await trx.selectFrom('site').select(['id', 'time_zone']).where('id', 'in', sites).execute()
  return new Map(rows.map(row => [row.id, row.time_zone]))
}

type MergedEntry = PersonEntry & { site: string; day: string; person: string }

async function mergedEntries(
  trx: Db,
  engine: Store['engine'],
  keys: { site: string; day: string; person: string }[],
): Promise<MergedEntry[]> {
  // A cross join is read from left to right: persons first, each one search in the clustered table.
  const rows = await withValueRows<Omit<MergedEntry, 'reasons'> & { reasons: string }>(
    trx,
    engine,
    'with wanted (site, day, person) as (values',
    keys.map(k => [k.site, k.day, k.person]),
    `) select d.site, d.day, d.person, l.kiosk, l.journal, l.seq, l.at, l.direction, l.verdict, l.reasons
    from wanted w
    cross join day_entry d
    cross join log l
    where d.site = w.site and d.day = w.day and d.person = w.person and l.id = d.id`,
  )
  return rows.map(row => ({ ...row, reasons: reasonsOf(row.reasons) }))
}

const reasonsOf = (words: string): PersonEntry['reasons'] =>
  (words === '' ? [] : words.split(' ')) as PersonEntry['reasons']
