import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Clock, systemClock } from '@schoolgate/protocol/clock'
import { seededRandom } from '@schoolgate/protocol/random'
import { STARTER_RULE_PACK } from '@schoolgate/protocol/rule-pack'
import type { IngestEvents } from '../../src/ingest/events.ts'
import { kioskSockets, newKioskSocketData } from '../../src/ingest/kiosk-socket.ts'
import { presenceRules } from '../../src/presence/rules.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/types.ts'
import { seedSchool } from './school.ts'

export interface IngestServer {
  url: string
  store: Store
  sockets: ReturnType<typeof kioskSockets>
  stop(): Promise<void>
}

export interface IngestServerOptions {
  events?: IngestEvents
  clock?: Clock
  realClock?: Clock
  /** wraps or replaces the store's append */
  store?: (store: Store) => Store
}

/** A directory that goes away with `remove`. */
export function temporaryDirectory(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'schoolgate-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Kiosk sockets and a SQLite store in a real file behind a real Bun server; one school with two gates. */
export async function ingestServer(dir: string, options: IngestServerOptions = {}): Promise<IngestServer> {
  const opened = await openStore(
    { sqlitePath: join(dir, 'hub.db') },
    { rules: presenceRules, clock: options.clock ?? systemClock },
  )
  const store = options.store?.(opened) ?? opened
  await seedSchool(store)
  const sockets = kioskSockets({
    store,
    rules: presenceRules,
    rulePack: STARTER_RULE_PACK,
    hubId: 'test-hub',
    clock: options.clock ?? systemClock,
    random: seededRandom(1),
    events: options.events ?? {},
    ...(options.realClock ? { realClock: options.realClock } : {}),
  })
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: (request, bun) =>
      bun.upgrade(request, { data: newKioskSocketData() }) ? undefined : new Response('no', { status: 400 }),
    websocket: {
      data: newKioskSocketData(),
      maxPayloadLength: 1 << 20,
      open: sockets.open,
      message: sockets.message,
      close: ws => sockets.close(ws),
    },
  })
  return {
    url: `ws://127.0.0.1:${server.port}/kiosk`,
    store,
    sockets,
    async stop() {
      await sockets.stop()
      await server.stop(true)
      await store.close()
    },
  }
}
