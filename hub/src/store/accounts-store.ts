import type { Locale } from '@schoolgate/protocol/locale'
import type { Accounts, OfficerRow } from './account-types.ts'
import type { Db, Tables } from './tables.ts'

/** Officers, their sessions and wall tokens. Secrets are stored as digests only. */
export function accountsStore(db: Db): Accounts {
  return {
    async officerByUser(user) {
      const row = await db.selectFrom('officer').selectAll().where('user_name', '=', user).executeTakeFirst()
      return row && officer(row)
    },
    async officer(id) {
      const row = await db.selectFrom('officer').selectAll().where('id', '=', id).executeTakeFirst()
      return row && officer(row)
    },
    async putOfficer(row) {
      const values = {
        user_name: row.user,
        name: row.name,
        password_hash: row.passwordHash,
        jurisdiction: row.jurisdiction,
        locale: row.locale,
      }
      await db
        .insertInto('officer')
        .values({ id: row.id, ...values })
        .onConflict(c => c.column('id').doUpdateSet(values))
        .execute()
    },

    async putSession(row) {
      const values = { officer: row.officer, expires_at: row.expiresAt }
      await db
        .insertInto('session')
        .values({ id: row.id, ...values })
        .onConflict(c => c.column('id').doUpdateSet(values))
        .execute()
    },
    async session(id) {
      const row = await db.selectFrom('session').selectAll().where('id', '=', id).executeTakeFirst()
      return row && { id: row.id, officer: row.officer, expiresAt: row.expires_at }
    },
    async dropSession(id) {
      await db.deleteFrom('session').where('id', '=', id).execute()
    },
    async dropSessionsOf(officerId) {
      await db.deleteFrom('session').where('officer', '=', officerId).execute()
    },
    async dropExpiredSessions(now) {
      await db.deleteFrom('session').where('expires_at', '<=', now).execute()
    },

    async putWallToken(tokenHash, site, officerId, createdAt) {
      const values = { site, officer: officerId, created_at: createdAt }
      await db
        .insertInto('wall_token')
        .values({ hash: tokenHash, ...values })
        .onConflict(c => c.column('hash').doUpdateSet(values))
        .execute()
    },
    async wallSite(tokenHash) {
      const row = await db
        .selectFrom('wall_token')
        .select('site')
        .where('hash', '=', tokenHash)
        .executeTakeFirst()
      return row?.site
    },
    async dropWallTokens(site) {
      await db.deleteFrom('wall_token').where('site', '=', site).execute()
    },
  }
}

const officer = (row: Tables['officer']): OfficerRow => ({
  id: row.id,
  user: row.user_name,
  name: row.name,
  passwordHash: row.password_hash,
  jurisdiction: row.jurisdiction,
  locale: row.locale as Locale,
})
