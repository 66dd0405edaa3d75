import type { Alarm } from '@schoolgate/protocol/feed/alarm'
import type { Accounts } from './account-types.ts'
import type { AttendanceStore } from './attendance-types.ts'
import type { Cards } from './card-types.ts'
import type { Ingest } from './log-types.ts'
import type { Directory } from './place-types.ts'
import type { Presence } from './presence-types.ts'
import type { Records } from './record-types.ts'
import type { TraceStore } from './trace-types.ts'

/**
 * The store's vocabulary: plain rows and the interface both engines implement. Knows nothing of sockets, HTTP or
 * the feed. Ids of jurisdictions, sites, gates and officers are short opaque strings; card, person, kiosk,
 * journal and boot ids are 16 hexadecimal digits. Times are epoch ms, days are ISO dates local to the site.
 */

export interface Alarms {
  putAlarm(site: string, alarm: Alarm): Promise<void>
  /** not closed, or closed after `closedSince` */
  openAlarms(site: string, closedSince: number): Promise<Alarm[]>
  alarm(id: string): Promise<{ site: string; alarm: Alarm } | undefined>
}

export interface Store {
  readonly engine: 'sqlite' | 'postgres'
  ingest: Ingest
  presence: Presence
  directory: Directory
  accounts: Accounts
  alarms: Alarms
  records: Records
  cards: Cards
  attendance: AttendanceStore
  trace: TraceStore
  close(): Promise<void>
}
