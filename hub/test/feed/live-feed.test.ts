import type { EntryBody } from '@schoolgate/protocol/entry/body'
import { applyDelta } from '@schoolgate/protocol/feed/apply'
import type { Delta } from '@schoolgate/protocol/feed/delta'
import type { SubscribeReply } from '@schoolgate/protocol/feed/events'
import type { Snapshot } from '@schoolgate/protocol/feed/snapshot'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type KioskClient, testBody, testId } from '../helpers/kiosk-client.ts'
import { type FeedClient, RunningHub, type School, until } from '../helpers/running-hub.ts'

let hub: RunningHub
let school: School
let people: string[]
let cookie: string
beforeEach(async () => {
  hub = await RunningHub.start()
  school = await hub.school('School 3', 'dulam')
  people = await hub.people(school.site, ['Өнөрцэцэг', 'Nguyễn Thị Ngọc Ánh', 'Болд'])
  cookie = await hub.signIn(school)
})
afterEach(() => hub.stop())

const gate = () => school.gates[0]?.id as string

/** A dashboard's side: holds the state, takes a new snapshot when a delta does not follow. */
class Screen {
  readonly socket: FeedClient
  readonly room: string
  readonly wire: unknown[] = []
  held: Snapshot | undefined
  deltas = 0
  resyncs = 0

  constructor(socket: FeedClient, room: string) {
    this.socket = socket
    this.room = room
    socket.on('delta', delta => this.#take(delta))
    socket.on('snapshot', snapshot => {
      this.held = snapshot
    })
    socket.on('connect', () => void this.subscribe())
    socket.connect()
  }

  async subscribe(): Promise<SubscribeReply> {
    const reply: SubscribeReply = await this.socket.emitWithAck('subscribe', this.room)
    this.wire.push(reply)
    if (reply.ok) this.held = reply.snapshot
    return reply
  }

  #take(delta: Delta): void {
    this.wire.push(delta)
    if (!this.held || delta.to <= this.held.version) return
    const next = applyDelta(this.held, delta)
    this.deltas++
    if (next) this.held = next
    else {
      this.resyncs++
      void this.subscribe()
    }
  }
}

async function scan(kiosk: KioskClient, ...bodies: Partial<EntryBody>[]): Promise<void> {
  const from = kiosk.journal.last + 1
  for (const body of bodies) {
    const reading = { sensor: 's', kind: 'spot', surface: 34.3, ambient: 21, frames: 9, sd: 0.1 } as const
    kiosk.journal.add(testBody({ reading, ...body }), {
      bootId: testId('boot'),
      monoMs: Date.now(),
      wallMs: Date.now(),
    })
  }
  kiosk.sendEntries(from, kiosk.journal.last)
  await kiosk.nextOf('ack')
}

