import type { Alarm } from '@schoolgate/protocol/feed/alarm'
import type { Db } from './tables.ts'
import type { Alarms } from './types.ts'

/** Alarms whole, as JSON: they are read by site and state only. */
export function alarmsStore(db: Db): Alarms {
  return {
    async putAlarm(site, alarm) {
      const values = {
        site,
        state: alarm.state,
        closed_at: alarm.state === 'closed' ? (alarm.stepAt ?? alarm.raisedAt) : null,
        body: JSON.stringify(alarm),
      }
      await db
        .insertInto('alarm')
        .values({ id: alarm.id, ...values })
        .onConflict(c => c.column('id').doUpdateSet(values))
        .execute()
    },
    async openAlarms(site, closedSince) {
      const rows = await db
        .selectFrom('alarm')
        .select('body')
        .where('site', '=', site)
        .where(e => e.or([e('state', '!=', 'closed'), e('closed_at', '>', closedSince)]))
        .execute()
      return rows
        .map(row => JSON.parse(row.body) as Alarm)
        .sort((a, b) => a.raisedAt - b.raisedAt || (a.id < b.id ? -1 : 1))
    },
    async alarm(id) {
      const row = await db
        .selectFrom('alarm')
        .select(['site', 'body'])
        .where('id', '=', id)
        .executeTakeFirst()
      return row && { site: row.site, alarm: JSON.parse(row.body) as Alarm }
    },
  }
}
