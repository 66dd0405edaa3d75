import type { Delta } from '@schoolgate/protocol/feed/delta'
import type { Snapshot } from '@schoolgate/protocol/feed/snapshot'
import { beforeEach, expect, test } from 'vitest'
import { ManualClock } from '../../test/helpers/manual-clock.ts'
import { presenceRules } from '../presence/rules.ts'
import type { StoredEntry } from '../store/log-types.ts'
import type { SiteRow } from '../store/place-types.ts'
import { LiveFeed } from './live-feed.ts'

const SITE: SiteRow = {
  id: 's',
  jurisdiction: 'j',
  name: 'School',
  timeZone: 'Asia/Ulaanbaatar',
  locale: 'mn',
}
const EVENING = Date.parse('2026-09-01T23:59:50+08:00')

let clock: ManualClock
let stored: StoredEntry[]
let deltas: Delta[]
let snapshots: Snapshot[]
let feed: LiveFeed
let reading: (() => void) | undefined
beforeEach(() => {
  clock = new ManualClock(EVENING)
  stored = []
  deltas = []
  snapshots = []
  reading = undefined
  feed = new LiveFeed({
    source: {
      gates: async site => [{ id: 'g', site, name: 'Front', lane: 'both' }],
      async entriesOfDay(_, day) {
        const found = stored.filter(e => e.day === day).toReversed()
        reading?.()
        return found
      },
      usual: async () => [],
      alarms: () => [],
      expected: async () => 700,
      who: () => undefined,
    },
    rules: presenceRules,
    outlet: { delta: (_, delta) => deltas.push(delta), snapshot: (_, snapshot) => snapshots.push(snapshot) },
    clock,
    real: clock,
    speed: 1,
    epoch: 'e',
    failed: error => {
      throw error
    },
  })
})

let id = 0
function entry(more: Partial<StoredEntry> = {}): StoredEntry {
  id++
  const at = more.at ?? clock.wall()
  const made: StoredEntry = {
    id,
    kiosk: 'k',
    journal: 'j',
    seq: id,
    kind: 'scan',
    at,
    lo: at,
    hi: at,
    quality: 'synced',
    receivedAt: at,
    site: 's',
    gate: 'g',
    day: presenceRules.localTime(SITE.timeZone, at).day,
    direction: 'in',
    verdict: 'pass',
    reasons: [],
    person: id.toString(16).padStart(16, '0'),
    look: 1,
    idleMs: 500,
    ...more,
  }
  stored.push(made)
  return made
}
const settled = () => new Promise<void>(resolve => setImmediate(resolve))

test('midnight at the school: a new day, a new snapshot, a higher version', async () => {
  feed.committed([entry()])
  const evening = await feed.snapshot(SITE, false)
  expect(evening.state).toMatchObject({ day: '2026-09-01', counts: { in: 1 } })
  clock.pass(9000)
  feed.tick()
  await settled()
  expect(snapshots).toEqual([])
  clock.pass(1000)
  feed.tick()
  await settled()
  expect(snapshots.map(s => s.room)).toEqual(['site:s', 'wall:s'])
  expect(snapshots[0]?.state).toMatchObject({ day: '2026-09-02', counts: { in: 0, onSite: 0 }, entries: [] })
  expect(snapshots[0]?.version).toBeGreaterThan(evening.version)
})

test("an entry from tomorrow's first second turns the day by itself", async () => {
  await feed.snapshot(SITE, false)
  clock.pass(10_000)
  feed.committed([entry()])
  await settled()
  expect(snapshots[0]?.state).toMatchObject({ day: '2026-09-02', counts: { in: 1 } })
})

test("yesterday's backlog does not count today", async () => {
  await feed.snapshot(SITE, false)
  feed.committed([entry({ at: EVENING - 86_400_000 })])
  const { state } = await feed.snapshot(SITE, false)
  expect(state.counts.in).toBe(0)
})

test('an entry committed while the room is being read counts once', async () => {
  reading = () => {
    reading = undefined
    feed.committed([entry()])
  }
  entry()
  const { state } = await feed.snapshot(SITE, false)
  expect(state.counts.in).toBe(2)
  expect(state.entries).toHaveLength(2)
})

test('a gate shows the scans of the minute that ended, and is silent when nothing changes', async () => {
  await feed.snapshot(SITE, false)
  clock.pass(-50_000 + 60_000)
  feed.tick()
  await settled()
  deltas.length = 0
  for (let i = 0; i < 5; i++) feed.committed([entry()])
  clock.pass(60_000)
  feed.tick()
  expect(deltas.at(-1)?.gates?.[0] ?? deltas.at(-2)?.gates?.[0]).toMatchObject({ perMinute: 5 })
  deltas.length = 0
  for (let i = 0; i < 30; i++) {
    clock.pass(1000)
    feed.tick()
  }
  expect(deltas.filter(d => !d.gates)).toEqual([])
  expect(deltas.length).toBeLessThan(3)
})
