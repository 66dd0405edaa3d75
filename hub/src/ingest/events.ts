import type { Health } from '@schoolgate/protocol/frame/health'
import type { Nack } from '@schoolgate/protocol/frame/nack'
import type { RefusedCode } from '@schoolgate/protocol/frame/refused'
import type { GapRow, StoredEntry } from '../store/log-types.ts'

/** Where a connected kiosk stands. */
export interface KioskPlace {
  kiosk: string
  gate: string
  site: string
}

/** What ingest tells the rest of the hub. Called in order, never awaited; all optional. */
export interface IngestEvents {
  /** after commit and ack, in log order */
  onCommitted?(entries: StoredEntry[]): void
  onHealth?(place: KioskPlace, health: Health): void
  /** up: welcomed. down: gone, and no newer connection of the same kiosk took over */
  onConnection?(place: KioskPlace, up: boolean): void
  /** stored and offered chain differ; the kiosk is quarantined */
  onFork?(place: KioskPlace): void
  onGap?(place: KioskPlace, gap: GapRow): void
  onRefused?(code: RefusedCode): void
  onNack?(code: Nack['code']): void
  onQuarantined?(entries: number): void
  /** a group commit: rows in it and ms until it was on disk */
  onGroup?(rows: number, ms: number): void
  /** something nobody expected, e.g. a full disk; the kiosks keep their entries and try again */
  onFault?(place: 'admit' | 'append' | 'push', error: unknown): void
}
