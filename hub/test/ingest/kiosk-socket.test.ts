import { createHash } from 'node:crypto'
import { encodeCbor } from '@schoolgate/protocol/cbor'
import { systemClock } from '@schoolgate/protocol/clock'
import { entryBodySchema } from '@schoolgate/protocol/entry/body'
import { encodeFrame } from '@schoolgate/protocol/frame/codec'
import { PROTOCOL_VERSION } from '@schoolgate/protocol/version'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { GapRow, StoredEntry } from '../../src/store/log-types.ts'
import { type IngestServer, ingestServer, temporaryDirectory } from '../helpers/ingest-server.ts'
import { KioskClient, kioskIdentity, ScriptedJournal, testBody, testId } from '../helpers/kiosk-client.ts'
import { SCHOOL, seedPeople } from '../helpers/school.ts'

let dir: ReturnType<typeof temporaryDirectory>
let server: IngestServer
let committed: StoredEntry[]
let happened: string[]
let gaps: GapRow[]
let failing = false
let sweepNow: () => void

const identity = kioskIdentity(1)
const clocks = { bootId: testId('boot'), monoMs: 10, wallMs: 1 }

beforeEach(async () => {
  dir = temporaryDirectory()
  committed = []
  happened = []
  gaps = []
  failing = false
  let ahead = 0
  server = await ingestServer(dir.path, {
    // The sweep runs when the test says so, eleven seconds later.
    realClock: {
      ...systemClock,
      mono: () => performance.now() + ahead,
      after: (_, run) => {
        sweepNow = () => {
          ahead += 11_000
          run()
        }
        return () => {}
      },
    },
    events: {
      onCommitted: entries => committed.push(...entries),
      onConnection: (place, up) => happened.push(`${up ? 'up' : 'down'} ${place.gate}`),
      onFork: place => happened.push(`fork ${place.gate}`),
      onGap: (place, gap) => {
        happened.push(`gap ${place.gate}`)
        gaps.push(gap)
      },
      onHealth: (place, health) => happened.push(`health ${place.gate} ${health.kept}`),
      onRefused: code => happened.push(`refused ${code}`),
      onNack: code => happened.push(`nack ${code}`),
      onQuarantined: n => happened.push(`quarantined ${n}`),
      onFault: place => happened.push(`fault ${place}`),
    },
    store: store => ({
      ...store,
      ingest: {
        ...store.ingest,
        append: appends => (failing ? Promise.reject(new Error('disk full')) : store.ingest.append(appends)),
      },
    }),
  })
})

afterEach(async () => {
  await server.stop()
  dir.remove()
})

function kiosk(scans = 0, who = identity) {
  const client = new KioskClient(who, new ScriptedJournal(who.id, testId('journal')))
  for (let i = 0; i < scans; i++) client.journal.add(testBody({ person: testId('person 1') }), clocks)
  return client
}

const register = (who = identity) =>
  server.store.directory.putKiosk({
    id: who.id,
    gate: SCHOOL.gate,
    key: who.key,
    status: 'active',
    pairedAt: 0,
  })

async function joined(scans = 0) {
  await register()
  const client = kiosk(scans)
  await client.welcome(server.url)
  await client.nextOf('config')
  return client
}

test('stores entries, acks after the commit, and passes them on in order', async () => {
  const client = await joined(5)
  client.sendEntries(1, 3)
  expect(await client.next()).toMatchObject({ t: 'ack', hwm: 3 })
  client.sendEntries(4, 5)
  expect(await client.next()).toMatchObject({ t: 'ack', hwm: 5 })
  expect(committed.map(entry => [entry.id, entry.seq, entry.person])).toEqual(
    [1, 2, 3, 4, 5].map(n => [n, n, testId('person 1')]),
  )
  expect(happened).toEqual(['up gate-1'])
})

test.each([
  ['an unknown kiosk', {}, 'unknown-kiosk'],
  ['a pairing code nobody gave out', { pairing: 'guess' }, 'pairing-invalid'],
  ['a version above ours', { change: { proto: PROTOCOL_VERSION + 1 } }, 'protocol-version'],
  ['an id that is not its key', { change: { kiosk: testId('other') } }, 'bad-signature'],
  ['a forged signature', { change: { sig: new Uint8Array(64) } }, 'bad-signature'],
])('%s is refused', async (_, options, code) => {
  const client = kiosk()
  expect(await client.join(server.url, options)).toMatchObject({ t: 'refused', code })
  await client.untilClosed()
  expect(happened).toEqual([`refused ${code}`])
})

