import type { PersonRole } from '@schoolgate/protocol/directory/person'
import type { Alarm } from '@schoolgate/protocol/feed/alarm'
import type { RosterRow } from '@schoolgate/protocol/frame/roster'
import type { Locale } from '@schoolgate/protocol/locale'
import type { Direction, Reason, Verdict } from '@schoolgate/protocol/verdict'
import type { AttendanceStore } from './attendance-types.ts'
import type { Cards } from './card-types.ts'
import type { Records } from './record-types.ts'
import type { TraceStore } from './trace-types.ts'

/**
 * The store's vocabulary: plain rows and the interface both engines implement. Knows nothing of sockets, HTTP or
 * the feed. Ids of jurisdictions, sites, gates and officers are short opaque strings; card, person, kiosk,
 * journal and boot ids are 16 hexadecimal digits. Times are epoch ms, days are ISO dates local to the site.
 */

export type JurisdictionKind = 'nation' | 'province' | 'district' | 'school'

export interface JurisdictionRow {
  id: string
  parent: string | null
  kind: JurisdictionKind
  name: string
  /** `/`-joined ids from the root to this one, with both ends slashed: a subtree is one prefix */
  path: string
}

export interface SiteRow {
  id: string
  /** the school */
  jurisdiction: string
  name: string
  timeZone: string
  locale: Locale
}

export interface GateRow {
  id: string
  site: string
  name: string
  lane: 'in' | 'out' | 'both'
}

export interface KioskRow {
  /** first 8 bytes of SHA-256(key), hexadecimal */
  id: string
  gate: string
  /** Ed25519 public key, 32 bytes */
  key: Uint8Array
  status: 'active' | 'quarantined'
  pairedAt: number
}

export interface PersonRow {
  id: string
  site: string
  role: PersonRole
  name: string
  /** what the child's own screen says */
  given: string
  /** class or department */
  group: string
}

/** Somebody on a site's roll. */
export interface RollRow extends PersonRow {
  /** false: has left, and is named where they scanned before */
  active: boolean
}

export interface CardRow {
  id: string
  person: string
  issued: string
  expires: string
  revokedAt: number | null
}

export interface IssuerKeyRow {
  kid: string
  jurisdiction: string
  publicKey: Uint8Array
  /** last day its cards are accepted; null or absent: as long as they run */
  trustedUntil?: string | null
}

export interface OfficerRow {
  id: string
  user: string
  name: string
  passwordHash: string
  jurisdiction: string
  locale: Locale
}

export interface SessionRow {
  /** SHA-256 of the cookie's value, hexadecimal: the value itself is never stored */
  id: string
  officer: string
  expiresAt: number
}

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

/** A presence interval. `out` undefined: still there, or never scanned out. */
export interface VisitRow {
  site: string
  person: string
  day: string
  in: number
  out: number | undefined
  /** the end was inferred (later `in`, or local midnight), not scanned */
  outInferred: boolean
}

/** What presence needs of one entry. */
export interface PersonEntry {
  kiosk: string
  journal: string
  seq: number
  at: number
  direction: Direction
  verdict: Verdict
  reasons: Reason[]
}

/** What one person's entries of one day at one site add to the day's counters. */
export interface PersonDay {
  in: number
  out: number
  onSite: boolean
  /** when the person was first let in by a `pass`, epoch ms */
  firstIn: number | undefined
}

/**
 * The pure rules of presence, handed to the store when it is opened. Both functions over entries take one
 * person's entries of one day at one site in any order and give the same answer for every order.
 */
export interface PresenceRules {
  visits(entries: PersonEntry[]): Pick<VisitRow, 'in' | 'out' | 'outInferred'>[]
  personDay(entries: PersonEntry[]): PersonDay
  /** index into the feed's TEMPERATURE_BINS, undefined outside them */
  temperatureBin(surface: number): number | undefined
  /** local ISO day and minute of that day */
  localTime(timeZone: string, at: number): { day: string; minute: number }
  /** epoch ms at which the local day is over */
  dayEnd(timeZone: string, day: string): number
}

