import type { Database } from 'bun:sqlite'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { PresenceSheet, TraceStore } from '../src/store/trace-types.ts'
import { DAY_ENDS, DAY_STARTS } from './trace-generator.ts'

/** Who was there at the same time, and how many ms in all. A stay nobody ended lasts until midnight. */
export type Overlaps = Map<string, number>

type Sheets = Pick<TraceStore, 'sheets' | 'seen' | 'seenTogether'>

/** Our way: an index alone says where and when, then a few sheets are read. */
export async function overlapsWith(
  trace: Sheets,
  person: string,
  first: string,
  last: string,
): Promise<Overlaps> {
  const found: Overlaps = new Map()
  const seen = await trace.seen([person], first, last)
  for (const [site, rows] of Map.groupBy(seen, row => row.site))
    for (const sheet of await trace.sheets(
      site,
      rows.map(row => row.day),
    ))
      addOverlaps(sheet, person, found)
  return found
}

/** Of many persons in one question, each sheet read once. */
export async function overlapsOfMany(
  trace: Sheets,
  persons: readonly string[],
  first: string,
  last: string,
): Promise<Map<string, Overlaps>> {
  const found = new Map(persons.map(person => [person, new Map() as Overlaps]))
  const seen = await trace.seen(persons, first, last)
  for (const [site, rows] of Map.groupBy(seen, row => row.site)) {
    const byDay = Map.groupBy(rows, row => row.day)
    for (const sheet of await trace.sheets(site, [...byDay.keys()]))
      for (const person of new Set(byDay.get(sheet.day)?.map(row => row.person)))
        addOverlaps(sheet, person, found.get(person) as Overlaps)
  }
  return found
}

/**
 * Those who were there together with a contact after that contact's first exposure: by distinct site and day of the
 * contacts, never person by person.
 */
export async function secondGeneration(
  trace: Sheets,
  person: string,
  first: string,
  last: string,
): Promise<Set<string>> {
  const exposed = new Map<string, number>()
  const own = await trace.seen([person], first, last)
  for (const [site, rows] of Map.groupBy(own, row => row.site))
    for (const sheet of await trace.sheets(
      site,
      rows.map(row => row.day),
    ))
      for (const [at, to] of staysOf(sheet, person))
        for (let i = 0; i < sheet.persons.length && (sheet.in[i] as number) < to; i++) {
          const other = sheet.persons[i] as string
          const since = Math.max(at, sheet.in[i] as number)
          if (other === person || endOf(sheet, i) <= since) continue
          const known = exposed.get(other)
          if (known === undefined || since < known) exposed.set(other, since)
        }
  const reached = new Set<string>()
  const seen = await trace.seenTogether([...exposed.keys()], first, last)
  for (const [site, rows] of Map.groupBy(seen, row => row.site))
    for (const sheet of await trace.sheets(
      site,
      rows.map(row => row.day),
    ))
      reach(sheet, person, exposed, reached)
  return reached
}

/** Adds who shared a stretch with anybody exposed, from their exposure on. */
function reach(
  sheet: PresenceSheet,
  person: string,
  exposed: ReadonlyMap<string, number>,
  reached: Set<string>,
): void {
  const stretches: [number, number][] = []
  for (let i = 0; i < sheet.persons.length; i++) {
    const since = exposed.get(sheet.persons[i] as string)
    if (since === undefined) continue
    const from = Math.max(since, sheet.in[i] as number)
    const to = endOf(sheet, i)
    if (to > from) stretches.push([from, to])
  }
  stretches.sort((a, b) => a[0] - b[0])
  const union: [number, number][] = []
  for (const [from, to] of stretches) {
    const top = union.at(-1)
    if (top !== undefined && from <= top[1]) top[1] = Math.max(top[1], to)
    else union.push([from, to])
  }
  for (let i = 0; i < sheet.persons.length; i++) {
    const who = sheet.persons[i] as string
    if (who === person || exposed.has(who) || reached.has(who)) continue
    const [from, to] = [sheet.in[i] as number, endOf(sheet, i)]
    if (union.some(stretch => stretch[0] < to && from < stretch[1])) reached.add(who)
  }
}