test('a hello recorded from another connection is refused', async () => {
  await register()
  const client = kiosk()
  let recorded = new Uint8Array()
  const send = client.sendBytes.bind(client)
  client.sendBytes = bytes => {
    recorded = new Uint8Array(bytes as Uint8Array)
    send(bytes)
  }
  await client.welcome(server.url)
  const thief = kiosk()
  await thief.connect(server.url)
  await thief.next()
  thief.sendBytes(recorded)
  expect(await thief.next()).toMatchObject({ t: 'refused', code: 'bad-signature' })
})

test('a pairing code ties a new kiosk to its gate, once', async () => {
  const hash = createHash('sha256').update('ABCD-EFGH').digest('hex')
  await server.store.directory.putPairingCode(hash, SCHOOL.otherGate, Date.now() + 60_000)
  const client = kiosk()
  await client.welcome(server.url, { pairing: 'ABCD-EFGH' })
  expect(await client.nextOf('config')).toMatchObject({ gate: { id: SCHOOL.otherGate } })
  const second = kiosk(0, kioskIdentity(2))
  expect(await second.join(server.url, { pairing: 'ABCD-EFGH' })).toMatchObject({ code: 'pairing-invalid' })
})

test.each([
  ['text', 'hello', 'bad-frame'],
  ['bytes that are no CBOR', new Uint8Array([0xff, 0, 1]), 'bad-frame'],
  ['a frame of no kind', encodeCbor({ t: 'nonsense' }), 'bad-frame'],
  [
    'entries before hello',
    encodeFrame({ t: 'lost', from: 1, to: 1, head: new Uint8Array(32), mac: new Uint8Array(32) }),
    'bad-frame',
  ],
  ['a frame over 64 KiB', encodeCbor({ t: 'health', pad: 'x'.repeat(70_000) }), 'frame-too-large'],
])('%s ends in a reason', async (_, bytes, code) => {
  const client = kiosk()
  await client.connect(server.url)
  await client.nextOf('challenge')
  client.sendBytes(bytes)
  expect(await client.next()).toMatchObject({ t: 'refused', code })
  await client.untilClosed()
})

test('a seal with the kiosk’s own signature is kept; a forged or premature one ends the connection', async () => {
  const client = await joined(3)
  client.sendEntries(1, 2)
  await client.nextOf('ack')
  client.sendSeal(2)
  await expect.poll(async () => (await server.store.ingest.seal(identity.id, testId('journal')))?.seq).toBe(2)
  client.sendSeal(1, kioskIdentity(77))
  expect(await client.nextOf('refused')).toMatchObject({ code: 'bad-signature' })

  const again = kiosk(3)
  await again.welcome(server.url)
  again.sendSeal(3)
  expect(await again.nextOf('refused')).toMatchObject({ code: 'bad-frame' })
})

test('who does not say hello in ten seconds is refused, others are not', async () => {
  const ready = await joined(1)
  const slow = kiosk()
  await slow.connect(server.url)
  await slow.nextOf('challenge')
  sweepNow()
  expect(await slow.next()).toMatchObject({ t: 'refused', code: 'slow-hello' })
  ready.sendEntries(1, 1)
  expect(await ready.next()).toMatchObject({ t: 'ack', hwm: 1 })
})

test('a gap is asked for again once; what does not exist becomes a gap row', async () => {
  const client = await joined(6)
  client.sendEntries(3, 4)
  client.sendEntries(5, 6)
  expect(await client.next()).toMatchObject({ t: 'nack', code: 'gap', hwm: 0 })
  client.sendLost(1, 2)
  expect(await client.next()).toMatchObject({ t: 'ack', hwm: 2 })
  client.sendEntries(3, 6)
  expect(await client.next()).toMatchObject({ t: 'ack', hwm: 6 })
  expect(gaps).toMatchObject([{ from: 1, to: 2 }])
  expect(await server.store.presence.gaps(SCHOOL.site)).toEqual(gaps)
  expect(happened).toEqual(['up gate-1', 'nack gap', 'gap gate-1'])
})

