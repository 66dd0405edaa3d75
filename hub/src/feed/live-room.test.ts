import type { Alarm } from '@schoolgate/protocol/feed/alarm'
import { applyDelta } from '@schoolgate/protocol/feed/apply'
import type { GateStatus } from '@schoolgate/protocol/feed/gate'
import { type LiveState, TEMPERATURE_BINS } from '@schoolgate/protocol/feed/live-state'
import { type Snapshot, snapshotSchema } from '@schoolgate/protocol/feed/snapshot'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { presenceRules } from '../presence/rules.ts'
import type { StoredEntry } from '../store/log-types.ts'
import { DayTally } from './day-tally.ts'
import { toFeedEntry } from './feed-entry.ts'
import { LiveRoom } from './live-room.ts'

const ZONE = 'Asia/Ulaanbaatar'
const MORNING = Date.parse('2026-09-01T07:30:00+08:00')
const DAY = '2026-09-01'

const gate = (id: string, kept: number): GateStatus => ({
  id,
  name: id,
  online: true,
  scanner: 'up',
  thermal: 'up',
  relay: 'up',
  kept,
  perMinute: 0,
  queue: 0,
})
const emptyState = (): LiveState => ({
  site: { id: 's', name: 'School', timeZone: ZONE, locale: 'mn' },
  day: DAY,
  counts: { in: 0, out: 0, onSite: 0, expected: 9, pass: 0, recheck: 0, isolate: 0, refer: 0 },
  arrivals: { today: [], usual: [[470, 2.5]] },
  temperatures: {},
  gates: [gate('g1', 0)],
  entries: [],
  alarms: [],
})

const person = fc.nat(8).map(n => n.toString(16).padStart(16, '0'))
const stepArb = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('enter' as const),
      person: fc.option(person, { nil: undefined }),
      minute: fc.nat(120),
      direction: fc.constantFrom('in' as const, 'out' as const),
      verdict: fc.constantFrom('pass' as const, 'recheck' as const, 'isolate' as const, 'refer' as const),
      surface: fc.option(fc.integer({ min: 250, max: 450 }), { nil: undefined }),
    }),
  },
  fc.record({ do: fc.constant('gate' as const), id: fc.constantFrom('g1', 'g2'), kept: fc.nat(3) }),
  fc.record({
    do: fc.constant('alarm' as const),
    id: fc.constantFrom('a1', 'a2'),
    level: fc.constantFrom(0, 1),
  }),
  fc.record({ do: fc.constant('gone' as const), id: fc.constantFrom('a1', 'a2') }),
  fc.record({ do: fc.constant('flush' as const) }),
)
type Step = typeof stepArb extends fc.Arbitrary<infer T> ? T : never

/** Plays the steps into both rooms of a site; returns what members heard beside what the hub holds. */
function play(steps: Step[], nameless: boolean) {
  const tally = new DayTally(presenceRules, ZONE, 9)
  const start = { room: 'r', epoch: 'e', version: 3, time: MORNING, speed: 1, nameless }
  const room = new LiveRoom({ ...start, state: emptyState() })
  const first = room.snapshot(MORNING)
  let copy: Snapshot | undefined = structuredClone(first)
  const wire: string[] = [JSON.stringify(first)]
  const hear = () => {
    const delta = room.flush(MORNING)
    if (!delta) return
    wire.push(JSON.stringify(delta))
    copy = copy && applyDelta(copy, JSON.parse(JSON.stringify(delta)))
  }
  const entries: StoredEntry[] = []
  for (const [i, step] of steps.entries()) {
    if (step.do === 'enter') {
      const entry = entryOf(step, i)
      entries.push(entry)
      const changes = tally.add(entry)
      const who = entry.person ? { person: entry.person, name: 'Secret Name', group: '3B' } : undefined
      room.enter(toFeedEntry(entry, who), tally.counts, changes)
    } else if (step.do === 'gate') room.gate(gate(step.id, step.kept))
    else if (step.do === 'alarm') room.alarm(alarmOf(step.id, step.level as 0 | 1))
    else if (step.do === 'gone') room.alarmGone(step.id)
    else hear()
  }
  hear()
  return { room, copy, entries, wire: wire.join('\n') }
}

