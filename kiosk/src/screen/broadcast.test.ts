import { expect, test } from 'vitest'
import { makeBroadcast } from './broadcast.ts'
import type { PageView } from './page-view.ts'

const gate = (name: string): PageView => ({
  locale: 'en',
  timeZone: 'UTC',
  scene: { scene: 'ready' },
  gate: name,
  link: { state: 'online', kept: 0 },
  devices: { thermal: 'up', scanner: 'up', relay: 'up' },
})

test('who joins late gets the current view first', async () => {
  const broadcast = makeBroadcast(gate('first'))
  broadcast.show(gate('second'))
  const event = await broadcast.subscribe().next()
  expect(event?.event).toBe('view')
  expect(JSON.parse(event?.data ?? '')).toEqual(gate('second'))
})

test('a slow page gets the newest state and no backlog, the tick before the drawing', async () => {
  const broadcast = makeBroadcast(gate('0'))
  const slow = broadcast.subscribe()
  await slow.next()
  for (let i = 1; i <= 1000; i++) {
    broadcast.show(gate(String(i)))
    broadcast.beat(i)
    broadcast.tick()
  }
  expect(await slow.next()).toEqual({ event: 'tick', data: '' })
  expect(await slow.next()).toEqual({ event: 'view', data: JSON.stringify(gate('1000')) })
  expect(await slow.next()).toEqual({ event: 'beat', data: '1000' })
  const waiting = slow.next()
  broadcast.tick()
  expect((await waiting)?.event).toBe('tick')
})

test('ending releases a reader that waits, and later readers at once', async () => {
  const broadcast = makeBroadcast(gate('a'))
  const reader = broadcast.subscribe()
  await reader.next()
  const waiting = reader.next()
  broadcast.end()
  expect(await waiting).toBeUndefined()
  expect(await broadcast.subscribe().next()).toBeUndefined()
})

test('one page that leaves does not disturb another', async () => {
  const broadcast = makeBroadcast(gate('a'))
  const [leaves, stays] = [broadcast.subscribe(), broadcast.subscribe()]
  await stays.next()
  leaves.end()
  broadcast.tick()
  expect(await leaves.next()).toBeUndefined()
  expect((await stays.next())?.event).toBe('tick')
})
