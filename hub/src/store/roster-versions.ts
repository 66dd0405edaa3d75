import type { Person } from '@schoolgate/protocol/directory/person'
import type { Changed, EffectDeps } from './differences.ts'
import { ask, chunks, type Engine, oneOf } from './sql-text.ts'
import type { Db } from './tables.ts'
import { withValueRows } from './value-rows.ts'

/** Ids per statement. */
const CHUNK = 1000

/** @returns the site's new version */
export async function raiseRoster(trx: Db, engine: Engine, site: string): Promise<number> {
  const [row] = await ask<{ version: number }>(
    trx,
    engine,
    `insert into roster (site, version) values (?, 1)
    on conflict (site) do update set version = roster.version + 1 returning version`,
    [site],
  )
  return row?.version ?? 0
}

/** Stamps cards, found by their own ids or by their holders', with the version that changed them. */
export async function stampCards(
  trx: Db,
  engine: Engine,
  by: 'id' | 'person',
  ids: readonly string[],
  version: number,
): Promise<void> {
  for (const part of chunks(ids, CHUNK)) {
    const { text, value } = oneOf(engine, by, part)
    await ask(trx, engine, `update card set changed = ? where ${text}`, [version, value])
  }
}

/** Cards that are not on the site's roster any more. */
export async function leaveRoster(
  trx: Db,
  engine: Engine,
  site: string,
  cards: readonly string[],
  version: number,
): Promise<void> {
  await withValueRows(
    trx,
    engine,
    'insert into card_gone (site, card, changed) values',
    cards.map(card => [site, card, version]),
    'on conflict (site, card) do update set changed = excluded.changed',
  )
}

/** Raises the roster version of the sites of changed people once each, and stamps what a kiosk must be sent. */
export async function raiseRosters(
  { trx, engine }: EffectDeps,
  people: readonly Changed<'person'>[],
  /** sites where somebody's class has another name */
  regrouped: ReadonlySet<string>,
): Promise<void> {
  const touched = new Set(regrouped)
  const resent: Person[] = []
  const movedFrom = new Map<string, string[]>()
  for (const { id, before, after } of people) {
    const [was, is] = [before, after].map(p => p && [p.site, p.status, p.given].join('\n'))
    const shown = (p: Person | undefined) => p && `${p.name}\n${p.role}`
    if (was === is && shown(before) === shown(after)) continue
    // Nobody expects a guardian at the gate.
    for (const person of [before, after])
      if (person !== undefined && person.role !== 'guardian') touched.add(person.site)
    if (before === undefined || after === undefined || was === is) continue
    resent.push(after)
    if (before.site !== after.site) movedFrom.set(before.site, [...(movedFrom.get(before.site) ?? []), id])
  }
  for (const site of [...touched].sort()) {
    const version = await raiseRoster(trx, engine, site)
    const here = resent.filter(p => p.site === site).map(p => p.id)
    await stampCards(trx, engine, 'person', here, version)
    const gone = await cardIdsOf(trx, engine, movedFrom.get(site) ?? [])
    await leaveRoster(trx, engine, site, gone, version)
  }
}

export async function cardIdsOf(trx: Db, engine: Engine, people: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const part of chunks(people, CHUNK)) {
    const { text, value } = oneOf(engine, 'person', part)
    const rows = await ask<{ id: string }>(trx, engine, `select id from card where ${text}`, [value])
    for (const row of rows) found.push(row.id)
  }
  return found
}
