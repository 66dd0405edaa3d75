import { sql } from 'kysely'
import type { Append, AppendOutcome } from './log-types.ts'
import { logValues } from './log-values.ts'
import { type Db, plainBytes } from './tables.ts'

/** Rows per insert: 28 parameters each, below the protocol's 65,535. */
const ROWS_PER_INSERT = 1000

/**
 * The same transaction on PostgreSQL. Taking `log_end`'s row first puts the commits of several hubs in one order,
 * so ids become visible in the order they were given out and a merge never skips one.
 */
export function postgresAppend(db: Db): (appends: Append[]) => Promise<AppendOutcome[]> {
  return appends =>
    db.transaction().execute(async trx => {
      const end = await trx.selectFrom('log_end').select('last').forUpdate().executeTakeFirstOrThrow()
      let last = end.last
      const outcomes: AppendOutcome[] = []
      const values: ReturnType<typeof logValues>[] = []
      for (const append of appends) {
        const outcome = await moveMark(trx, append)
        if (outcome !== undefined) {
          outcomes.push(outcome)
          continue
        }
        outcomes.push({ ok: true, firstId: append.rows.length === 0 ? 0 : last + 1 })
        for (let i = 0; i < append.rows.length; i++) values.push(logValues(append, i, ++last))
        if (append.quarantine.length > 0)
          await trx
            .insertInto('quarantine')
            .values(append.quarantine.map(({ receivedAt, ...q }) => ({ ...q, received: receivedAt })))
            .execute()
        if (append.gaps.length > 0)
          await trx
            .insertInto('gap')
            .values(
              append.gaps.map(g => ({
                kiosk: g.kiosk,
                journal: g.journal,
                from_seq: g.from,
                to_seq: g.to,
                noticed: g.noticedAt,
                // What is lost after the mark happened after it.
                since: (append.rows.length === 0 && append.next.lo) || null,
              })),
            )
            .execute()
      }
      for (let i = 0; i < values.length; i += ROWS_PER_INSERT) {
        const rows = values.slice(i, i + ROWS_PER_INSERT).map(row => sql`(${sql.join(row)})`)
        await sql`insert into log values ${sql.join(rows)}`.execute(trx)
      }
      if (last !== end.last) await trx.updateTable('log_end').set({ last }).execute()
      return outcomes
    })
}

/** Undefined when the mark was moved. */
async function moveMark(trx: Db, append: Append): Promise<AppendOutcome | undefined> {
  const { kiosk, journal, expected, next } = append
  const moved =
    expected.seq === 0
      ? await trx
          .insertInto('high_water')
          .values({ kiosk, journal, seq: next.seq, head: next.head, lo: next.lo ?? 0 })
          .onConflict(c => c.doNothing())
          .executeTakeFirst()
      : await trx
          .updateTable('high_water')
          .set({ seq: next.seq, head: next.head, lo: next.lo ?? 0 })
          .where('kiosk', '=', kiosk)
          .where('journal', '=', journal)
          .where('seq', '=', expected.seq)
          .where('head', '=', expected.head)
          .executeTakeFirst()
  const changed = 'numUpdatedRows' in moved ? moved.numUpdatedRows : moved.numInsertedOrUpdatedRows
  if (changed === 1n) return undefined
  const actual = await trx
    .selectFrom('high_water')
    .select(['seq', 'head', 'lo'])
    .where('kiosk', '=', kiosk)
    .where('journal', '=', journal)
    .executeTakeFirst()
  if (actual === undefined) return { ok: false, actual: { seq: 0, head: new Uint8Array(32), lo: 0 } }
  return { ok: false, actual: { ...actual, head: plainBytes(actual.head) } }
}
