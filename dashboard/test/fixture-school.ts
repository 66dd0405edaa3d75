import type { Alarm, AlarmState } from '@schoolgate/protocol/feed/alarm'
import { applyDelta } from '@schoolgate/protocol/feed/apply'
import type { Delta } from '@schoolgate/protocol/feed/delta'
import type { FeedEntry } from '@schoolgate/protocol/feed/entry'
import type { GateStatus } from '@schoolgate/protocol/feed/gate'
import { FEED_LENGTH, type MinuteSeries, TEMPERATURE_BINS } from '@schoolgate/protocol/feed/live-state'
import type { Snapshot } from '@schoolgate/protocol/feed/snapshot'
import type { AlarmStep } from '@schoolgate/protocol/http/alarm-step'
import { normal, type Random, seededRandom } from '@schoolgate/protocol/random'
import type { Reason, Verdict } from '@schoolgate/protocol/verdict'
import { MONGOLIAN, MONGOLIAN_GIVEN, VIETNAMESE, VIETNAMESE_GIVEN } from './fixture-names.ts'

export interface SchoolOptions {
  seed: number
  /** entries a second once `run` is called */
  rate: number
  /** ms between deltas; the real hub coalesces to about four a second */
  everyMs: number
  speed: number
  /** an empty morning: nobody came, no alarms */
  empty: boolean
  /** local time when it starts, minute of the day */
  startMinute: number
}

const DAY = '2026-09-14'
/** Midnight of that day in Ulaanbaatar (UTC+8), epoch ms. */
const MIDNIGHT = Date.UTC(2026, 8, 13, 16)
const GATES = ['g1', 'g2'] as const
const RECHECKS: Reason[][] = [
  ['cold-face'],
  ['unsteady'],
  ['no-single-face'],
  ['warm'],
  ['too-few-frames', 'no-single-face'],
]
const REFERS: Reason[][] = [['card-unknown'], ['card-expired'], ['not-a-card'], ['card-foreign']]

/** A school morning made from a seed, advanced by calls, published as deltas. */
export class FixtureSchool {
  private day: FeedEntry[] | undefined
  snapshot: Snapshot
  onDelta: (delta: Delta) => void = () => undefined
  private readonly random: Random
  private readonly options: SchoolOptions
  private readonly startedAt = Date.now()
  private seq = 0
  private timer: ReturnType<typeof setInterval> | undefined
  private undo = new Map<string, Alarm>()

  constructor(options: Partial<SchoolOptions> = {}) {
    this.options = {
      seed: 7,
      rate: 2,
      everyMs: 250,
      speed: 1,
      empty: false,
      startMinute: 7 * 60 + 42,
      ...options,
    }
    this.random = seededRandom(this.options.seed)
    this.snapshot = this.morning()
  }

  now(): number {
    return (
      MIDNIGHT +
      this.options.startMinute * 60_000 +
      14_000 +
      (Date.now() - this.startedAt) * this.options.speed
    )
  }

  /** Starts the stream of entries. */
  run(): void {
    let owed = 0
    this.timer = setInterval(() => {
      owed += (this.options.rate * this.options.everyMs) / 1000
      const n = Math.floor(owed)
      owed -= n
      if (n > 0) this.admit(n)
    }, this.options.everyMs)
  }

  stop(): void {
    clearInterval(this.timer)
  }

  /** Lets `n` people in now. */
  admit(n: number): FeedEntry[] {
    const { state } = this.snapshot
    const fresh: FeedEntry[] = []
    const counts = { ...state.counts }
    const bins = new Map<string, number[]>()
    const minute = Math.floor((this.now() - MIDNIGHT) / 60_000)
    let arrivals = state.arrivals.today.find(([m]) => m === minute)?.[1] ?? 0
    for (let i = 0; i < n; i++) {
      const entry = this.entry(this.now())
      fresh.unshift(entry)
      counts[entry.verdict]++
      counts.in++
      if (entry.verdict === 'pass') counts.onSite++
      arrivals++
      if (entry.surface !== undefined) {
        const row = bins.get(entry.gate) ?? [
          ...(state.temperatures[entry.gate] ?? new Array<number>(TEMPERATURE_BINS.count).fill(0)),
        ]
        const bin = binOf(entry.surface)
        row[bin] = (row[bin] ?? 0) + 1
        bins.set(entry.gate, row)
      }
    }
    this.publish({
      counts,
      arrivals: [[minute, arrivals]],
      temperatures: [...bins].flatMap(([g, row]) =>
        row.map((total, bin): [string, number, number] => [g, bin, total]).filter(([, , t]) => t > 0),
      ),
      entries: fresh,
    })
    return fresh
  }