function addOverlaps(sheet: PresenceSheet, person: string, found: Overlaps): void {
  for (const [at, to] of staysOf(sheet, person))
    for (let i = 0; i < sheet.persons.length && (sheet.in[i] as number) < to; i++) {
      const ms = Math.min(to, endOf(sheet, i)) - Math.max(at, sheet.in[i] as number)
      const other = sheet.persons[i] as string
      if (ms > 0 && other !== person) found.set(other, (found.get(other) ?? 0) + ms)
    }
}

function staysOf(sheet: PresenceSheet, person: string): [number, number][] {
  const stays: [number, number][] = []
  for (let i = 0; i < sheet.persons.length; i++)
    if (sheet.persons[i] === person) stays.push([sheet.in[i] as number, endOf(sheet, i)])
  return stays
}

function endOf(sheet: PresenceSheet, i: number): number {
  const out = sheet.out[i] as number
  return Number.isNaN(out) ? Date.parse(sheet.day) + DAY_ENDS : out
}

const HEAP = `
  with x as materialized (select site, day, t_in, coalesce(t_out, unixepoch(day) * 1000 + ${DAY_ENDS}) as t_end,
    unixepoch(day) * 1000 + ${DAY_STARTS} as t_day from visit
    where person = ?1 and t_in >= ?2 and t_in < ?3)
  select v.person as person,
    sum(min(x.t_end, coalesce(v.t_out, unixepoch(v.day) * 1000 + ${DAY_ENDS})) - max(x.t_in, v.t_in)) as ms
  from x cross join visit v where v.site = x.site and v.t_in >= x.t_day and v.t_in < x.t_end
    and coalesce(v.t_out, unixepoch(v.day) * 1000 + ${DAY_ENDS}) > x.t_in and v.person <> ?1
  group by v.person`

/** The same from a plain table with an index by person and one by site, both with time. */
export function heapOverlaps(file: Database, person: string, first: string, last: string): Overlaps {
  const rows = file
    .query<{ person: string; ms: number }, [string, number, number]>(HEAP)
    .all(person, ...bounds(first, last))
  return new Map(rows.map(row => [row.person, row.ms]))
}

const DUCK = `
  with x as materialized (select site, day, t_in, coalesce(t_out, epoch_ms(day::timestamp) + ${DAY_ENDS}) as t_end
    from visit where person = $1::ubigint and t_in >= $2 and t_in < $3),
  v as (select site, day, person, t_in, coalesce(t_out, epoch_ms(day::timestamp) + ${DAY_ENDS}) as t_end from visit
    where site in (select site from x) and t_in >= $2 and t_in < $3)
  select printf('%016x', v.person) as person, sum(least(x.t_end, v.t_end) - greatest(x.t_in, v.t_in))::double as ms
  from x join v on v.site = x.site and v.day = x.day and v.t_in < x.t_end and v.t_end > x.t_in
  where v.person <> $1::ubigint group by v.person`

/** The same from DuckDB, without an index: an adaptive radix tree over so many rows would not fit the memory. */
export async function duckOverlaps(
  db: DuckDBConnection,
  person: string,
  first: string,
  last: string,
): Promise<Overlaps> {
  const [from, to] = bounds(first, last)
  const query = await db.prepare(DUCK)
  query.bindUBigInt(1, BigInt(`0x${person}`))
  query.bindBigInt(2, BigInt(from))
  query.bindBigInt(3, BigInt(to))
  const rows = (await query.runAndReadAll()).getRows() as [string, number][]
  return new Map(rows)
}

const bounds = (first: string, last: string): [number, number] => [
  Date.parse(first) + DAY_STARTS,
  Date.parse(last) + DAY_ENDS,
]
