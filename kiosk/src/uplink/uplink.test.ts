import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { systemClock } from '@schoolgate/protocol/clock'
import type { EntryBody } from '@schoolgate/protocol/entry/body'
import { makeEphemeral } from '@schoolgate/protocol/frame/session'
import Database from 'better-sqlite3'
import { afterEach, expect, it } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { encode, ModelHub, testIdentity } from '../../test/helpers/model-hub.ts'
import { Journal } from '../journal/journal.ts'
import { SCHEMA } from '../journal/rows.ts'
import type { UplinkStatus } from './events.ts'
import { type RunningUplink, startUplink } from './uplink.ts'

const body: EntryBody = {
  direction: 'in',
  verdict: 'pass',
  reasons: [],
  method: 'qr',
  rulePack: 'p',
  look: 1,
  idleMs: 0,
}
const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

/** The model hub on a real socket. */
async function listen(hub: ModelHub, port = 0) {
  const server = new WebSocketServer({ port, host: '127.0.0.1', path: '/kiosk' })
  await once(server, 'listening')
  let live: WebSocket | undefined
  server.on('connection', (socket, request) => {
    live = socket
    expect(request.headers['sec-websocket-extensions']).toBeUndefined()
    const session = hub.connect(() => 1_000_000)
    socket.send(encode(session.challenge))
    socket.on('message', (data: Buffer) => {
      for (const answer of session.receive(data)) socket.send(encode(answer))
    })
  })
  const close = () => {
    for (const client of server.clients) client.terminate()
    return new Promise<void>(resolve => server.close(() => resolve()))
  }
  stops.push(() => void close())
  return { port: (server.address() as AddressInfo).port, close, socket: () => live }
}

function startKiosk(port: number) {
  const db = new Database(':memory:')
  db.exec(SCHEMA)
  const identity = testIdentity()
  const journal = new Journal(db, identity.kiosk, '00000000000000b1')
  const status: UplinkStatus[] = []
  const badFrames: string[] = []
  const uplink: RunningUplink = startUplink({
    url: `ws://127.0.0.1:${port}/kiosk`,
    clock: systemClock,
    world: {
      journal,
      identity,
      bootId: '00000000000000b1',
      software: 'test',
      stamp: () => ({ monoMs: performance.now(), wallMs: 0, synced: false }),
      versions: () => ({ config: 0, roster: 0 }),
      health: () => ({
        scanner: 'up',
        thermal: 'up',
        relay: 'absent',
        kept: 0,
        rssBytes: 0,
        discardedBytes: 0,
        badSums: 0,
        reopened: 0,
      }),
      makeEphemeral,
      random: () => 0.05,
    },
    onConfig: () => {},
    onRoster: () => {},
    onAcked: hwm => journal.acknowledge(hwm),
    onHubTime: () => {},
    onStatus: next => status.push(next),
    onBadFrame: where => badFrames.push(where),
  })
  stops.push(() => uplink.stop())
  const add = () => {
    journal.append(body, { monoMs: 0, wallMs: 0, synced: true })
    uplink.appended()
  }
  return { journal, status, badFrames, add }
}

it('carries the journal over a real socket, through a restart of the hub', async () => {
  const hub = new ModelHub()
  const first = await listen(hub)
  const kiosk = startKiosk(first.port)
  for (let i = 0; i < 30; i++) kiosk.add()
  await expect.poll(() => kiosk.journal.acked()).toBe(30)
  await first.close()
  await expect.poll(() => kiosk.status.at(-1)).toEqual({ online: false })
  for (let i = 0; i < 30; i++) kiosk.add()
  await listen(hub, first.port)
  await expect.poll(() => kiosk.journal.acked()).toBe(60)
  expect(hub.faults).toEqual([])
  expect(kiosk.status.at(-1)).toEqual({ online: true })
})

it('reports what it cannot read and goes on', async () => {
  const hub = new ModelHub()
  const line = await listen(hub)
  const kiosk = startKiosk(line.port)
  await expect.poll(() => kiosk.status.at(-1)).toEqual({ online: true })
  line.socket()?.send('not a frame')
  line.socket()?.send(encode({ t: 'ack', hwm: -1 } as never))
  await expect.poll(() => kiosk.badFrames).toEqual(['not-cbor (frame)', 'bad-frame hwm'])
  kiosk.add()
  await expect.poll(() => hub.hwm).toBe(1)
})
