import { Database } from 'bun:sqlite'
import { join } from 'node:path'
import { entryHash, GENESIS } from '@schoolgate/protocol/entry/chain'
import { seededRandom } from '@schoolgate/protocol/random'
import { afterEach, expect, test } from 'vitest'
import type { StoredEntry } from '../../src/store/log-types.ts'
import { type IngestServer, ingestServer, temporaryDirectory } from '../helpers/ingest-server.ts'
import { KioskClient, kioskIdentity, ScriptedJournal, testBody, testId } from '../helpers/kiosk-client.ts'
import { SCHOOL } from '../helpers/school.ts'

let dir: ReturnType<typeof temporaryDirectory>
let server: IngestServer

afterEach(async () => {
  await server.stop()
  dir.remove()
})

/**
 * A kiosk that loses, repeats and overlaps its frames, cuts its connection, opens a second one beside the first,
 * and meets a hub that starts again: whatever the order, each entry is stored once and the chain holds.
 */
test.each([1, 2, 3, 4, 5, 6])('each entry exactly once, in order, seed %i', async seed => {
  const random = seededRandom(seed)
  const below = (n: number) => Math.floor(random() * n)
  dir = temporaryDirectory()
  const told: StoredEntry[] = []
  const start = () => ingestServer(dir.path, { events: { onCommitted: entries => told.push(...entries) } })
  server = await start()
  const identity = kioskIdentity(seed)
  const journal = new ScriptedJournal(identity.id, testId(`journal ${seed}`))
  await server.store.directory.putKiosk({
    id: identity.id,
    gate: SCHOOL.gate,
    key: identity.key,
    status: 'active',
    pairedAt: 0,
  })
  let mono = 1000
  const scan = () => {
    mono += 1 + random()
    journal.add(testBody({ person: testId(`person ${below(5)}`) }), {
      bootId: testId('boot'),
      monoMs: mono,
      wallMs: Date.now(),
    })
  }

  const clients: KioskClient[] = []
  const connect = async () => {
    const client = new KioskClient(identity, journal)
    const hello = await client.join(server.url, { mono })
    expect(hello.t).toBe('welcome')
    client.onFrame = () => {}
    clients.push(client)
  }
  await connect()
  for (let step = 0; step < 60; step++) {
    for (let i = below(4); i > 0; i--) scan()
    const client = clients[below(clients.length)]
    const roll = random()
    if (roll < 0.08) await connect()
    else if (roll < 0.14) clients.splice(below(clients.length), 1)[0]?.cut()
    else if (roll < 0.17) {
      await server.stop()
      clients.length = 0
      server = await start()
    } else if (client !== undefined && !client.closed && journal.last > 0) {
      // Any range at all: too early, too late, overlapping, repeated.
      const from = 1 + below(journal.last)
      client.sendEntries(from, Math.min(journal.last, from + below(12)))
    }
    if (clients.length === 0) await connect()
    if (random() < 0.3) await new Promise(resolve => setImmediate(resolve))
  }

  // Left alone, the rest arrives.
  scan()
  const last = new KioskClient(identity, journal)
  const { hwm } = await last.welcome(server.url, { mono })
  for (let seq = hwm + 1; seq <= journal.last; seq += 50)
    last.sendEntries(seq, Math.min(journal.last, seq + 49))
  for (;;) if ((await last.nextOf('ack')).hwm === journal.last) break

  const db = new Database(join(dir.path, 'hub.db'), { readonly: true })
  const rows = db
    .query<
      Record<string, never> & { seq: number; body: Uint8Array; hash: Uint8Array; mono: number; wall: number },
      []
    >('select seq, body, hash, mono, wall from log order by id')
    .all()
  db.close()
  expect(rows.map(row => row.seq)).toEqual(journal.entries.map((_, i) => i + 1))
  expect(told.map(entry => entry.seq)).toEqual(rows.map(row => row.seq))
  let prev = GENESIS
  for (const row of rows) {
    const header = { kiosk: identity.id, journal: journal.id, seq: row.seq, bootId: testId('boot') }
    const clocks = { monoMs: row.mono, wallMs: row.wall, synced: true, kind: 'scan' as const, v: 1 }
    prev = entryHash({ ...header, ...clocks }, prev, row.body)
    expect(new Uint8Array(row.hash)).toEqual(new Uint8Array(prev))
  }
})