const entryOf = (step: Step & { do: 'enter' }, i: number): StoredEntry => ({
  id: i + 1,
  kiosk: 'a'.repeat(16),
  journal: 'b'.repeat(16),
  seq: i + 1,
  kind: 'scan',
  at: MORNING + step.minute * 60_000,
  lo: 0,
  hi: 0,
  quality: 'synced',
  receivedAt: MORNING,
  site: 's',
  gate: 'g1',
  day: DAY,
  direction: step.direction,
  verdict: step.verdict,
  reasons: step.verdict === 'pass' ? [] : ['warm'],
  look: 1,
  idleMs: 100,
  ...(step.person === undefined ? {} : { person: step.person }),
  ...(step.surface === undefined ? {} : { surface: step.surface / 10 }),
})

const alarmOf = (id: string, level: 0 | 1): Alarm => ({
  id,
  kind: 'isolate',
  priority: 'high',
  gate: 'g1',
  raisedAt: MORNING,
  state: 'going',
  by: 'Secret Officer',
  level,
  reasons: ['still-warm'],
  who: { person: '0'.repeat(15).concat('f'), name: 'Secret Name', group: '3B' },
})

test('a snapshot and the deltas after it are the room', () => {
  fc.assert(
    fc.property(fc.array(stepArb, { maxLength: 150 }), fc.boolean(), (steps, nameless) => {
      const { room, copy } = play(steps, nameless)
      expect(copy).toEqual(room.snapshot(MORNING))
      expect(snapshotSchema.safeParse(copy).success).toBe(true)
    }),
    { seed: 7, numRuns: 200 },
  )
})

test('counting entry by entry is counting them all', () => {
  fc.assert(
    fc.property(fc.array(stepArb, { maxLength: 150 }), steps => {
      const { copy, entries } = play(steps, false)
      const people = Map.groupBy(
        entries.filter(e => e.person),
        e => e.person,
      )
      const days = [...people.values()].map(of => presenceRules.personDay(of))
      const arrivals = new Map<number, number>()
      for (const { firstIn } of days) {
        if (firstIn === undefined) continue
        const { minute } = presenceRules.localTime(ZONE, firstIn)
        arrivals.set(minute, (arrivals.get(minute) ?? 0) + 1)
      }
      const state = copy?.state as LiveState
      expect(state.counts).toMatchObject({
        in: days.reduce((sum, d) => sum + d.in, 0),
        out: days.reduce((sum, d) => sum + d.out, 0),
        onSite: days.filter(d => d.onSite).length,
        pass: entries.filter(e => e.verdict === 'pass').length,
      })
      expect(new Map(state.arrivals.today.filter(([, n]) => n > 0))).toEqual(arrivals)
      const { startC, stepC, count } = TEMPERATURE_BINS
      const inside = entries.filter(
        e => e.surface !== undefined && e.surface >= startC && e.surface < startC + stepC * count,
      )
      expect(
        Object.values(state.temperatures)
          .flat()
          .reduce((a, b) => a + b, 0),
      ).toBe(inside.length)
    }),
    { seed: 8, numRuns: 200 },
  )
})

test('the wall never hears a name, a person, a temperature or a reason', () => {
  fc.assert(
    fc.property(fc.array(stepArb, { maxLength: 60 }), steps => {
      const { wire } = play(steps, true)
      expect(wire).not.toMatch(/Secret|"who"|"by"|"surface"|"person"|warm/)
      expect(wire).not.toMatch(/"temperatures":(?!\{\})/)
    }),
    { seed: 9, numRuns: 100 },
  )
})