/**
 * Entries of one site and day. Every entry counts once under its verdict. `in` and `out` count only entries that
 * move a known person: `in` unless the verdict is `recheck` (still waiting outside) or the card is not theirs to
 * use (`card-revoked`, `card-reissued`, `card-forged`, `card-foreign`), `out` whatever the verdict with such a card
 * excepted too.
 */
export interface DayCounts {
  in: number
  out: number
  pass: number
  recheck: number
  isolate: number
  refer: number
}

/** Kept counters of one site and day. */
export interface DayTotals {
  counts: DayCounts
  /** persons whose last entry counted under `in` or `out` is an `in` */
  onSite: number
  /** [minute of local day, persons whose first `in` with verdict `pass` fell into it] */
  arrivals: [number, number][]
  /** readings per bin by gate, see the feed's TEMPERATURE_BINS */
  temperatures: Record<string, number[]>
}

export interface EntryQuery {
  site: string
  day: string
  /** only entries with id below this: pages backwards */
  before?: number
  limit: number
}

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

export interface Presence {
  /** Folds log rows not merged yet into visits and day counters by one sorted pass; returns how many. */
  merge(): Promise<number>
  totals(site: string, day: string): Promise<DayTotals>
  /** mean first arrivals per minute over the last `days` school days before `day` */
  usualArrivals(site: string, day: string, days: number): Promise<[number, number][]>
  visitsOf(person: string, fromDay: string, toDay: string): Promise<VisitRow[]>
  /** newest first */
  entries(query: EntryQuery): Promise<StoredEntry[]>
  gaps(site: string): Promise<GapRow[]>
}

export interface Directory {
  jurisdiction(id: string): Promise<JurisdictionRow | undefined>
  /** The path given is not looked at: it follows from the parent. This and the puts below leave a history of `setup`. */
  putJurisdiction(row: JurisdictionRow): Promise<void>
  putSite(row: SiteRow): Promise<void>
  putGate(row: GateRow): Promise<void>
  site(id: string): Promise<SiteRow | undefined>
  sitesUnder(path: string): Promise<SiteRow[]>
  gates(site: string): Promise<GateRow[]>
  gate(id: string): Promise<GateRow | undefined>
  kiosk(id: string): Promise<KioskRow | undefined>
  kiosksAt(site: string): Promise<KioskRow[]>
  putKiosk(row: KioskRow): Promise<void>
  /** @param codeHash SHA-256 of the code's UTF-8 bytes, hexadecimal */
  putPairingCode(codeHash: string, gate: string, expiresAt: number): Promise<void>
  /** Consumes a code once; undefined when unknown, used or expired. */
  takePairingCode(codeHash: string, now: number): Promise<string | undefined>
  putPeople(people: PersonRow[]): Promise<void>
  /** everybody but guardians, who are not on the roll */
  people(site: string): Promise<RollRow[]>
  putCards(cards: CardRow[]): Promise<void>
  revokeCard(card: string, at: number): Promise<void>
  putIssuerKey(row: IssuerKeyRow): Promise<void>
  /** keys of the site's school and of every jurisdiction above it that are trusted today */
  issuerKeys(site: string): Promise<IssuerKeyRow[]>
  /** grows with every change of the site's cards or people */
  rosterVersion(site: string): Promise<number>
  /** rows changed after `since`; when `since` is 0 everything but cards that expired more than 30 days ago */
  rosterSince(site: string, since: number): Promise<{ version: number; set: RosterRow[]; remove: string[] }>
}

export interface Accounts {
  officerByUser(user: string): Promise<OfficerRow | undefined>
  officer(id: string): Promise<OfficerRow | undefined>
  putOfficer(row: OfficerRow): Promise<void>
  putSession(row: SessionRow): Promise<void>
  session(id: string): Promise<SessionRow | undefined>
  dropSession(id: string): Promise<void>
  /** Signs an officer out everywhere. */
  dropSessionsOf(officer: string): Promise<void>
  /** Forgets sessions that ended before `now`, epoch ms. */
  dropExpiredSessions(now: number): Promise<void>
  putWallToken(tokenHash: string, site: string, officer: string, createdAt: number): Promise<void>
  wallSite(tokenHash: string): Promise<string | undefined>
  dropWallTokens(site: string): Promise<void>
}

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
