import type { Ingest } from './log-types.ts'
import { type Db, plainBytes } from './tables.ts'

/** The ingest side of the store over either engine; only the append itself differs. */
export function ingestStore(db: Db, append: Ingest['append']): Ingest {
  return {
    append,

    async highWater(kiosk, journal) {
      const row = await db
        .selectFrom('high_water')
        .select(['seq', 'head', 'lo'])
        .where('kiosk', '=', kiosk)
        .where('journal', '=', journal)
        .executeTakeFirst()
      if (row === undefined) return { seq: 0, head: new Uint8Array(32), lo: 0 }
      return { seq: row.seq, head: plainBytes(row.head), lo: row.lo }
    },

    async putSeal({ receivedAt, ...row }) {
      const values = { ...row, received: receivedAt }
      await db
        .insertInto('seal')
        .values(values)
        .onConflict(conflict =>
          conflict.columns(['kiosk', 'journal']).doUpdateSet(values).where('seal.seq', '<', row.seq),
        )
        .execute()
    },

    async seal(kiosk, journal) {
      const row = await db
        .selectFrom('seal')
        .selectAll()
        .where('kiosk', '=', kiosk)
        .where('journal', '=', journal)
        .executeTakeFirst()
      if (row === undefined) return undefined
      const { received, head, sig, ...rest } = row
      return { ...rest, head: plainBytes(head), sig: plainBytes(sig), receivedAt: received }
    },

    async quarantineKiosk(kiosk) {
      await db.updateTable('kiosk').set({ status: 'quarantined' }).where('id', '=', kiosk).execute()
    },

    async quarantined(limit) {
      const rows = await db
        .selectFrom('quarantine')
        .select(['kiosk', 'journal', 'seq', 'reason', 'raw', 'received'])
        .orderBy('received', 'desc')
        .orderBy('seq', 'desc')
        .limit(limit)
        .execute()
      return rows.map(({ received, raw, ...row }) => ({
        ...row,
        raw: plainBytes(raw),
        receivedAt: received,
      }))
    },

    // No backup or replica is configured yet: a kiosk must keep everything.
    async safeHighWater() {
      return 0
    },
  }
}
