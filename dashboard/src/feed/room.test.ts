import type { Delta } from '@schoolgate/protocol/feed/delta'
import type { FeedEntry } from '@schoolgate/protocol/feed/entry'
import type { SubscribeReply } from '@schoolgate/protocol/feed/events'
import type { Snapshot } from '@schoolgate/protocol/feed/snapshot'
import { expect, test } from 'vitest'
import { FixtureSchool } from '../../test/fixture-school.ts'
import { openRoom, type RoomState } from './room.ts'
import type { FeedSocket, FeedSocketHandlers } from './socket.ts'

/** A socket whose other end is a made-up school; `loses` swallows that many deltas. */
class FakeSocket implements FeedSocket {
  handlers: FeedSocketHandlers | undefined
  asked = 0
  loses = 0
  closed = false
  school: FixtureSchool
  constructor(school: FixtureSchool) {
    this.school = school
    school.onDelta = delta => this.deliver({ ...delta, room: 'site:s1' })
  }
  open(handlers: FeedSocketHandlers): void {
    this.handlers = handlers
  }
  deliver(delta: Delta): void {
    if (this.loses > 0) this.loses--
    else this.handlers?.delta(delta)
  }
  async subscribe(): Promise<SubscribeReply> {
    this.asked++
    return { ok: true, snapshot: this.school.snapshotFor('site:s1', false) }
  }
  close(): void {
    this.closed = true
  }
}

function start() {
  const school = new FixtureSchool({ seed: 3 })
  const socket = new FakeSocket(school)
  const due: (() => void)[] = []
  let published = 0
  let state: RoomState | undefined
  const stop = openRoom({
    socket,
    room: 'site:s1',
    mono: () => 0,
    schedule: run => due.push(run),
    publish: next => {
      published++
      state = next
    },
  })
  const frame = (): void => {
    for (const run of due.splice(0)) run()
  }
  const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve))
  return { school, socket, frame, settled, stop, state: () => state as RoomState, published: () => published }
}

test('many deltas between two frames are shown as one change, equal to the hub’s own state', async () => {
  const r = start()
  r.socket.handlers?.up()
  await r.settled()
  const before = r.published()
  for (let i = 0; i < 40; i++) r.school.admit(2)
  r.frame()
  expect(r.published()).toBe(before + 1)
  expect(r.state().snapshot?.state).toEqual(r.school.snapshot.state)
  expect(r.state().snapshot?.version).toBe(r.school.snapshot.version)
})

test('a lost delta heals with a new snapshot', async () => {
  const r = start()
  r.socket.handlers?.up()
  await r.settled()
  r.socket.loses = 1
  r.school.admit(1)
  r.school.admit(1)
  r.frame()
  await r.settled()
  expect(r.socket.asked).toBe(2)
  expect(r.state().snapshot?.state).toEqual(r.school.snapshot.state)
})

test('after a break the room asks again, keeps what it showed meanwhile, and says when it is not live', async () => {
  const r = start()
  r.socket.handlers?.up()
  await r.settled()
  r.socket.handlers?.down()
  expect(r.state()).toMatchObject({ live: false })
  expect(r.state().snapshot).toBeDefined()
  r.socket.loses = 5
  r.school.admit(3)
  r.socket.handlers?.up()
  await r.settled()
  expect(r.state().live).toBe(true)
  expect(r.state().snapshot?.state).toEqual(r.school.snapshot.state)
})

test('a delta the new snapshot already holds is passed over', async () => {
  const r = start()
  r.socket.handlers?.up()
  await r.settled()
  r.school.admit(1)
  r.socket.handlers?.up()
  await r.settled()
  r.school.admit(1)
  r.frame()
  expect(r.socket.asked).toBe(2)
  expect(r.state().snapshot?.state).toEqual(r.school.snapshot.state)
})

test('history reaches further back than the snapshot, each entry once, newest first', async () => {
  const r = start()
  r.socket.handlers?.up()
  await r.settled()
  for (let i = 0; i < 30; i++) r.school.admit(5)
  r.frame()
  const ids = r.state().history.map((e: FeedEntry) => e.id)
  expect(ids.length).toBe(250)
  expect(new Set(ids).size).toBe(250)
  expect(ids[0]).toBe(r.school.snapshot.state.entries[0]?.id)
})

test('a refused room says why; another room’s deltas are not its own', async () => {
  const r = start()
  r.socket.subscribe = async () => ({ ok: false, problem: 'not-found' })
  r.socket.handlers?.up()
  await r.settled()
  expect(r.state().closed).toBe('not-found')
  r.socket.handlers?.snapshot({ ...(r.school.snapshot as Snapshot), room: 'site:other' })
  expect(r.state().snapshot).toBeUndefined()
  r.stop()
  expect(r.socket.closed).toBe(true)
})
