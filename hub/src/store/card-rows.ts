import type { CardDetail, CardEnd } from './card-types.ts'
import { leaveRoster, raiseRoster, stampCards } from './roster-versions.ts'
import { ask, chunks, type Engine, oneOf } from './sql-text.ts'
import type { Db } from './tables.ts'
import { withValueRows } from './value-rows.ts'

/** Cards or ids per statement. */
const CHUNK = 1000

/** Writes cards, new or known, and raises the rosters of the sites they come to and leave. */
export async function writeCards(trx: Db, engine: Engine, cards: readonly CardDetail[]): Promise<void> {
  for (const part of chunks(cards, CHUNK)) {
    const holders = [...new Set(part.map(card => card.person))]
    const siteOf = await sitesOfPeople(trx, engine, holders)
    const before = await holdersOf(
      trx,
      engine,
      part.map(card => card.id),
    )
    const versions = new Map<string, number>()
    for (const site of inOrder([...siteOf.values(), ...[...before.values()].map(holder => holder.site)]))
      versions.set(site, await raiseRoster(trx, engine, site))
    await withValueRows(
      trx,
      engine,
      'insert into card (id, person, issued, expires, revoked_at, ended, changed) values',
      part.map(card => [
        card.id,
        card.person,
        card.issued,
        card.expires,
        card.revokedAt,
        card.end,
        versions.get(siteOf.get(card.person) ?? '') ?? 0,
      ]),
      `on conflict (id) do update set person = excluded.person, issued = excluded.issued,
      expires = excluded.expires, revoked_at = excluded.revoked_at, ended = excluded.ended,
      changed = excluded.changed`,
    )
    for (const [site, version] of versions) {
      const gone = part.filter(card => before.get(card.id)?.site === site && siteOf.get(card.person) !== site)
      await leaveRoster(
        trx,
        engine,
        site,
        gone.map(card => card.id),
        version,
      )
    }
    await keepCardUntil(trx, engine, [...holders, ...[...before.values()].map(holder => holder.person)])
  }
}

/** Ends cards that count, or lets ended ones count again. Others are left as they are. */
export async function endCards(
  trx: Db,
  engine: Engine,
  by: 'id' | 'person',
  ids: readonly string[],
  end: CardEnd | null,
  at: number,
): Promise<void> {
  for (const part of chunks(ids, CHUNK)) {
    const { text, value } = oneOf(engine, by === 'id' ? 'c.id' : 'c.person', part)
    const cards = await ask<{ id: string; person: string; site: string }>(
      trx,
      engine,
      `select c.id, c.person, p.site from card c join person p on p.id = c.person
      where ${text} and c.revoked_at is ${end === null ? 'not null' : 'null'}`,
      [value],
    )
    const now = oneOf(
      engine,
      'id',
      cards.map(card => card.id),
    )
    await ask(trx, engine, `update card set revoked_at = ?, ended = ? where ${now.text}`, [
      end === null ? null : at,
      end,
      now.value,
    ])
    for (const site of inOrder(cards.map(card => card.site))) {
      const version = await raiseRoster(trx, engine, site)
      const here = cards.filter(card => card.site === site).map(card => card.id)
      await stampCards(trx, engine, 'id', here, version)
    }
    await keepCardUntil(
      trx,
      engine,
      cards.map(card => card.person),
    )
  }
}

/** Keeps beside each holder until when one of their cards counts. */
async function keepCardUntil(trx: Db, engine: Engine, people: readonly string[]): Promise<void> {
  for (const part of chunks([...new Set(people)], CHUNK)) {
    const { text, value } = oneOf(engine, 'id', part)
    await ask(
      trx,
      engine,
      `update person set card_until = coalesce((select max(expires) from card
        where card.person = person.id and card.revoked_at is null), '') where ${text}`,
      [value],
    )
  }
}

async function sitesOfPeople(trx: Db, engine: Engine, ids: readonly string[]): Promise<Map<string, string>> {
  const { text, value } = oneOf(engine, 'id', ids)
  const what = `select id, site from person where ${text}`
  const rows = await ask<{ id: string; site: string }>(trx, engine, what, [value])
  return new Map(rows.map(row => [row.id, row.site]))
}

interface Holder {
  id: string
  person: string
  site: string
}

async function holdersOf(trx: Db, engine: Engine, cards: readonly string[]): Promise<Map<string, Holder>> {
  const { text, value } = oneOf(engine, 'c.id', cards)
  const rows = await ask<Holder>(
    trx,
    engine,
    `select c.id, c.person, p.site from card c join person p on p.id = c.person where ${text}`,
    [value],
  )
  return new Map(rows.map(row => [row.id, row]))
}

/** Once each, and in one order everywhere, so that two hubs never wait for each other crosswise. */
const inOrder = (sites: string[]): string[] => [...new Set(sites)].sort()
