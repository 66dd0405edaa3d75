import type { Kysely } from 'kysely'

/**
 * The tables as both engines hold them. Times are doubles (a kiosk's clocks have fractions and are hashed as
 * they came), flags 0 or 1, lists of codes are words with a space between. Column names avoid SQL's own words.
 */
export interface Tables {
  log: LogTable
  /** last id handed out in `log`; its row lock puts commits of several hubs in one order */
  log_end: { one: number; last: number }
  /** last id folded into visits and counters */
  merge_mark: { one: number; last: number }
  high_water: { kiosk: string; journal: string; seq: number; head: Uint8Array; lo: number }
  quarantine: {
    kiosk: string
    journal: string
    seq: number
    reason: string
    raw: Uint8Array
    received: number
  }
  seal: {
    kiosk: string
    journal: string
    seq: number
    head: Uint8Array
    sig: Uint8Array
    received: number
  }
  gap: {
    kiosk: string
    journal: string
    from_seq: number
    to_seq: number
    noticed: number
    since: number | null
  }

  /** merged entries of a site's day by person; `person` is empty where nobody is known */
  day_entry: { site: string; day: string; person: string; id: number }
  visit: {
    site: string
    day: string
    t_in: number
    person: string
    t_out: number | null
    out_inferred: number
  }
  day_count: DayCountTable
  day_arrival: { site: string; day: string; minute: number; n: number }
  day_temperature: { site: string; day: string; gate: string; bin: number; n: number }

  /** these and `person` are records too, like the tables that `record-kinds.ts` alone names */
  jurisdiction: { id: string; parent: string | null; kind: string; name: string; path: string }
  site: { id: string; jurisdiction: string; name: string; time_zone: string; locale: string }
  gate: { id: string; site: string; name: string; lane: string }
  kiosk: { id: string; gate: string; key: Uint8Array; status: string; paired_at: number }
  pairing_code: { hash: string; gate: string; expires_at: number }
  person: {
    id: string
    site: string
    role: string
    name: string
    given: string
    /** name of the home class; kept by `group-names.ts` */
    group_name: string
    status: string
  }
  card: {
    id: string
    person: string
    issued: string
    expires: string
    revoked_at: number | null
    /** why: `revoked` or `reissued` */
    ended: string | null
    /** the site's roster version that last changed this card or its holder */
    changed: number
  }
  /** cards that left a site's roster */
  card_gone: { site: string; card: string; changed: number }
  roster: { site: string; version: number }

  officer: {
    id: string
    user_name: string
    name: string
    password_hash: string
    jurisdiction: string
    locale: string
  }
  session: { id: string; officer: string; expires_at: number }
  wall_token: { hash: string; site: string; officer: string; created_at: number }
  alarm: { id: string; site: string; state: string; closed_at: number | null; body: string }
}

export interface LogTable {
  id: number
  kiosk: string
  journal: string
  seq: number
  boot: string
  mono: number
  wall: number
  synced: number
  kind: string
  v: number
  body: Uint8Array
  hash: Uint8Array
  at: number
  lo: number
  hi: number
  quality: string
  received: number
  /** from here on null where the body is in quarantine */
  site: string | null
  gate: string | null
  day: string | null
  direction: string | null
  verdict: string | null
  reasons: string | null
  card: string | null
  person: string | null
  surface: number | null
  look: number | null
  idle: number | null
}

export interface DayCountTable {
  site: string
  day: string
  n_in: number
  n_out: number
  n_pass: number
  n_recheck: number
  n_isolate: number
  n_refer: number
  on_site: number
}

export type Db = Kysely<Tables>

/** Bytes as a plain Uint8Array, whichever view the driver gave. */
export const plainBytes = (bytes: Uint8Array): Uint8Array =>
  bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes)
