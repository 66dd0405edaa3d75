import { systemClock } from '@schoolgate/protocol/clock'
import type { Snapshot } from '@schoolgate/protocol/feed/snapshot'
import type { WebSocketData } from '@socket.io/bun-engine'
import { expect, test } from 'vitest'
import { type FeedSockets, feedSockets } from '../../src/feed/feed-socket.ts'
import { repeat } from '../../src/repeat.ts'
import { until } from '../helpers/running-hub.ts'

const row = { id: 's', jurisdiction: 'j', name: 'S', timeZone: 'UTC', locale: 'en' } as const
const snapshot = { room: 'site:s', version: 77 } as Snapshot

const failed = (error: unknown) => {
  throw error
}

function serve(slow: () => void): { edge: FeedSockets; port: number; stop(): Promise<void> } {
  const edge = feedSockets({
    admit: async () => ({ session: 'x', site: async () => row }),
    ownOrigin: () => true,
    alive: async () => true,
    snapshot: async () => snapshot,
    every: (ms, run) => repeat(systemClock, ms, run, failed),
    headers: {},
    metrics: { clients() {}, delta() {}, refused() {}, slow },
    failed,
  })
  edge.start()
  const server = Bun.serve<WebSocketData>({
    hostname: '127.0.0.1',
    port: 0,
    fetch: (request, bun) => edge.handle(request, bun),
    websocket: edge.websocket as Bun.WebSocketHandler<WebSocketData>,
  })
  return {
    edge,
    port: server.port as number,
    async stop() {
      edge.stop()
      await server.stop(true)
    },
  }
}

/** A text frame as a client sends it (RFC 6455 section 5), masked with zeros; up to 125 bytes. */
const masked = (text: string): Uint8Array =>
  Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)])

test('a screen that cannot follow is spared the backlog and given the newest state', async () => {
  let slow = 0
  const { edge, port, stop } = serve(() => slow++)
  let heard = ''
  let bytes = 0
  const client = await Bun.connect({
    hostname: '127.0.0.1',
    port,
    socket: {
      data(_, chunk) {
        bytes += chunk.length
        heard = (heard + chunk.toString('latin1')).slice(-2_000_000)
      },
    },
  })
  try {
    client.write(
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    )
    await until(() => heard.includes('"sid"'), 'engine handshake')
    client.write(masked('40'))
    await until(() => heard.includes('40{"sid"'), 'socket.io handshake')
    client.write(masked('420["subscribe","site:s"]'))
    await until(() => heard.includes('430['), 'subscribed')

    client.pause()
    const big = { room: 'site:s', epoch: 'x'.repeat(60_000), from: 1, to: 2, time: 0 }
    let sent = 0
    await until(() => {
      for (let i = 0; i < 20 && slow === 0; i++, sent++) edge.delta('site:s', big)
      return slow > 0
    }, 'noticed as slow')
    // From here on nothing piles up for this client, however busy the room is.
    for (let i = 0; i < 500; i++) edge.delta('site:s', big)
    client.resume()
    await until(() => heard.includes('"snapshot",{"room":"site:s","version":77}'), 'newest state')
    expect(bytes).toBeLessThan((sent + 20) * 61_000)
    edge.delta('site:s', { ...big, epoch: 'after' })
    await until(() => heard.includes('"after"'), 'deltas again')
  } finally {
    client.end()
    await stop()
  }
})
