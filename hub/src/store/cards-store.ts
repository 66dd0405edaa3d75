import { endCards, writeCards } from './card-rows.ts'
import type { CardDetail, CardEnd, Cards, KeyDetail } from './card-types.ts'
import {
  configVersion,
  configVersions,
  pathOfPlace,
  raiseConfig,
  sitesUnderPaths,
} from './config-versions.ts'
import { ask, chunks, type Engine, oneOf } from './sql-text.ts'
import { type Db, plainBytes } from './tables.ts'
import { visitorsStore } from './visitors-store.ts'

interface KeptCard {
  id: string
  person: string
  issued: string
  expires: string
  revoked_at: number | null
  ended: string | null
}

const CARD = 'id, person, issued, expires, revoked_at, ended'
const cardDetail = ({ revoked_at, ended, ...row }: KeptCard): CardDetail => ({
  ...row,
  revokedAt: revoked_at,
  end: ended as CardEnd | null,
})

export function cardsStore(db: Db, engine: Engine): Cards {
  /** Every kiosk under the place hears of it. */
  async function raiseUnder(trx: Db, place: string): Promise<void> {
    const path = await pathOfPlace(trx, engine, place)
    if (path !== undefined) await raiseConfig(trx, engine, await sitesUnderPaths(trx, engine, [path]))
  }

  return {
    ...visitorsStore(db, engine),

    async cardsOf(people) {
      const found: CardDetail[] = []
      for (const part of chunks(people, 1000)) {
        const { text, value } = oneOf(engine, 'person', part)
        const what = `select ${CARD} from card where ${text} order by issued, id`
        for (const row of await ask<KeptCard>(db, engine, what, [value])) found.push(cardDetail(row))
      }
      return found
    },
    async card(id) {
      const [row] = await ask<KeptCard>(db, engine, `select ${CARD} from card where id = ?`, [id])
      return row && cardDetail(row)
    },
    async issue(cards, end, at) {
      await db.transaction().execute(async trx => {
        const holders = [...new Set(cards.map(card => card.person))]
        if (end !== null) await endCards(trx, engine, 'person', holders, end, at)
        await writeCards(trx, engine, cards)
      })
    },
    async end(cards, end, at) {
      await db.transaction().execute(trx => endCards(trx, engine, 'id', cards, end, at))
    },
    async counts(path, today) {
      const places = await ask<{ id: string }>(
        db,
        engine,
        'select id from jurisdiction where substr(path, 1, length(?)) = ?',
        [path, path],
      )
      const { text, value } = oneOf(
        engine,
        'place',
        places.map(row => row.id),
      )
      const [row] = await ask<{ people: number; active: number | null }>(
        db,
        engine,
        `select count(*) as people, sum(case when card_until >= ? then 1 else 0 end) as active from person
        where ${text} and status = 'active' and role in ('student', 'teacher', 'staff')`,
        [today, value],
      )
      const [ended] = await ask<{ n: number }>(
        db,
        engine,
        `select count(*) as n from card c join person p on p.id = c.person
        where c.ended = 'revoked' and ${text.replace('place', 'p.place')}`,
        [value],
      )
      const people = Number(row?.people ?? 0)
      const active = Number(row?.active ?? 0)
      return { people, active, without: people - active, revoked: Number(ended?.n ?? 0) }
    },

    async keys(jurisdictions) {
      const { text, value } = oneOf(engine, 'jurisdiction', jurisdictions)
      const rows = await ask<{
        kid: string
        jurisdiction: string
        public_key: Uint8Array
        made_at: number
        trusted_until: string | null
      }>(
        db,
        engine,
        `select kid, jurisdiction, public_key, made_at, trusted_until from issuer_key where ${text}
        order by made_at, kid`,
        [value],
      )
      return rows.map(
        (row): KeyDetail => ({
          kid: row.kid,
          jurisdiction: row.jurisdiction,
          publicKey: plainBytes(row.public_key),
          madeAt: row.made_at,
          trustedUntil: row.trusted_until,
        }),
      )
    },
    async putKey({ kid, jurisdiction, publicKey, madeAt, trustedUntil }) {
      await db.transaction().execute(async trx => {
        await ask(
          trx,
          engine,
          `insert into issuer_key (kid, jurisdiction, public_key, made_at, trusted_until) values (?, ?, ?, ?, ?)
          on conflict (kid) do update set jurisdiction = excluded.jurisdiction,
          public_key = excluded.public_key, made_at = excluded.made_at, trusted_until = excluded.trusted_until`,
          [kid, jurisdiction, publicKey, madeAt, trustedUntil],
        )
        await raiseUnder(trx, jurisdiction)
      })
    },

    async issuedBefore(place) {
      const path = await pathOfPlace(db, engine, place)
      const { text, value } = oneOf(engine, 'place', path?.split('/').filter(id => id !== '') ?? [])
      const what = `select max(day) as day from issued_before where ${text}`
      const [row] = await ask<{ day: string | null }>(db, engine, what, [value])
      return row?.day ?? undefined
    },
    async ownIssuedBefore(place) {
      const what = 'select day from issued_before where place = ?'
      const [row] = await ask<{ day: string }>(db, engine, what, [place])
      return row?.day
    },
    async setIssuedBefore(place, day) {
      await db.transaction().execute(async trx => {
        if (day === null) await ask(trx, engine, 'delete from issued_before where place = ?', [place])
        else
          await ask(
            trx,
            engine,
            `insert into issued_before (place, day) values (?, ?)
            on conflict (place) do update set day = excluded.day`,
            [place, day],
          )
        await raiseUnder(trx, place)
      })
    },
    configVersion: site => configVersion(db, engine, site),
    configVersions: () => configVersions(db, engine),
  }
}
