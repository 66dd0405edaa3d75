import type { Clock } from '@schoolgate/protocol/clock'
import type { Alarm } from '@schoolgate/protocol/feed/alarm'
import type { Delta } from '@schoolgate/protocol/feed/delta'
import { FEED_LENGTH, type LiveState } from '@schoolgate/protocol/feed/live-state'
import type { Snapshot } from '@schoolgate/protocol/feed/snapshot'
import type { Health } from '@schoolgate/protocol/frame/health'
import type { StoredEntry } from '../store/log-types.ts'
import type { GateRow, SiteRow } from '../store/place-types.ts'
import { Coalescer } from './coalescer.ts'
import { DayTally, type TallyRules } from './day-tally.ts'
import { toFeedEntry, type Who } from './feed-entry.ts'
import { GateBoard } from './gate-board.ts'
import { LiveRoom } from './live-room.ts'

/** What the feed reads of the hub's past. */
export interface FeedSource {
  gates(site: string): Promise<GateRow[]>
  /** all entries of the day, newest first */
  entriesOfDay(site: string, day: string): Promise<StoredEntry[]>
  usual(site: string, day: string): Promise<[number, number][]>
  /** alarms to show now; from memory, so that none falls between reading them and listening */
  alarms(site: string): Alarm[]
  /** people on the roll; also makes `who` answer for this site */
  expected(site: string): Promise<number>
  who(site: string, person: string): Who | undefined
}

/** Where deltas go: every member of a room. */
export interface FeedOutlet {
  delta(room: string, delta: Delta): void
  /** replaces what members hold */
  snapshot(room: string, snapshot: Snapshot): void
}

export interface LiveFeedDeps {
  source: FeedSource
  rules: TallyRules
  outlet: FeedOutlet
  /** data time, possibly faster than real */
  clock: Clock
  /** real time, for coalescing */
  real: Clock
  speed: number
  epoch: string
  failed: (error: unknown) => void
}

interface Site {
  row: SiteRow
  gates: GateRow[]
  tally: DayTally
  lastId: number
  /** the team's room and the nameless one */
  rooms: readonly [LiveRoom, LiveRoom]
  coalescer: Coalescer
}

/** `loading` until the first snapshot is read; entries committed meanwhile wait in `early`. */
interface Opening {
  early: StoredEntry[]
  ready: Promise<Site>
}

export const siteRoom = (site: string): string => `site:${site}`
export const wallRoom = (site: string): string => `wall:${site}`

/** The live feed of every site somebody has looked at since the hub started. */
export class LiveFeed {
  readonly #deps: LiveFeedDeps
  readonly #gates = new GateBoard()
  readonly #sites = new Map<string, Site>()
  readonly #opening = new Map<string, Opening>()

  constructor(deps: LiveFeedDeps) {
    this.#deps = deps
  }