describe('the live feed', () => {
  test('a child who comes in is on the screen, by name', async () => {
    const screen = new Screen(hub.feed(cookie), `site:${school.site}`)
    await until(() => screen.held !== undefined, 'snapshot')
    expect(screen.held?.state.counts).toMatchObject({ in: 0, expected: 3 })
    const kiosk = await hub.kiosk(gate())
    await scan(kiosk, { person: people[0] as string })
    await until(() => screen.held?.state.entries.length === 1, 'entry')
    const { state } = screen.held as Snapshot
    expect(state.entries[0]).toMatchObject({
      who: { name: 'Өнөрцэцэг', group: '3B' },
      verdict: 'pass',
      surface: 34.3,
    })
    expect(state.counts).toMatchObject({ in: 1, onSite: 1, pass: 1 })
    expect(state.arrivals.today.map(([, n]) => n)).toEqual([1])
    expect(state.gates[0]).toMatchObject({ online: true, kiosk: kiosk.identity.id })
    expect(screen.resyncs).toBe(0)
  })

  test('what deltas built is what a fresh snapshot says, and what is said after a restart', async () => {
    const screen = new Screen(hub.feed(cookie), `site:${school.site}`)
    await until(() => screen.held !== undefined, 'snapshot')
    const kiosk = await hub.kiosk(gate())
    for (let i = 0; i < 12; i++) {
      await scan(kiosk, { person: people[i % 3] as string, direction: i % 4 === 3 ? 'out' : 'in' })
    }
    await until(() => screen.held?.state.entries.length === 12, 'all entries')
    const fresh = (await (await hub.fetch(`/api/sites/${school.site}/live`, { cookie })).json()) as Snapshot
    await until(() => screen.held?.version === fresh.version, 'same version')
    expect(screen.held?.state).toEqual(fresh.state)

    await hub.restart()
    await until(
      () => screen.held?.epoch !== fresh.epoch && screen.held?.state.entries.length === 12,
      'resync',
    )
    const { counts, entries, temperatures, arrivals } = (screen.held as Snapshot).state
    expect({ counts, entries, temperatures, arrivals }).toEqual({
      counts: fresh.state.counts,
      entries: fresh.state.entries,
      temperatures: fresh.state.temperatures,
      arrivals: fresh.state.arrivals,
    })
  })

  test('a child to be fetched is an alarm everybody sees, and who goes', async () => {
    const screen = new Screen(hub.feed(cookie), `site:${school.site}`)
    const other = new Screen(hub.feed(cookie), `site:${school.site}`)
    const kiosk = await hub.kiosk(gate())
    await until(() => screen.held !== undefined && other.held !== undefined, 'snapshots')
    await scan(kiosk, { person: people[1] as string, verdict: 'isolate', reasons: ['still-warm'], look: 2 })
    await until(() => screen.held?.state.alarms.length === 1, 'alarm')
    const alarm = screen.held?.state.alarms[0]
    expect(alarm).toMatchObject({ kind: 'isolate', priority: 'high', who: { name: 'Nguyễn Thị Ngọc Ánh' } })
    const body = JSON.stringify({ step: 'going', alarms: [alarm?.id] })
    expect((await hub.fetch('/api/alarms/step', { method: 'POST', cookie, body })).status).toBe(200)
    await until(() => other.held?.state.alarms[0]?.by === 'dulam', 'who goes')
  })

  test('an alarm outlives the hub', async () => {
    const kiosk = await hub.kiosk(gate())
    await scan(kiosk, { person: people[1] as string, verdict: 'isolate', reasons: ['still-warm'] })
    await hub.restart()
    const again = (await (await hub.fetch(`/api/sites/${school.site}/live`, { cookie })).json()) as Snapshot
    expect(again.state.alarms).toMatchObject([{ kind: 'isolate', state: 'new' }])
  })

  test('the wall sees that somebody came, never who', async () => {
    const share = await hub.fetch(`/api/sites/${school.site}/wall`, { method: 'POST', cookie })
    const { token, room } = (await share.json()) as { token: string; room: string }
    const wall = new Screen(hub.feed(undefined, { wall: token }), 'wall')
    await until(() => wall.held !== undefined, 'snapshot')
    expect(wall.held?.room).toBe(room)
    const kiosk = await hub.kiosk(gate())
    await scan(
      kiosk,
      { person: people[0] as string },
      { person: people[1] as string, verdict: 'isolate', reasons: ['warm'] },
    )
    await until(() => wall.held?.state.counts.isolate === 1 && wall.held.state.alarms.length === 1, 'entries')
    expect(JSON.stringify(wall.wire)).not.toMatch(/Өнөрцэцэг|Nguy|"who"|surface|warm/)
    for (const id of people) expect(JSON.stringify(wall.wire)).not.toContain(id)

    const named: SubscribeReply = await wall.socket.emitWithAck('subscribe', `site:${school.site}`)
    expect(named).toEqual({ ok: false, problem: 'not-found' })
    await hub.fetch(`/api/sites/${school.site}/wall`, { method: 'DELETE', cookie })
    await until(() => !wall.socket.connected, 'withdrawn wall is cut')
  })

  test('an officer of another district gets nothing', async () => {
    const outsider = await hub.school('Elsewhere', 'saran')
    const socket = hub.feed(await hub.signIn(outsider))
    socket.connect()
    for (const room of [
      `site:${school.site}`,
      `wall:${school.site}`,
      'site:',
      'wall',
      '',
      'site:../x',
      `site:${'x'.repeat(999)}`,
    ]) {
      expect(await socket.emitWithAck('subscribe', room)).toEqual({ ok: false, problem: 'not-found' })
    }
    expect(await socket.emitWithAck('subscribe', { not: 'a room' } as never)).toEqual({
      ok: false,
      problem: 'not-found',
    })
  })

  test.each([
    ['no session', () => hub.feed(undefined)],
    ['an invented one', () => hub.feed('__Host-schoolgate=abc.9999999999999')],
    ['an invented wall', () => hub.feed(undefined, { wall: 'x'.repeat(43) })],
    ['another origin', () => hub.feed(cookie, {}, { Origin: 'https://evil.example' })],
  ])('%s is refused at the door', async (_, make) => {
    const socket = make()
    const refused = new Promise<string>(resolve =>
      socket.on('connect_error', error => resolve(error.message)),
    )
    socket.connect()
    expect(await refused).toBe('unauthorized')
    expect(socket.connected).toBe(false)
  })

  test('signing out cuts the screen', async () => {
    const screen = new Screen(hub.feed(cookie), `site:${school.site}`)
    await until(() => screen.held !== undefined, 'snapshot')
    await hub.fetch('/api/session', { method: 'DELETE', cookie })
    await until(() => !screen.socket.connected, 'cut')
  })

  test('a new name on the roll is told', async () => {
    const screen = new Screen(hub.feed(cookie), `site:${school.site}`)
    await until(() => screen.held?.state.counts.expected === 3, 'snapshot')
    await hub.people(school.site, ['Шинэ хүүхэд'])
    await until(() => screen.held?.state.counts.expected === 4, 'roll')
  })
})