test('a journal whose chain differs from the stored one is a fork: the kiosk is quarantined', async () => {
  const client = await joined(4)
  client.sendEntries(1, 3)
  await client.nextOf('ack')
  const clone = kiosk(2)
  clone.journal.add(testBody({ person: testId('person 2') }), clocks)
  clone.journal.add(testBody({ person: testId('person 2') }), clocks)
  await clone.welcome(server.url)
  clone.sendEntries(2, 4)
  expect(await clone.nextOf('refused')).toMatchObject({ code: 'fork' })
  await expect.poll(() => happened).toContain('fork gate-1')
  await expect.poll(async () => (await server.store.directory.kiosk(identity.id))?.status).toBe('quarantined')
  expect(await kiosk(4).join(server.url)).toMatchObject({ t: 'refused', code: 'fork' })
})

test('a journal put back to an older state is a fork at hello', async () => {
  const client = await joined(4)
  client.sendEntries(1, 4)
  await client.nextOf('ack')
  expect(await kiosk(3).join(server.url)).toMatchObject({ t: 'refused', code: 'fork' })
})

test('what cannot be read is acked and kept, and what follows is stored', async () => {
  const client = await joined(1)
  const id = testId('boot')
  client.journal.addRaw([id, 11, 1, true, 'scan', 1, new TextEncoder().encode('{"half":')])
  client.journal.addRaw([id, 12, 1, true, 'hand\0over', 7, new Uint8Array([1])])
  client.journal.add(testBody({ verdict: 'refer', reasons: ['card-forged'] }), clocks)
  client.sendEntries(1, 4)
  expect(await client.next()).toMatchObject({ t: 'ack', hwm: 4 })
  const kept = await server.store.ingest.quarantined(10)
  expect(kept.map(row => [row.seq, row.reason]).sort()).toEqual([
    [2, 'body is not JSON'],
    [3, 'unknown kind of entry'],
  ])
  expect(committed.map(entry => entry.seq)).toEqual([1, 4])
  expect(happened).toContain('quarantined 2')
})

test('a batch that never fits its own chain is kept unread at the third time and blocks nothing', async () => {
  const client = await joined(3)
  const second = client.journal.entries[1] as (typeof client.journal.entries)[number]
  second[6] = new TextEncoder().encode(JSON.stringify(entryBodySchema.parse(testBody({ look: 2 }))))
  for (const _ of [1, 2]) {
    client.sendEntries(1, 3)
    expect(await client.next()).toMatchObject({ t: 'nack', code: 'bad-chain', hwm: 0 })
  }
  client.sendEntries(1, 3)
  expect(await client.next()).toMatchObject({ t: 'ack', hwm: 3 })
  expect(await server.store.ingest.quarantined(10)).toHaveLength(3)
})

test('the newer of two connections wins and the place stays up', async () => {
  const older = await joined(2)
  const newer = kiosk(2)
  await newer.welcome(server.url)
  await older.untilClosed()
  newer.sendEntries(1, 2)
  expect(await newer.nextOf('ack')).toMatchObject({ hwm: 2 })
  expect(happened).toEqual(['up gate-1'])
  expect(server.sockets.online()).toBe(1)
  newer.close()
  await expect.poll(() => happened).toEqual(['up gate-1', 'down gate-1'])
})

test('of two machines with one key the later one goes on, and the other is told of once', async () => {
  const here = { bootId: testId('boot here') }
  const there = { bootId: testId('boot there') }
  await register()
  await kiosk(2).welcome(server.url, here)
  const copy = kiosk(2)
  await copy.welcome(server.url, there)
  for (let i = 0; i < 2; i++)
    expect(await kiosk(2).join(server.url, here)).toMatchObject({ t: 'refused', code: 'fork' })
  expect(happened.filter(what => what.startsWith('fork'))).toEqual(['fork gate-1'])
  copy.sendEntries(1, 2)
  expect(await copy.nextOf('ack')).toMatchObject({ hwm: 2 })

  // The copy is switched off: the machine that is left is the kiosk again.
  copy.close()
  await expect.poll(() => server.sockets.online()).toBe(0)
  expect(await kiosk(2).join(server.url, here)).toMatchObject({ t: 'welcome', hwm: 2 })
})

