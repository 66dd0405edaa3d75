import type { Alarm } from '@schoolgate/protocol/feed/alarm'
import { applyDelta } from '@schoolgate/protocol/feed/apply'
import type { Delta } from '@schoolgate/protocol/feed/delta'
import type { FeedEntry } from '@schoolgate/protocol/feed/entry'
import type { GateStatus } from '@schoolgate/protocol/feed/gate'
import { FEED_LENGTH, type LiveCounts, type LiveState } from '@schoolgate/protocol/feed/live-state'
import type { Snapshot } from '@schoolgate/protocol/feed/snapshot'
import { FEED_VERSION } from '@schoolgate/protocol/version'
import type { TallyChange } from './day-tally.ts'
import { namelessAlarm, namelessEntry } from './nameless.ts'

export interface LiveRoomStart {
  /** `site:<id>`, or `wall:<id>` for the nameless one */
  room: string
  epoch: string
  /** above every version this room had before in this epoch */
  version: number
  /** epoch ms, hub's clock, and its ms per real ms */
  time: number
  speed: number
  state: LiveState
  nameless: boolean
}

/**
 * One room of the live feed: the state its members hold, and what has changed since they last heard. Pure but for
 * its own memory; whoever owns it decides when to flush and carries the deltas.
 */
export class LiveRoom {
  readonly nameless: boolean
  #shown: Snapshot
  #counts: LiveCounts | undefined
  #minutes = new Map<number, number>()
  #bins = new Map<string, [string, number, number]>()
  #gates = new Map<string, GateStatus>()
  #entries: FeedEntry[] = []
  #alarms = new Map<string, Alarm>()
  #gone = new Set<string>()

  constructor(start: LiveRoomStart) {
    this.nameless = start.nameless
    this.#shown = {
      feed: FEED_VERSION,
      room: start.room,
      epoch: start.epoch,
      version: start.version,
      time: start.time,
      speed: start.speed,
      state: start.nameless ? namelessState(start.state) : start.state,
    }
  }

  get day(): string {
    return this.#shown.state.day
  }
  get version(): number {
    return this.#shown.version
  }

  /** What members hold after the last flush. */
  snapshot(time: number): Snapshot {
    return { ...this.#shown, time }
  }

  enter(entry: FeedEntry, counts: LiveCounts, changes: readonly TallyChange[]): void {
    this.#counts = counts
    this.#entries.unshift(this.nameless ? namelessEntry(entry) : entry)
    if (this.#entries.length > FEED_LENGTH) this.#entries.length = FEED_LENGTH
    for (const { minute, bin } of changes) {
      if (minute) this.#minutes.set(...minute)
      if (bin && !this.nameless) this.#bins.set(`${bin[0]} ${bin[1]}`, bin)
    }
  }

  /** The roll changed: how many are expected. */
  count(counts: LiveCounts): void {
    this.#counts = counts
  }

  gate(status: GateStatus): void {
    const shown = this.#shown.state.gates.find(g => g.id === status.id)
    if (shown && sameGate(shown, status)) this.#gates.delete(status.id)
    else this.#gates.set(status.id, status)
  }

  alarm(alarm: Alarm): void {
    this.#gone.delete(alarm.id)
    this.#alarms.set(alarm.id, this.nameless ? namelessAlarm(alarm) : alarm)
  }

  alarmGone(id: string): void {
    this.#alarms.delete(id)
    if (this.#shown.state.alarms.some(a => a.id === id)) this.#gone.add(id)
  }

  /** Everything since the last flush as one delta, now part of the snapshot; undefined when nothing changed. */
  flush(time: number): Delta | undefined {
    const changes = this.#changes()
    if (Object.keys(changes).length === 0) return undefined
    const { room, epoch, version } = this.#shown
    const delta: Delta = { room, epoch, from: version, to: version + 1, time, ...changes }
    this.#shown = applyDelta(this.#shown, delta) as Snapshot
    this.#counts = undefined
    this.#minutes = new Map()
    this.#bins = new Map()
    this.#gates = new Map()
    this.#entries = []
    this.#alarms = new Map()
    this.#gone = new Set()
    return delta
  }

  #changes(): Omit<Delta, 'room' | 'epoch' | 'from' | 'to' | 'time'> {
    return {
      ...(this.#counts ? { counts: { ...this.#counts } } : {}),
      ...(this.#minutes.size ? { arrivals: [...this.#minutes].sort((a, b) => a[0] - b[0]) } : {}),
      ...(this.#bins.size ? { temperatures: [...this.#bins.values()] } : {}),
      ...(this.#gates.size ? { gates: [...this.#gates.values()] } : {}),
      ...(this.#entries.length ? { entries: this.#entries } : {}),
      ...(this.#alarms.size ? { alarms: [...this.#alarms.values()] } : {}),
      ...(this.#gone.size ? { alarmsGone: [...this.#gone] } : {}),
    }
  }
}

function namelessState(state: LiveState): LiveState {
  return {
    ...state,
    temperatures: {},
    entries: state.entries.map(namelessEntry),
    alarms: state.alarms.map(namelessAlarm),
  }
}

/** `seenAt` alone is no news: it moves with every frame and would wake every screen. */
function sameGate(a: GateStatus, b: GateStatus): boolean {
  return (
    a.name === b.name &&
    a.kiosk === b.kiosk &&
    a.online === b.online &&
    a.scanner === b.scanner &&
    a.thermal === b.thermal &&
    a.relay === b.relay &&
    a.kept === b.kept &&
    a.perMinute === b.perMinute &&
    a.queue === b.queue
  )
}
