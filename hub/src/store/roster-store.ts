import type { RosterRow } from '@schoolgate/protocol/frame/roster'
import { sql } from 'kysely'
import type { Db } from './tables.ts'
import type { Directory, PersonRow } from './types.ts'

type RosterPart = Pick<
  Directory,
  'putPeople' | 'people' | 'putCards' | 'revokeCard' | 'rosterVersion' | 'rosterSince'
>

/** Ids per statement: keeps parameter counts far below either engine's limit. */
const CHUNK = 500

/**
 * People and cards. Every change raises the roster version of the sites it touches and stamps the touched cards
 * with it, so that a kiosk is sent what changed since the version it has.
 */
export function rosterStore(db: Db): RosterPart {
  return {
    async putPeople(people) {
      await db.transaction().execute(async trx => {
        for (const chunk of chunks(people)) {
          const before = await sitesOfPeople(
            trx,
            chunk.map(p => p.id),
          )
          await trx
            .insertInto('person')
            .values(chunk.map(({ group, ...row }) => ({ ...row, group_name: group })))
            .onConflict(c =>
              c.column('id').doUpdateSet(e => ({
                site: e.ref('excluded.site'),
                role: e.ref('excluded.role'),
                name: e.ref('excluded.name'),
                given: e.ref('excluded.given'),
                group_name: e.ref('excluded.group_name'),
              })),
            )
            .execute()
          const versions = new Map<string, number>()
          const sites = new Set([...chunk.map(p => p.site), ...before.values()])
          for (const site of sites) versions.set(site, await raise(trx, site))
          for (const [site, version] of versions) {
            const here = chunk.filter(p => p.site === site).map(p => p.id)
            if (here.length > 0)
              await trx.updateTable('card').set({ changed: version }).where('person', 'in', here).execute()
            const gone = chunk.filter(p => before.get(p.id) === site && p.site !== site).map(p => p.id)
            if (gone.length > 0) await leave(trx, site, await cardsOf(trx, gone), version)
          }
        }
      })
    },

    async people(site) {
      const rows = await db.selectFrom('person').selectAll().where('site', '=', site).orderBy('id').execute()
      return rows.map(({ group_name, role, ...row }) => ({
        ...row,
        role: role as PersonRow['role'],
        group: group_name,
      }))
    },

    async putCards(cards) {
      await db.transaction().execute(async trx => {
        for (const chunk of chunks(cards)) {
          const siteOf = await sitesOfPeople(trx, [...new Set(chunk.map(c => c.person))])
          const ids = chunk.map(c => c.id)
          const before = await sitesOfCards(trx, ids)
          const versions = new Map<string, number>()
          for (const site of new Set([...siteOf.values(), ...before.values()]))
            versions.set(site, await raise(trx, site))
          await trx
            .insertInto('card')
            .values(
              chunk.map(({ revokedAt, ...row }) => ({
                ...row,
                revoked_at: revokedAt,
                changed: versions.get(siteOf.get(row.person) ?? '') ?? 0,
              })),
            )
            .onConflict(c =>
              c.column('id').doUpdateSet(e => ({
                person: e.ref('excluded.person'),
                issued: e.ref('excluded.issued'),
                expires: e.ref('excluded.expires'),
                revoked_at: e.ref('excluded.revoked_at'),
                changed: e.ref('excluded.changed'),
              })),
            )
            .execute()
          for (const [site, version] of versions) {
            const gone = chunk.filter(c => before.get(c.id) === site && siteOf.get(c.person) !== site)
            if (gone.length > 0)
              await leave(
                trx,
                site,
                gone.map(c => c.id),
                version,
              )
          }
        }
      })
    },

    async revokeCard(card, at) {
      await db.transaction().execute(async trx => {
        const holder = await trx
          .selectFrom('card')
          .innerJoin('person', 'person.id', 'card.person')
          .select('person.site')
          .where('card.id', '=', card)
          .executeTakeFirst()
        if (holder === undefined) return
        const changed = await raise(trx, holder.site)
        await trx.updateTable('card').set({ revoked_at: at, changed }).where('id', '=', card).execute()
      })
    },

    rosterVersion: site => versionOf(db, site),

    async rosterSince(site, since) {
      return db.transaction().execute(async trx => {
        // Against a change between the two reads on an engine with several writers.
        const version = await versionOf(trx, site)
        const rows = await trx
          .selectFrom('card')
          .innerJoin('person', 'person.id', 'card.person')
          .select(['card.id', 'card.person', 'person.given', 'card.revoked_at'])
          .where('person.site', '=', site)
          .where('card.changed', '>', since)
          .where('card.changed', '<=', version)
          .orderBy('card.id')
          .execute()
        const gone =
          since === 0
            ? []
            : await trx
                .selectFrom('card_gone')
                .leftJoin('card', 'card.id', 'card_gone.card')
                .leftJoin('person', 'person.id', 'card.person')
                .select('card_gone.card')
                .where('card_gone.site', '=', site)
                .where('card_gone.changed', '>', since)
                .where(e => e.or([e('person.site', 'is', null), e('person.site', '!=', site)]))
                .orderBy('card_gone.card')
                .execute()
        const set = rows.map(
          (row): RosterRow => [row.id, row.person, row.given, row.revoked_at === null ? 'active' : 'revoked'],
        )
        return { version, set, remove: gone.map(row => row.card) }
      })
    },
  }
}

async function versionOf(db: Db, site: string): Promise<number> {
  const row = await db.selectFrom('roster').select('version').where('site', '=', site).executeTakeFirst()
  return row?.version ?? 0
}

async function raise(trx: Db, site: string): Promise<number> {
  const { version } = await trx
    .insertInto('roster')
    .values({ site, version: 1 })
    .onConflict(c => c.column('site').doUpdateSet({ version: sql`roster.version + 1` }))
    .returning('version')
    .executeTakeFirstOrThrow()
  return version
}

async function sitesOfPeople(trx: Db, ids: string[]): Promise<Map<string, string>> {
  const rows = await trx.selectFrom('person').select(['id', 'site']).where('id', 'in', ids).execute()
  return new Map(rows.map(row => [row.id, row.site]))
}

async function sitesOfCards(trx: Db, ids: string[]): Promise<Map<string, string>> {
  const rows = await trx
    .selectFrom('card')
    .innerJoin('person', 'person.id', 'card.person')
    .select(['card.id', 'person.site'])
    .where('card.id', 'in', ids)
    .execute()
  return new Map(rows.map(row => [row.id, row.site]))
}

async function cardsOf(trx: Db, people: string[]): Promise<string[]> {
  const rows = await trx.selectFrom('card').select('id').where('person', 'in', people).execute()
  return rows.map(row => row.id)
}

async function leave(trx: Db, site: string, cards: string[], changed: number): Promise<void> {
  for (const chunk of chunks(cards))
    await trx
      .insertInto('card_gone')
      .values(chunk.map(card => ({ site, card, changed })))
      .onConflict(c => c.columns(['site', 'card']).doUpdateSet({ changed }))
      .execute()
}

function* chunks<T>(list: T[]): Generator<T[]> {
  for (let i = 0; i < list.length; i += CHUNK) yield list.slice(i, i + CHUNK)
}
