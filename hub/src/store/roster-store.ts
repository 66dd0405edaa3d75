import type { RosterRow } from '@schoolgate/protocol/frame/roster'
import { endCards, writeCards } from './card-rows.ts'
import type { CardDetail } from './card-types.ts'
import type { CardRow, Directory, RollRow } from './place-types.ts'
import { raiseRoster } from './roster-versions.ts'
import { ask, type Engine } from './sql-text.ts'
import type { Db } from './tables.ts'
import { withValueRows } from './value-rows.ts'

type RosterPart = Pick<
  Directory,
  'people' | 'putCards' | 'revokeCard' | 'rosterVersion' | 'rosterVersions' | 'rosterSince'
>

/** How long an expired card is still told apart from an unknown one, days. */
const EXPIRED_DAYS = 30
const DAY_MS = 86_400_000

/**
 * People and cards as kiosks and the feed need them. Every change raises the roster version of the sites it touches
 * and stamps the touched cards with it, so that a kiosk is sent what changed since the version it has.
 */
export function rosterStore(db: Db, engine: Engine, now: () => number): RosterPart {
  return {
    async people(site) {
      const rows = await ask<Omit<RollRow, 'group' | 'active'> & { group_name: string; status: string }>(
        db,
        engine,
        `select id, site, role, name, given, group_name, status from person
        where site = ? and role <> 'guardian' order by id`,
        [site],
      )
      return rows.map(({ group_name, status, ...row }) => ({
        ...row,
        group: group_name,
        active: status === 'active',
      }))
    },

    async putCards(cards) {
      await db.transaction().execute(trx => writeCards(trx, engine, cards.map(cardDetail)))
    },
    async revokeCard(card, at) {
      await db.transaction().execute(trx => endCards(trx, engine, 'id', [card], 'revoked', at))
    },

    rosterVersion: site => versionOf(db, site),
    async rosterVersions() {
      const rows = await db.selectFrom('roster').select(['site', 'version']).execute()
      return new Map(rows.map(({ site, version }) => [site, version]))
    },

    async rosterSince(site, since) {
      return db.transaction().execute(async trx => {
        // Against a change between the two reads on an engine with several writers.
        const version = await versionOf(trx, site)
        const oldest = new Date(now() - EXPIRED_DAYS * DAY_MS).toISOString().slice(0, 10)
        const rows = await trx
          .selectFrom('card')
          .innerJoin('person', 'person.id', 'card.person')
          .select([
            'card.id',
            'card.person',
            'person.given',
            'person.status',
            'card.revoked_at',
            'card.ended',
          ])
          .where('person.site', '=', site)
          .where('card.changed', '>', since)
          .where('card.changed', '<=', version)
          // A kiosk that begins anew need not learn what ran out long ago; one that knows it is told of changes.
          .$if(since === 0, query => query.where('card.expires', '>=', oldest))
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
        return {
          version,
          set: rows.map((row): RosterRow => [row.id, row.person, row.given, stateOf(row)]),
          remove: gone.map(row => row.card),
        }
      })
    },
  }
}

/** A card replaced by a newer one stays told apart; nobody who has left passes with any card. */
function stateOf(row: { ended: string | null; revoked_at: number | null; status: string }): RosterRow[3] {
  if (row.ended === 'reissued') return 'reissued'
  return row.revoked_at !== null || row.status !== 'active' ? 'revoked' : 'active'
}

const cardDetail = (row: CardRow): CardDetail => ({ ...row, end: row.revokedAt === null ? null : 'revoked' })

async function versionOf(db: Db, site: string): Promise<number> {
  const row = await db.selectFrom('roster').select('version').where('site', '=', site).executeTakeFirst()
  return row?.version ?? 0
}

/** Writes the class or department beside people who were entered without groups. */
export async function nameGroups(
  trx: Db,
  engine: Engine,
  people: readonly { id: string; site: string; group: string }[],
): Promise<void> {
  const named = await withValueRows<{ site: string }>(
    trx,
    engine,
    'with v (id, new_name) as (values',
    people.map(person => [person.id, person.group]),
    `) update person set group_name = v.new_name from v
    where person.id = v.id and person.group_name <> v.new_name returning person.site as site`,
  )
  for (const site of new Set(named.map(row => row.site))) await raiseRoster(trx, engine, site)
}
