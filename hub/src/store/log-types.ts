import type { Direction, Reason, Verdict } from '@schoolgate/protocol/verdict'

/** How sure the hub is of an entry's time. */
export type TimeQuality = 'same-boot' | 'synced' | 'bracketed'

export interface LogRow {
  kiosk: string
  journal: string
  seq: number
  bootId: string
  monoMs: number
  wallMs: number
  synced: boolean
  kind: string
  v: number
  body: Uint8Array
  /** this entry's chain hash, 32 bytes */
  hash: Uint8Array
  /** derived time and its interval, epoch ms */
  at: number
  lo: number
  hi: number
  quality: TimeQuality
  receivedAt: number
}

/** The decoded body beside its row, as presence and the feed need it; absent fields as in the entry's body. */
export interface StoredEntry
  extends Omit<LogRow, 'body' | 'hash' | 'bootId' | 'monoMs' | 'wallMs' | 'synced' | 'v'> {
  /** position in the hub's log; grows */
  id: number
  site: string
  gate: string
  day: string
  direction: Direction
  verdict: Verdict
  reasons: Reason[]
  card?: string
  person?: string
  surface?: number
  look: number
  idleMs: number
}

export interface QuarantineRow {
  kiosk: string
  journal: string
  seq: number
  reason: string
  raw: Uint8Array
  receivedAt: number
}

/** A kiosk's signature on its chain up to `seq`, which proves every entry before to anybody. */
export interface SealRow {
  kiosk: string
  journal: string
  seq: number
  /** chain hash of entry `seq`, 32 bytes */
  head: Uint8Array
  /** Ed25519, 64 bytes; see the protocol's seal frame */
  sig: Uint8Array
  receivedAt: number
}

/** Entries that no longer exist anywhere: shown, never silently skipped. */
export interface GapRow {
  kiosk: string
  journal: string
  from: number
  to: number
  noticedAt: number
}

export interface HighWater {
  seq: number
  /** chain hash of entry `seq`, 32 zero bytes when seq is 0 */
  head: Uint8Array
  /** earliest moment entry `seq` can have happened, epoch ms: what comes later in the journal happened after it */
  lo?: number
}

/** One journal's part of a group commit. Applied only if its high-water mark still is `expected`. */
export interface Append {
  kiosk: string
  journal: string
  expected: HighWater
  next: HighWater
  rows: LogRow[]
  /** aligned with `rows`; undefined where the body went to quarantine */
  entries: (Omit<StoredEntry, 'id'> | undefined)[]
  quarantine: QuarantineRow[]
  gaps: GapRow[]
}

export type AppendOutcome =
  /** committed and fsynced; ids of `rows` are firstId, firstId + 1, ... */
  | { ok: true; firstId: number }
  /** another connection moved the mark first */
  | { ok: false; actual: HighWater }

export interface Ingest {
  highWater(kiosk: string, journal: string): Promise<HighWater>
  /** All appends in one transaction, fsynced before the promise resolves; outcome i belongs to append i. */
  append(appends: Append[]): Promise<AppendOutcome[]>
  /** Marks a kiosk whose stored chain and offered chain differ. */
  quarantineKiosk(kiosk: string): Promise<void>
  quarantined(limit: number): Promise<QuarantineRow[]>
  /** Keeps the newest seal of a journal; an older one changes nothing. */
  putSeal(row: SealRow): Promise<void>
  seal(kiosk: string, journal: string): Promise<SealRow | undefined>
  /** highest seq that is in backup or replica too; 0 where no second place is configured */
  safeHighWater(kiosk: string, journal: string): Promise<number>
}
