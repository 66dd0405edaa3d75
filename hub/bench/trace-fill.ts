import { Database } from 'bun:sqlite'
import { closeSync, openSync, writeSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { packRoll, packSheet, Roll } from '../src/store/presence-sheet.ts'
import { sheetKey } from '../src/store/sheet-keys.ts'
import { type BenchSite, type SiteDay, siteDay } from './trace-generator.ts'

/** Rows an insert statement. */
const ROWS = 64
/** Schools a CSV file and a transaction. */
const SITES = 20

/** The hub's own table, in the order of its keys; then its index. Returns how many visits there are. */
export function fillVisits(
  path: string,
  sites: readonly BenchSite[],
  days: readonly string[],
  seed: number,
): number {
  const file = openForFilling(path)
  file.run('drop index visit_person')
  const visit = filler(file, 'visit (site, day, t_in, person, t_out, out_inferred)')
  let visits = 0
  for (const [s, site] of sites.entries()) {
    if (s % SITES === 0) file.run('begin')
    for (const [d, day] of days.entries()) {
      const rows = siteDay(site, d, day, seed)
      visit.all(site.id, day, rows)
      visits += rows.persons.length
    }
    if (s % SITES === SITES - 1 || s === sites.length - 1) {
      visit.flush()
      file.run('commit')
    }
    if ((s + 1) % 100 === 0) console.error(`visits: ${s + 1} of ${sites.length} schools`)
  }
  console.error('visits: index')
  file.run('create index visit_person on visit (person, t_in)')
  visit.finalize()
  file.close(true)
  return visits
}

/** Sheets in the order the hub packs them: a day of all schools, then the next. Returns their bytes. */
export function fillSheets(
  path: string,
  sites: readonly BenchSite[],
  days: readonly string[],
  seed: number,
): number {
  const file = openForFilling(path)
  const sheet = file.prepare('insert into presence_sheet (key, body) values (?, ?)')
  const list = file.prepare('insert into presence_roll (number, site, body) values (?, ?, ?)')
  const rolls = sites.map(() => new Roll())
  let bytes = 0
  for (const [d, day] of days.entries()) {
    file.run('begin')
    for (const [s, site] of sites.entries()) {
      const rows = siteDay(site, d, day, seed)
      const none = new Uint8Array(rows.persons.length)
      const flags = { outInferred: none, uncertain: none }
      const body = packSheet({ site: site.id, day, gates: site.gates, ...rows, ...flags }, rolls[s] as Roll)
      sheet.run(sheetKey(s + 1, day), body)
      bytes += body.length
    }
    file.run('commit')
    if ((d + 1) % 10 === 0) console.error(`sheets: ${d + 1} of ${days.length} days`)
  }
  file.run('begin')
  for (const [s, site] of sites.entries()) list.run(s + 1, site.id, packRoll((rolls[s] as Roll).ids))
  file.run('commit')
  for (const statement of [sheet, list]) statement.finalize()
  file.close(true)
  return bytes
}

/** The same rows in the order a log has them: day by day, minute by minute, all schools mixed. */
export function fillHeap(path: string, sites: readonly BenchSite[], days: readonly string[], seed: number) {
  const file = openForFilling(path)
  const types = 'site text, day text, t_in real, person text, t_out real, out_inferred integer'
  file.run(`create table visit (${types})`)
  const visit = filler(file, 'visit (site, day, t_in, person, t_out, out_inferred)')
  for (const [d, day] of days.entries()) {
    file.run('begin')
    const base = Date.parse(day) - 86_400_000
    const minutes: [number, SiteDay, number][][] = []
    for (const [s, site] of sites.entries()) {
      const rows = siteDay(site, d, day, seed)
      for (let i = 0; i < rows.persons.length; i++) {
        const minute = Math.floor(((rows.in[i] as number) - base) / 60_000)
        const bucket = minutes[minute]
        if (bucket === undefined) minutes[minute] = [[s, rows, i]]
        else bucket.push([s, rows, i])
      }
    }
    for (const bucket of minutes)
      for (const [s, rows, i] of bucket ?? []) visit.one((sites[s] as BenchSite).id, day, rows, i)
    visit.flush()
    file.run('commit')
    if ((d + 1) % 10 === 0) console.error(`heap: ${d + 1} of ${days.length} days`)
  }
  console.error('heap: indexes')
  file.run('create index visit_person on visit (person, t_in)')
  file.run('create index visit_site on visit (site, t_in)')
  visit.finalize()
  file.close(true)
}

/** In the order of site and day, which its zone maps like best, with numbers for texts. */
export async function fillDuckdb(
  path: string,
  sites: readonly BenchSite[],
  days: readonly string[],
  seed: number,
) {
  const instance = await DuckDBInstance.create(path, { memory_limit: '4GB' })
  const db = await instance.connect()
  await db.run('set preserve_insertion_order = true')
  await db.run('create table visit (site uinteger, day date, t_in bigint, person ubigint, t_out bigint)')
  const csv = join(dirname(path), 'visits.csv')
  for (let s = 0; s < sites.length; s += SITES) {
    const file = openSync(csv, 'w')
    for (const site of sites.slice(s, s + SITES)) {
      const numbers = new Map(site.people.map(({ id }) => [id, BigInt(`0x${id}`).toString()]))
      for (const [d, day] of days.entries()) {
        const rows = siteDay(site, d, day, seed)
        let text = ''
        for (let i = 0; i < rows.persons.length; i++) {
          const out = rows.out[i] as number
          const end = Number.isNaN(out) ? '' : out
          text += `${site.number},${day},${rows.in[i]},${numbers.get(rows.persons[i] as string)},${end}\n`
        }
        writeSync(file, text)
      }
    }
    closeSync(file)
    await db.run(
      `copy visit from '${csv.replaceAll("'", "''")}' (format csv, header false, auto_detect false, delimiter ',')`,
    )
    if ((s / SITES) % 10 === 9) console.error(`duckdb: ${s + SITES} of ${sites.length} schools`)
  }
  await rm(csv, { force: true })
  await db.run('checkpoint')
  db.closeSync()
  instance.closeSync()
}

/** Without a journal and without waiting for the disk: only for files that are made anew when something breaks. */
function openForFilling(path: string): Database {
  const file = new Database(path, { create: true, readwrite: true })
  for (const setting of [
    'journal_mode = off',
    'synchronous = off',
    'locking_mode = exclusive',
    'cache_size = -262144',
    'threads = 2',
    `temp_store_directory = '${path.slice(0, path.lastIndexOf('/')).replaceAll("'", "''")}'`,
  ])
    file.run(`pragma ${setting}`)
  return file
}

/** Inserts many rows a statement. */
function filler(file: Database, table: string) {
  const row = '(?, ?, ?, ?, ?, 0)'
  const many = file.prepare(`insert into ${table} values ${Array(ROWS).fill(row).join(', ')}`)
  const single = file.prepare(`insert into ${table} values ${row}`)
  let values: (string | number | null)[] = []
  const one = (site: string, day: string, rows: SiteDay, i: number) => {
    const out = rows.out[i] as number
    values.push(site, day, rows.in[i] as number, rows.persons[i] as string, Number.isNaN(out) ? null : out)
    if (values.length < ROWS * 5) return
    many.run(...values)
    values = []
  }
  return {
    one,
    all(site: string, day: string, rows: SiteDay) {
      for (let i = 0; i < rows.persons.length; i++) one(site, day, rows, i)
    },
    flush() {
      for (let i = 0; i < values.length; i += 5) single.run(...values.slice(i, i + 5))
      values = []
    },
    /** An unfinished statement would keep the file locked. */
    finalize() {
      many.finalize()
      single.finalize()
    },
  }
}
