import type { Clock } from '@schoolgate/protocol/clock'
import { sql } from 'kysely'
import type { Cards } from './card-types.ts'
import type { Directory, GateRow, JurisdictionRow, KioskRow, SiteRow } from './place-types.ts'
import type { PresenceRules } from './presence-types.ts'
import type { Records } from './record-types.ts'
import { rosterStore } from './roster-store.ts'
import { setupRecords } from './setup-records.ts'
import { type Db, plainBytes, type Tables } from './tables.ts'
import type { Store } from './types.ts'

export interface DirectoryDeps {
  db: Db
  engine: Store['engine']
  rules: Pick<PresenceRules, 'localTime'>
  clock: Pick<Clock, 'wall'>
  records: Records
  cards: Cards
}

/** Who and what there is, as kiosks, the feed and setup commands ask for it; whole records are in `Records`. */
export function directoryStore({ db, engine, rules, clock, records, cards }: DirectoryDeps): Directory {
  const now = () => clock.wall()
  return {
    ...rosterStore(db, engine, now),
    ...setupRecords(db, engine, records, now),

    async jurisdiction(id) {
      const row = await db
        .selectFrom('jurisdiction')
        .select(JURISDICTION)
        .where('id', '=', id)
        .executeTakeFirst()
      return row && { ...row, kind: row.kind as JurisdictionRow['kind'] }
    },
    async site(id) {
      const row = await db.selectFrom('site').select(SITE).where('id', '=', id).executeTakeFirst()
      return row && site(row)
    },
    async sitesUnder(path) {
      const rows = await db
        .selectFrom('site')
        .innerJoin('jurisdiction', 'jurisdiction.id', 'site.jurisdiction')
        .select(['site.id', 'site.jurisdiction', 'site.name', 'site.time_zone', 'site.locale'])
        .where(sql`substr(jurisdiction.path, 1, ${sql.lit(path.length)})`, '=', path)
        .orderBy('site.id')
        .execute()
      return rows.map(site)
    },

    async gates(siteId) {
      const rows = await db.selectFrom('gate').select(GATE).where('site', '=', siteId).orderBy('id').execute()
      return rows.map(gate)
    },
    async gate(id) {
      const row = await db.selectFrom('gate').select(GATE).where('id', '=', id).executeTakeFirst()
      return row && gate(row)
    },

    async kiosk(id) {
      const row = await db.selectFrom('kiosk').selectAll().where('id', '=', id).executeTakeFirst()
      return row && kiosk(row)
    },
    async kiosksAt(siteId) {
      const rows = await db
        .selectFrom('kiosk')
        .innerJoin('gate', 'gate.id', 'kiosk.gate')
        .selectAll('kiosk')
        .where('gate.site', '=', siteId)
        .orderBy('kiosk.id')
        .execute()
      return rows.map(kiosk)
    },
    async putKiosk({ id, pairedAt, ...rest }) {
      const values = { ...rest, paired_at: pairedAt }
      await db
        .insertInto('kiosk')
        .values({ id, ...values })
        .onConflict(c => c.column('id').doUpdateSet(values))
        .execute()
    },

    async putPairingCode(codeHash, gateId, expiresAt) {
      const values = { gate: gateId, expires_at: expiresAt }
      await db
        .insertInto('pairing_code')
        .values({ hash: codeHash, ...values })
        .onConflict(c => c.column('hash').doUpdateSet(values))
        .execute()
    },
    async takePairingCode(codeHash, now) {
      const taken = await db
        .deleteFrom('pairing_code')
        .where('hash', '=', codeHash)
        .returning(['gate', 'expires_at'])
        .executeTakeFirst()
      return taken !== undefined && taken.expires_at > now ? taken.gate : undefined
    },

    async putIssuerKey(key) {
      const known = (await cards.keys([key.jurisdiction])).find(other => other.kid === key.kid)
      await cards.putKey({
        ...key,
        madeAt: known?.madeAt ?? now(),
        trustedUntil: key.trustedUntil ?? known?.trustedUntil ?? null,
      })
    },
    async issuerKeys(siteId) {
      const school = await db
        .selectFrom('site')
        .innerJoin('jurisdiction', 'jurisdiction.id', 'site.jurisdiction')
        .select(['jurisdiction.path', 'site.time_zone'])
        .where('site.id', '=', siteId)
        .executeTakeFirst()
      if (school === undefined) return []
      const { day } = rules.localTime(school.time_zone, now())
      const keys = await cards.keys(school.path.split('/').filter(id => id !== ''))
      return keys
        .filter(key => key.trustedUntil === null || key.trustedUntil >= day)
        .sort((a, b) => (a.kid < b.kid ? -1 : 1))
        .map(({ madeAt: _, ...key }) => key)
    },
  }
}

const JURISDICTION = ['id', 'parent', 'kind', 'name', 'path'] as const
const SITE = ['id', 'jurisdiction', 'name', 'time_zone', 'locale'] as const
const GATE = ['id', 'site', 'name', 'lane'] as const

const site = ({ time_zone, locale, ...row }: Pick<Tables['site'], (typeof SITE)[number]>): SiteRow => ({
  ...row,
  timeZone: time_zone,
  locale: locale as SiteRow['locale'],
})

const gate = (row: Pick<Tables['gate'], (typeof GATE)[number]>): GateRow => ({
  ...row,
  lane: row.lane as GateRow['lane'],
})

const kiosk = ({ paired_at, ...row }: Tables['kiosk']): KioskRow => ({
  ...row,
  key: plainBytes(row.key),
  status: row.status as KioskRow['status'],
  pairedAt: paired_at,
})