  raise(alarm: Partial<Alarm> & Pick<Alarm, 'id' | 'kind'>): Alarm {
    const whole: Alarm = {
      priority: 'high',
      gate: 'g1',
      raisedAt: this.now(),
      state: 'new',
      level: 0,
      reasons: [],
      ...alarm,
    }
    this.publish({ alarms: [whole] })
    return whole
  }

  setGate(id: string, change: Partial<GateStatus>): void {
    const gate = this.snapshot.state.gates.find(g => g.id === id)
    if (gate) this.publish({ gates: [{ ...gate, ...change }] })
  }

  step(step: AlarmStep, by: string): Alarm[] | undefined {
    const found = this.snapshot.state.alarms.filter(a => step.alarms.includes(a.id))
    if (found.length === 0) return undefined
    const next: Record<'going' | 'met' | 'close', AlarmState> = {
      going: 'going',
      met: 'met',
      close: 'closed',
    }
    const changed = found.map((a): Alarm => {
      if (step.step === 'undo') return this.undo.get(a.id) ?? a
      this.undo.set(a.id, a)
      if (step.step === 'shelve') return { ...a, shelvedUntil: this.now() + step.minutes * 60_000 }
      return {
        ...a,
        state: next[step.step],
        by,
        stepAt: this.now(),
        ...(step.step === 'close' ? { outcome: step.outcome } : {}),
      }
    })
    this.publish({ alarms: changed })
    return changed
  }

  publish(change: Omit<Delta, 'room' | 'epoch' | 'from' | 'to' | 'time'>): void {
    const { room, epoch, version } = this.snapshot
    const delta: Delta = { room, epoch, from: version, to: version + 1, time: this.now(), ...change }
    const next = applyDelta(this.snapshot, delta)
    if (!next) throw new Error('fixture delta does not apply')
    this.snapshot = next
    this.onDelta(delta)
  }

  snapshotFor(room: string, wall: boolean): Snapshot {
    const { state } = this.snapshot
    return {
      ...this.snapshot,
      room,
      time: this.now(),
      state: wall
        ? { ...state, entries: state.entries.map(nobody), alarms: state.alarms.map(nobody) }
        : state,
    }
  }

  nameless(delta: Delta): Delta {
    return {
      ...delta,
      ...(delta.entries ? { entries: delta.entries.map(nobody) } : {}),
      ...(delta.alarms ? { alarms: delta.alarms.map(nobody) } : {}),
    }
  }

