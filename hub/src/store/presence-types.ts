import type { Direction, Reason, Verdict } from '@schoolgate/protocol/verdict'
import type { GapRow, StoredEntry } from './log-types.ts'

/**
 * A presence interval. `out` undefined: still there, or never scanned out. As long as nothing, `in` the same as a scanned
 * `out`: seen leaving, with nobody knowing since when they were there.
 */
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