  /** The room as it is now; opens it on first use. */
  async snapshot(row: SiteRow, wall: boolean): Promise<Snapshot> {
    const site = this.#sites.get(row.id) ?? (await this.#open(row))
    site.coalescer.now()
    return site.rooms[wall ? 1 : 0].snapshot(this.#deps.clock.wall())
  }

  /** Committed entries in log order. */
  committed(entries: readonly StoredEntry[]): void {
    const now = this.#deps.clock.wall()
    const touched = new Set<Site>()
    for (const entry of entries) {
      this.#gates.scan(entry, now)
      this.#opening.get(entry.site)?.early.push(entry)
      const site = this.#sites.get(entry.site)
      if (!site) continue
      if (entry.day > site.rooms[0].day) this.#turnDay(site)
      else if (this.#enter(site, entry)) touched.add(site)
    }
    for (const site of touched) site.coalescer.touch()
  }

  connection(gate: GateRow, kiosk: string, up: boolean): void {
    this.#gates.connection(gate.id, kiosk, up, this.#deps.clock.wall())
    this.#showGate(gate)
  }

  health(gate: GateRow, kiosk: string, health: Health): void {
    this.#gates.health(gate.id, kiosk, health, this.#deps.clock.wall())
    this.#showGate(gate)
  }

  /** Raised, or taken a step further: never waits. */
  alarm(siteId: string, alarm: Alarm): void {
    this.#each(siteId, room => room.alarm(alarm))
    this.#sites.get(siteId)?.coalescer.touch(true)
  }

  alarmGone(siteId: string, id: string): void {
    this.#each(siteId, room => room.alarmGone(id))
    this.#sites.get(siteId)?.coalescer.touch()
  }

  /** The site's people or gates changed. */
  async rollChanged(siteId: string): Promise<void> {
    const site = this.#sites.get(siteId)
    if (!site) return
    site.tally.counts.expected = await this.#deps.source.expected(siteId)
    site.gates = await this.#deps.source.gates(siteId)
    for (const room of site.rooms) room.count(site.tally.counts)
    site.coalescer.touch()
  }

  /** Once a second: throughput of the minute that ended, and local midnight. */
  tick(): void {
    const now = this.#deps.clock.wall()
    for (const site of this.#sites.values()) {
      if (this.#deps.rules.localTime(site.row.timeZone, now).day !== site.rooms[0].day) {
        this.#turnDay(site)
        continue
      }
      for (const gate of site.gates) this.#putGate(site, gate, now)
      site.coalescer.touch()
    }
  }

  /** Rooms that hold state. */
  open(): number {
    return this.#sites.size * 2
  }

  stop(): void {
    for (const site of this.#sites.values()) site.coalescer.stop()
  }

  async #open(row: SiteRow): Promise<Site> {
    const under = this.#opening.get(row.id)
    if (under) return under.ready
    const early: StoredEntry[] = []
    const ready = this.#load(row, early, undefined)
    this.#opening.set(row.id, { early, ready })
    try {
      return await ready
    } finally {
      this.#opening.delete(row.id)
    }
  }

  /** A new local day, or a time zone's jump back: everybody gets a new snapshot. */
  #turnDay(site: Site): void {
    if (this.#opening.has(site.row.id)) return
    const early: StoredEntry[] = []
    site.coalescer.stop()
    const ready = this.#load(site.row, early, site)
    this.#opening.set(site.row.id, { early, ready })
    const { outlet, clock, failed } = this.#deps
    ready
      .then(next => {
        outlet.snapshot(siteRoom(site.row.id), next.rooms[0].snapshot(clock.wall()))
        outlet.snapshot(wallRoom(site.row.id), next.rooms[1].snapshot(clock.wall()))
      })
      .catch(failed)
      .finally(() => this.#opening.delete(site.row.id))
  }

  async #load(row: SiteRow, early: StoredEntry[], before: Site | undefined): Promise<Site> {
    const { source, rules, clock, speed, epoch, real } = this.#deps
    const { day } = rules.localTime(row.timeZone, clock.wall())
    const expected = await source.expected(row.id)
    const gates = await source.gates(row.id)
    const usual = await source.usual(row.id, day)
    const entries = await source.entriesOfDay(row.id, day)

    const tally = new DayTally(rules, row.timeZone, expected)
    for (const entry of entries.toReversed()) tally.add(entry)
    const now = clock.wall()
    const state: LiveState = {
      site: { id: row.id, name: row.name, timeZone: row.timeZone, locale: row.locale },
      day,
      counts: { ...tally.counts },
      arrivals: { today: tally.arrivals(), usual },
      temperatures: tally.temperatures(),
      gates: gates.map(gate => this.#gates.status(gate, now)),
      entries: entries.slice(0, FEED_LENGTH).map(e => toFeedEntry(e, this.#who(e))),
      alarms: source.alarms(row.id),
    }
    const room = (name: string, nameless: boolean, version: number) =>
      new LiveRoom({ room: name, epoch, version, time: now, speed, state, nameless })
    const site: Site = {
      row,
      gates,
      tally,
      lastId: entries[0]?.id ?? 0,
      rooms: [
        room(siteRoom(row.id), false, before ? before.rooms[0].version + 1 : 0),
        room(wallRoom(row.id), true, before ? before.rooms[1].version + 1 : 0),
      ],
      coalescer: new Coalescer(real, () => this.#flush(site)),
    }
    for (const entry of early) if (entry.day === day) this.#enter(site, entry)
    this.#sites.set(row.id, site)
    return site
  }

  /** False when the entry is of another day or already counted. */
  #enter(site: Site, entry: StoredEntry): boolean {
    if (entry.day !== site.rooms[0].day || entry.id <= site.lastId) return false
    site.lastId = entry.id
    const changes = site.tally.add(entry)
    const shown = toFeedEntry(entry, this.#who(entry))
    for (const room of site.rooms) room.enter(shown, site.tally.counts, changes)
    return true
  }

  #who(entry: StoredEntry): Who | undefined {
    return entry.person === undefined ? undefined : this.#deps.source.who(entry.site, entry.person)
  }

  #showGate(gate: GateRow): void {
    const site = this.#sites.get(gate.site)
    if (!site) return
    this.#putGate(site, gate, this.#deps.clock.wall())
    site.coalescer.touch()
  }

  #putGate(site: Site, gate: GateRow, now: number): void {
    const status = this.#gates.status(gate, now)
    for (const room of site.rooms) room.gate(status)
  }

  #each(siteId: string, change: (room: LiveRoom) => void): void {
    for (const room of this.#sites.get(siteId)?.rooms ?? []) change(room)
  }

  #flush(site: Site): boolean {
    const now = this.#deps.clock.wall()
    const [team, wall] = site.rooms
    const teamDelta = team.flush(now)
    if (teamDelta) this.#deps.outlet.delta(siteRoom(site.row.id), teamDelta)
    const wallDelta = wall.flush(now)
    if (wallDelta) this.#deps.outlet.delta(wallRoom(site.row.id), wallDelta)
    return teamDelta !== undefined || wallDelta !== undefined
  }
}
