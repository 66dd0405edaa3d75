import type { Clock } from '@schoolgate/protocol/clock'
import { packRoll, packSheet, Roll, unpackRoll, unpackSheet } from './presence-sheet.ts'
import type { PresenceRules } from './presence-types.ts'
import { dayNumber, dayOfKey, keyRange, keySql, sheetKey } from './sheet-keys.ts'
import { sheetsFromRows } from './sheet-rows.ts'
import { snapshot } from './snapshot.ts'
import { ask, breather, type Engine, oneOf } from './sql-text.ts'
import { type Db, plainBytes } from './tables.ts'
import type { PresenceSheet, TraceStore } from './trace-types.ts'
import { withValueRows } from './value-rows.ts'

/** Days packed in one transaction: while it runs, nobody else writes. */
const DAYS = 8

export interface SheetDeps {
  db: Db
  engine: Engine
  rules: PresenceRules
  clock: Pick<Clock, 'wall'>
}

/**
 * A sheet is a cache of rows that says no less than they do: the merge drops the sheet of every day it touches, in its
 * own transaction, and packing holds off merges by the same lock.
 */
export function sheetStore(deps: SheetDeps): Pick<TraceStore, 'sheets' | 'pack'> {
  const { db, engine, rules, clock } = deps

  return {
    async sheets(site, days) {
      if (days.length === 0) return []
      const { found, unpacked } = await snapshot(db, async trx => {
        const kept = await readSheets(trx, engine, site, days)
        const moved = await freshDays(trx, engine, site, days)
        const missing = days.filter(day => moved.has(day) || !kept.sheets.has(day))
        if (missing.length === 0) return { found: [...kept.sheets.values()], unpacked: [] }
        const today = rules.localTime(await zoneOf(trx, engine, site), clock.wall()).day
        const stale = await staleDays(trx, engine, site, missing)
        const over = missing.filter(
          day => day < today && !moved.has(day) && (stale.has(day) || kept.broken.has(day)),
        )
        const rest = missing.filter(day => !over.includes(day))
        const built = await sheetsFromRows(trx, engine, rules, site, rest, true)
        const readable = [...kept.sheets.values()].filter(sheet => !moved.has(sheet.day))
        return { found: [...readable, ...built], unpacked: over }
      })
      for (let i = 0; i < unpacked.length; i += DAYS)
        found.push(...(await packDays(deps, site, unpacked.slice(i, i + DAYS))))
      return found.filter(sheet => sheet.persons.length > 0 || sheet.ended).sort(byDay)
    },

    async pack(before, limit) {
      const rows = await ask<{ site: string; day: string }>(
        db,
        engine,
        'select site, day from presence_stale where day < ? order by day, site limit ?',
        [before, limit],
      )
      for (const [site, own] of Map.groupBy(rows, row => row.site))
        for (let i = 0; i < own.length; i += DAYS)
          await packDays(
            deps,
            site,
            own.slice(i, i + DAYS).map(row => row.day),
          )
      return rows.length
    },
  }
}

/** Forgets the sheets of days whose rows change. Called inside the merge's transaction. */
export async function dropSheets(
  trx: Db,
  engine: Engine,
  days: readonly { site: string; day: string }[],
): Promise<void> {
  await withValueRows(
    trx,
    engine,
    `delete from presence_sheet where key in (select ${keySql('r.number', 'cast(v.column2 as integer)')}
    from presence_roll r, (values`,
    days.map(({ site, day }) => [site, dayNumber(day)]),
    ') v where r.site = v.column1)',
  )
  await withValueRows(
    trx,
    engine,
    'insert into presence_stale (site, day) values',
    days.map(({ site, day }) => [site, day]),
    'on conflict do nothing',
  )
}

async function packDays(
  { db, engine, rules }: SheetDeps,
  site: string,
  days: readonly string[],
): Promise<PresenceSheet[]> {
  return db.transaction().execute(async trx => {
    const breathe = breather()
    // The merge's own lock: what is read now stays so until the sheet is in.
    await ask(trx, engine, 'update merge_mark set last = last where one = 1')
    const { number, ids } = await usableRoll(trx, engine, site)
    const roll = new Roll(ids)
    const made: PresenceSheet[] = []
    for (const day of days) {
      const [sheet] = await sheetsFromRows(trx, engine, rules, site, [day], false)
      const key = sheetKey(number, day)
      if (sheet === undefined) await ask(trx, engine, 'delete from presence_sheet where key = ?', [key])
      else {
        made.push(sheet)
        await ask(
          trx,
          engine,
          `insert into presence_sheet (key, body) values (?, ?)
          on conflict (key) do update set body = excluded.body`,
          [key, packSheet(sheet, roll)],
        )
      }
      await ask(trx, engine, 'delete from presence_stale where site = ? and day = ?', [site, day])
      await breathe()
    }
    if (roll.ids.length > ids.length)
      await ask(trx, engine, 'update presence_roll set body = ? where number = ?', [
        packRoll(roll.ids),
        number,
      ])
    return made
  })
}

