import type { WebSocketData } from '@socket.io/bun-engine'
import { io } from 'socket.io-client'
import { expect, test } from 'vitest'
import { feedSockets } from '../../src/feed/feed-socket.ts'
import { until } from '../helpers/running-hub.ts'

test('a session that expires cuts its screens, and only its own', async () => {
  const runs: (() => Promise<void>)[] = []
  const alive = new Set(['short', 'long'])
  const edge = feedSockets({
    admit: async ({ cookie }) => ({ session: cookie as string, site: async () => undefined }),
    ownOrigin: () => true,
    alive: async session => alive.has(session),
    snapshot: async () => {
      throw new Error('nobody asks')
    },
    every(_, run) {
      runs.push(run)
      return () => {}
    },
    headers: {},
    metrics: { clients() {}, delta() {}, refused() {}, slow() {} },
    failed: error => {
      throw error
    },
  })
  edge.start()
  const server = Bun.serve<WebSocketData>({
    hostname: '127.0.0.1',
    port: 0,
    fetch: (request, bun) => edge.handle(request, bun),
    websocket: edge.websocket as Bun.WebSocketHandler<WebSocketData>,
  })
  const screen = (Cookie: string) =>
    io(`http://127.0.0.1:${server.port}`, {
      transports: ['websocket'],
      forceNew: true,
      extraHeaders: { Cookie },
    })
  const short = screen('short')
  const long = screen('long')
  try {
    await until(() => short.connected && long.connected, 'both connected')
    for (const run of runs) await run()
    expect(short.connected).toBe(true)
    alive.delete('short')
    for (const run of runs) await run()
    await until(() => !short.connected, 'cut')
    expect(long.connected).toBe(true)
  } finally {
    short.disconnect()
    long.disconnect()
    edge.stop()
    await server.stop(true)
  }
})
