import { sql } from 'kysely'
import { rosterStore } from './roster-store.ts'
import { type Db, plainBytes, type Tables } from './tables.ts'
import type { Directory, GateRow, JurisdictionRow, KioskRow, SiteRow } from './types.ts'

/** Who and what there is: the tree, sites, gates, kiosks, issuer keys; people and cards through `rosterStore`. */
export function directoryStore(db: Db): Directory {
  return {
    ...rosterStore(db),

    async jurisdiction(id) {
      const row = await db.selectFrom('jurisdiction').selectAll().where('id', '=', id).executeTakeFirst()
      return row && { ...row, kind: row.kind as JurisdictionRow['kind'] }
    },
    async putJurisdiction({ id, ...values }) {
      await db
        .insertInto('jurisdiction')
        .values({ id, ...values })
        .onConflict(c => c.column('id').doUpdateSet(values))
        .execute()
    },

    async putSite({ id, timeZone, ...rest }) {
      const values = { ...rest, time_zone: timeZone }
      await db
        .insertInto('site')
        .values({ id, ...values })
        .onConflict(c => c.column('id').doUpdateSet(values))
        .execute()
    },
    async site(id) {
      const row = await db.selectFrom('site').selectAll().where('id', '=', id).executeTakeFirst()
      return row && site(row)
    },
    async sitesUnder(path) {
      const rows = await db
        .selectFrom('site')
        .innerJoin('jurisdiction', 'jurisdiction.id', 'site.jurisdiction')
        .selectAll('site')
        .where(sql`substr(jurisdiction.path, 1, ${sql.lit(path.length)})`, '=', path)
        .orderBy('site.id')
        .execute()
      return rows.map(site)
    },

    async putGate({ id, ...values }) {
      await db
        .insertInto('gate')
        .values({ id, ...values })
        .onConflict(c => c.column('id').doUpdateSet(values))
        .execute()
    },
    async gates(siteId) {
      const rows = await db.selectFrom('gate').selectAll().where('site', '=', siteId).orderBy('id').execute()
      return rows.map(gate)
    },
    async gate(id) {
      const row = await db.selectFrom('gate').selectAll().where('id', '=', id).executeTakeFirst()
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

    async putIssuerKey({ kid, jurisdiction, publicKey }) {
      const values = { jurisdiction, public_key: publicKey }
      await db
        .insertInto('issuer_key')
        .values({ kid, ...values })
        .onConflict(c => c.column('kid').doUpdateSet(values))
        .execute()
    },
    async issuerKeys(siteId) {
      const school = await db
        .selectFrom('site')
        .innerJoin('jurisdiction', 'jurisdiction.id', 'site.jurisdiction')
        .select('jurisdiction.path')
        .where('site.id', '=', siteId)
        .executeTakeFirst()
      const above = school?.path.split('/').filter(id => id !== '') ?? []
      if (above.length === 0) return []
      const rows = await db
        .selectFrom('issuer_key')
        .selectAll()
        .where('jurisdiction', 'in', above)
        .orderBy('kid')
        .execute()
      return rows.map(row => ({
        kid: row.kid,
        jurisdiction: row.jurisdiction,
        publicKey: plainBytes(row.public_key),
      }))
    },
  }
}

const site = ({ time_zone, locale, ...row }: Tables['site']): SiteRow => ({
  ...row,
  timeZone: time_zone,
  locale: locale as SiteRow['locale'],
})

const gate = (row: Tables['gate']): GateRow => ({ ...row, lane: row.lane as GateRow['lane'] })

const kiosk = ({ paired_at, ...row }: Tables['kiosk']): KioskRow => ({
  ...row,
  key: plainBytes(row.key),
  status: row.status as KioskRow['status'],
  pairedAt: paired_at,
})
