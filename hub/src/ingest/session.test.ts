import { encodeCbor } from '@schoolgate/protocol/cbor'
import { GENESIS } from '@schoolgate/protocol/entry/chain'
import { encodeFrame } from '@schoolgate/protocol/frame/codec'
import type { Entries, WireEntry } from '@schoolgate/protocol/frame/entries'
import type { Lost } from '@schoolgate/protocol/frame/lost'
import { entriesMac, makeEphemeral } from '@schoolgate/protocol/frame/session'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chainOf } from './read-batch.ts'
import { type Action, type Ready, receive, type Session } from './session.ts'

const KEY = new Uint8Array(32).fill(9)
const ID = '0011223344556677'
const context = { now: 1_795_305_600_000, busyMs: 0, localDay: () => '2026-11-23' }

const ready = (): Ready => ({
  place: { kiosk: ID, gate: 'gate', site: 'site' },
  proto: 2,
  timeZone: 'UTC',
  journal: ID,
  macKey: KEY,
  sample: { bootId: ID, mono: 0, sentAt: 0, receivedAt: 5 },
  tail: { seq: 0, head: GENESIS, lo: 0 },
  committed: 0,
  safeHwm: 0,
  rewinding: false,
  strikes: 0,
  configVersion: 0,
  rosterVersion: 0,
})

const handshake = (): Session => ({
  state: 'hello',
  handshake: {
    challenge: { t: 'challenge', nonce: KEY, hubId: 'h', eph: KEY, time: 0 },
    ephemeral: makeEphemeral(),
    openedAt: 0,
  },
})

const ACTIONS: Action['do'][] = ['admit', 'append', 'ack', 'nack', 'fork', 'health', 'refuse', 'ignore']

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 })
const number = fc.oneof(fc.nat(8), fc.double(), fc.maxSafeInteger())
const anything = fc.anything({ withTypedArray: true, maxDepth: 2 })
const wire = fc.tuple(
  fc.oneof(fc.constant(ID), fc.stringMatching(/^[0-9a-f]{16}$/)),
  number,
  number,
  fc.boolean(),
  fc.oneof(fc.constant('scan'), fc.string({ maxLength: 20 })),
  fc.integer({ min: 1, max: 3 }),
  fc.uint8Array({ maxLength: 20 }),
) as fc.Arbitrary<WireEntry>

/** Frames that come close to right: right keys and MACs, ranges near the mark, true and false chains. */
const near = fc
  .record({
    from: fc.integer({ min: 1, max: 6 }),
    entries: fc.array(wire, { minLength: 1, maxLength: 4 }),
    prev: fc.oneof(fc.constant(GENESIS), bytes32),
    miscount: fc.constantFrom(0, 0, 0, 1),
    wrongHead: fc.constantFrom(false, false, true),
    wrongMac: fc.constantFrom(false, false, false, true),
    lost: fc.constantFrom(false, false, true),
  })
  .map(f => {
    const to = f.from + f.entries.length - 1 + f.miscount
    const rough = { t: 'entries' as const, from: f.from, to, prev: f.prev, head: GENESIS, entries: f.entries }
    const head = f.wrongHead ? KEY : (chainOf({ ...rough, mac: KEY }, ID, ID).at(-1) as Uint8Array)
    const frame: Omit<Entries, 'mac'> | Omit<Lost, 'mac'> = f.lost
      ? { t: 'lost', from: f.from, to, head }
      : { ...rough, head }
    return encodeAny({ ...frame, mac: f.wrongMac ? KEY : entriesMac(KEY, frame) })
  })

const loose = fc
  .record({
    t: fc.constantFrom('hello', 'entries', 'lost', 'health', 'x'),
    from: anything,
    to: anything,
    entries: anything,
  })
  .map(encodeAny)

const message = fc.oneof(
  { weight: 6, arbitrary: near },
  { weight: 1, arbitrary: loose },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
  { weight: 1, arbitrary: fc.string() },
)

/** Not every value has a CBOR form; then any bytes do. */
function encodeAny(value: unknown): Uint8Array {
  try {
    return new Uint8Array(encodeCbor(value))
  } catch {
    return new Uint8Array([0xa1])
  }
}

test('any bytes in any state end in one known action; the tail only grows, by exactly what is appended', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(
      fc.constantFrom('hello', 'admitting', 'ready', 'over'),
      fc.array(message, { maxLength: 12 }),
      (state, messages) => {
        const own = ready()
        const session: Session =
          state === 'hello'
            ? handshake()
            : state === 'ready'
              ? { state, ready: own }
              : { state: state as 'over' }
        for (const bytes of messages) {
          const before = own.tail
          const action = receive(session, bytes, context)
          expect(ACTIONS).toContain(action.do)
          seen.add(action.do === 'nack' ? action.code : action.do)
          if (action.do !== 'append') {
            expect(own.tail).toBe(before)
            continue
          }
          const { expected, next, rows, entries, gaps, quarantine } = action.append
          expect(expected).toBe(before)
          expect(own.tail).toBe(next)
          expect(next.seq).toBeGreaterThan(before.seq)
          const lost = gaps.reduce((n, gap) => n + gap.to - gap.from + 1, 0)
          expect(rows.length + lost).toBe(next.seq - before.seq)
          expect(entries.length).toBe(rows.length)
          expect(quarantine.length).toBe(entries.filter(entry => entry === undefined).length)
          for (const row of rows)
            expect(row.lo <= row.at && row.at <= row.hi && row.hi <= context.now).toBe(true)
        }
      },
    ),
    { seed: 61, numRuns: 1500 },
  )
  for (const action of ['append', 'ack', 'gap', 'bad-mac', 'bad-chain', 'fork', 'refuse', 'ignore'])
    expect(seen).toContain(action)
})

/** Offers a frame of the one entry `from`. */
function offer(session: Session, from: number, busyMs = 0): Action {
  const entry: WireEntry = [ID, 1, 1, true, 'scan', 1, new Uint8Array([1])]
  const frame = { t: 'entries' as const, from, to: from, prev: GENESIS, head: GENESIS, entries: [entry] }
  const head = chainOf({ ...frame, mac: KEY }, ID, ID)[0] as Uint8Array
  const whole = { ...frame, head }
  return receive(session, encodeFrame({ ...whole, mac: entriesMac(KEY, whole) }), { ...context, busyMs })
}

test('frames sent before a nack arrived are not nacked again', () => {
  const session: Session = { state: 'ready', ready: ready() }
  const actions = [3, 4, 5, 1, 9].map(from => offer(session, from).do)
  expect(actions).toEqual(['nack', 'ignore', 'ignore', 'append', 'nack'])
})

test('a hub that is behind turns each new try away, and takes the batch once it is not', () => {
  const session: Session = { state: 'ready', ready: ready() }
  const busy = { do: 'nack', code: 'busy', retryMs: 900 }
  expect(offer(session, 1, 900)).toEqual(busy)
  expect(offer(session, 2, 900)).toEqual({ do: 'ignore' })
  expect(offer(session, 1, 900)).toEqual(busy)
  expect(offer(session, 1).do).toBe('append')
})