  private morning(): Snapshot {
    const { empty, startMinute } = this.options
    const usual: MinuteSeries = []
    const today: MinuteSeries = []
    for (let m = 7 * 60; m <= 8 * 60 + 35; m++) {
      const n = 22 * Math.exp(-(((m - 466) / 16) ** 2)) + 3 * Math.exp(-(((m - 495) / 12) ** 2))
      usual.push([m, Math.round(n * 10 + this.random() * 6) / 10])
      if (!empty && m <= startMinute)
        today.push([m, Math.max(0, Math.round(normal(this.random, n * 1.06, Math.sqrt(n))))])
    }
    const arrived = today.reduce((s, [, n]) => s + n, 0)
    const temperatures: Record<string, number[]> = {}
    for (const g of GATES) {
      const row = new Array<number>(TEMPERATURE_BINS.count).fill(0)
      for (let i = 0; i < (empty ? 0 : arrived / 2); i++) {
        const bin = binOf(normal(this.random, g === 'g1' ? 34.6 : 35.1, 0.55))
        row[bin] = (row[bin] ?? 0) + 1
      }
      temperatures[g] = row
    }
    const entries: FeedEntry[] = []
    for (let i = 0; i < (empty ? 0 : FEED_LENGTH); i++)
      entries.unshift(this.entry(this.now() - (FEED_LENGTH - i) * 3100))
    return {
      feed: 1,
      room: 'site:s1',
      epoch: 'fixture',
      version: 1,
      time: this.now(),
      speed: this.options.speed,
      state: {
        site: { id: 's1', name: '1-р дунд сургууль, Сүхбаатар', timeZone: 'Asia/Ulaanbaatar', locale: 'mn' },
        day: DAY,
        counts: {
          in: arrived + (empty ? 0 : 9),
          out: empty ? 0 : 6,
          onSite: empty ? 0 : arrived - 11,
          expected: 712,
          pass: arrived,
          recheck: empty ? 0 : 14,
          isolate: empty ? 0 : 2,
          refer: empty ? 0 : 4,
        },
        arrivals: { today, usual },
        temperatures,
        gates: [
          gate('g1', 'Төв хаалга', empty ? 0 : 19, empty ? 0 : 0.85),
          gate('g2', 'Хойд хаалга', empty ? 0 : 11, empty ? 0 : 0.4),
        ],
        entries,
        alarms: [],
      },
    }
  }

  /** The day in two pages, 300 entries: the snapshot's hundred and what came before them. `before` 2 is the second. */
  page(before: number): { entries: FeedEntry[]; next: number | null } {
    this.day ??= [...this.snapshot.state.entries, ...this.earlier()]
    return before === 2
      ? { entries: this.day.slice(150), next: null }
      : { entries: this.day.slice(0, 150), next: 2 }
  }

  private earlier(): FeedEntry[] {
    const oldest = this.snapshot.state.entries.at(-1)?.at ?? this.now()
    return Array.from({ length: 200 }, (_, i) => this.entry(oldest - (i + 1) * 3100))
  }

  private entry(at: number): FeedEntry {
    const r = this.random()
    const verdict: Verdict = r < 0.93 ? 'pass' : r < 0.972 ? 'recheck' : r < 0.98 ? 'isolate' : 'refer'
    const known = verdict !== 'refer' || this.random() < 0.4
    const seq = ++this.seq
    const reasons =
      verdict === 'recheck'
        ? pick(this.random, RECHECKS)
        : verdict === 'refer'
          ? pick(this.random, REFERS)
          : verdict === 'isolate'
            ? (['still-warm'] as Reason[])
            : []
    return {
      id: `0000000000000001:0000000000000002:${seq}`,
      at,
      gate: this.random() < 0.6 ? 'g1' : 'g2',
      direction: this.random() < 0.97 ? 'in' : 'out',
      verdict,
      reasons,
      ...(verdict === 'refer' ? {} : { surface: normal(this.random, 34.8, 0.5) }),
      ...(known ? { who: this.who(seq) } : {}),
    }
  }

  who(seq: number): NonNullable<FeedEntry['who']> {
    const name =
      seq % 5 === 0
        ? `${pick(this.random, VIETNAMESE)} ${pick(this.random, VIETNAMESE_GIVEN)}`
        : `${pick(this.random, MONGOLIAN)} ${pick(this.random, MONGOLIAN_GIVEN)}`
    return { person: seq.toString(16).padStart(16, '0'), name, group: `${1 + (seq % 11)}${'АБВГ'[seq % 4]}` }
  }
}

const nobody = <T extends { who?: unknown }>({ who: _, ...rest }: T): T => rest as T
const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
const binOf = (celsius: number): number =>
  Math.min(
    TEMPERATURE_BINS.count - 1,
    Math.max(0, Math.floor((celsius - TEMPERATURE_BINS.startC) / TEMPERATURE_BINS.stepC)),
  )
const gate = (id: string, name: string, perMinute: number, queue: number): GateStatus => ({
  id,
  name,
  kiosk: `000000000000000${id.slice(1)}`,
  online: true,
  scanner: 'up',
  thermal: 'up',
  relay: 'up',
  kept: 0,
  perMinute,
  queue,
})