test('a full disk: nothing is acked, nothing is lost', async () => {
  const client = await joined(2)
  failing = true
  client.sendEntries(1, 2)
  await client.untilClosed()
  expect(happened).toContain('fault append')
  failing = false
  const again = kiosk(2)
  expect(await again.welcome(server.url)).toMatchObject({ hwm: 0 })
  again.sendEntries(1, 2)
  expect(await again.nextOf('ack')).toMatchObject({ hwm: 2 })
})

test('roster and configuration come with the welcome and whenever they change', async () => {
  await register()
  await seedPeople(server.store, 900)
  const client = kiosk()
  const welcome = await client.welcome(server.url)
  const config = await client.nextOf('config')
  const cards = new Set<string>()
  for (;;) {
    const roster = await client.nextOf('roster')
    expect(roster).toMatchObject({ base: 0, version: welcome.rosterVersion })
    for (const [card] of roster.set) cards.add(card)
    if (roster.last) break
  }
  expect(cards.size).toBe(900)

  await server.store.directory.revokeCard(testId('card 7'), 1)
  await server.sockets.rosterChanged(SCHOOL.site)
  expect(await client.next()).toMatchObject({
    t: 'roster',
    base: welcome.rosterVersion,
    set: [[testId('card 7'), testId('person 7'), 'Person 7', 'revoked']],
    last: true,
  })
  await server.store.directory.putGate({ id: SCHOOL.gate, site: SCHOOL.site, name: 'Main', lane: 'in' })
  await server.sockets.configChanged(SCHOOL.site)
  expect(await client.next()).toMatchObject({ t: 'config', gate: { name: 'Main', lane: 'in' } })

  const again = kiosk()
  const versions = { configVersion: config.version, rosterVersion: welcome.rosterVersion + 1 }
  await again.welcome(server.url, versions)
  expect((await again.next()).t).toBe('config')
  await expect(again.next(100)).rejects.toThrow()
})

test('keys, their last days and the day of issue come with the configuration; an old kiosk hears what it knows', async () => {
  await register()
  const old = kioskIdentity(2)
  await register(old)
  await seedPeople(server.store, 2)
  const { cards } = server.store
  const key = (kid: string, trustedUntil: string | null) =>
    cards.putKey({ kid, jurisdiction: 'mn', publicKey: new Uint8Array(32), madeAt: 0, trustedUntil })
  await key('aaaaaaaa', null)
  const now = kiosk()
  await now.welcome(server.url)
  expect((await now.nextOf('config')).keys.keys.map(k => [k.kid, k.until])).toEqual([['aaaaaaaa', undefined]])
  await now.nextOf('roster')
  const before = kiosk(0, old)
  await before.welcome(server.url, { change: { proto: 1 } })
  await before.nextOf('roster')

  await key('aaaaaaaa', '9999-12-31')
  await key('bbbbbbbb', '2020-01-01')
  await cards.setIssuedBefore('mn', '2026-02-03')
  await server.sockets.configChanged(SCHOOL.site)
  expect(await now.next()).toMatchObject({
    cardsIssuedBefore: '2026-02-03',
    keys: {
      keys: [
        { kid: 'aaaaaaaa', until: '9999-12-31' },
        { kid: 'bbbbbbbb', until: '1970-01-01' },
      ],
    },
  })
  expect((await before.nextOf('config')).keys.keys.map(k => k.kid)).toEqual(['aaaaaaaa'])

  await cards.end([testId('card 1')], 'reissued', 5)
  await server.sockets.rosterChanged(SCHOOL.site)
  expect((await now.nextOf('roster')).set.map(row => row[3])).toEqual(['reissued'])
  expect((await before.nextOf('roster')).set.map(row => row[3])).toEqual(['revoked'])
})

test('stop commits what was taken and tells every kiosk', async () => {
  const client = await joined(3)
  client.sendEntries(1, 3)
  client.send({
    t: 'health',
    scanner: 'up',
    thermal: 'up',
    relay: 'absent',
    kept: 4,
    rssBytes: 1,
    discardedBytes: 0,
    badSums: 0,
    reopened: 0,
  })
  await expect.poll(() => happened).toContain('health gate-1 4')
  await server.sockets.stop()
  expect(await client.nextOf('refused')).toMatchObject({ code: 'stopping' })
  await client.untilClosed()
  expect(await server.store.ingest.highWater(identity.id, testId('journal'))).toMatchObject({ seq: 3 })
})