/** A site's roll, made when there is none. Without a readable one no sheet of the site can be read: all go. */
async function usableRoll(trx: Db, engine: Engine, site: string): Promise<{ number: number; ids: string[] }> {
  const known = await readRoll(trx, engine, site)
  if (known?.ids !== undefined) return { number: known.number, ids: known.ids }
  const body = packRoll([])
  if (known === undefined) {
    const [row] = await ask<{ number: number }>(
      trx,
      engine,
      `insert into presence_roll (number, site, body)
      select coalesce(max(number), 0) + 1, cast(? as text), ? from presence_roll returning number`,
      [site, body],
    )
    return { number: (row as { number: number }).number, ids: [] }
  }
  const { number } = known
  const gone = await ask<{ key: number }>(
    trx,
    engine,
    'delete from presence_sheet where key >= ? and key < ? returning key',
    keyRange(number),
  )
  await withValueRows(
    trx,
    engine,
    'insert into presence_stale (site, day) values',
    gone.map(({ key }) => [site, dayOfKey(key)]),
    'on conflict do nothing',
  )
  await ask(trx, engine, 'update presence_roll set body = ? where number = ?', [body, number])
  return { number, ids: [] }
}

/** Kept sheets by day, and days whose sheet cannot be read. */
async function readSheets(trx: Db, engine: Engine, site: string, days: readonly string[]) {
  const sheets = new Map<string, PresenceSheet>()
  const broken = new Set<string>()
  const roll = await readRoll(trx, engine, site)
  if (roll === undefined) return { sheets, broken }
  const of = oneOf(
    engine,
    'key',
    days.map(day => sheetKey(roll.number, day)),
  )
  const rows = await ask<{ key: number; body: Uint8Array }>(
    trx,
    engine,
    `select key, body from presence_sheet where ${of.text}`,
    [of.value],
  )
  for (const { key, body } of rows) {
    const day = dayOfKey(key)
    const sheet = unpackSheet({ site, day }, plainBytes(body), roll.ids ?? [])
    if (sheet.ok) sheets.set(day, sheet.value)
    else broken.add(day)
  }
  return { sheets, broken }
}

/** Its number, and its ids unless they cannot be read. */
async function readRoll(
  trx: Db,
  engine: Engine,
  site: string,
): Promise<{ number: number; ids: string[] | undefined } | undefined> {
  const [row] = await ask<{ number: number; body: Uint8Array }>(
    trx,
    engine,
    'select number, body from presence_roll where site = ?',
    [site],
  )
  if (row === undefined) return undefined
  const ids = unpackRoll(plainBytes(row.body))
  return { number: row.number, ids: ids.ok ? ids.value : undefined }
}

/** Days with entries that are not merged yet. */
async function freshDays(trx: Db, engine: Engine, site: string, days: readonly string[]) {
  const on = oneOf(engine, 'day', days)
  const rows = await ask<{ day: string }>(
    trx,
    engine,
    `select distinct day from log where id > (select last from merge_mark) and site = ? and ${on.text}`,
    [site, on.value],
  )
  return new Set(rows.map(row => row.day))
}

async function staleDays(trx: Db, engine: Engine, site: string, days: readonly string[]) {
  const on = oneOf(engine, 'day', days)
  const rows = await ask<{ day: string }>(
    trx,
    engine,
    `select day from presence_stale where ${on.text} and site = ?`,
    [on.value, site],
  )
  return new Set(rows.map(row => row.day))
}

async function zoneOf(trx: Db, engine: Engine, site: string): Promise<string> {
  const [row] = await ask<{ time_zone: string }>(trx, engine, 'select time_zone from site where id = ?', [
    site,
  ])
  return row?.time_zone ?? 'UTC'
}

const byDay = (a: PresenceSheet, b: PresenceSheet): number => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)
