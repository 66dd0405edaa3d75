import type { EntryBody } from '@schoolgate/protocol/entry/body'
import { decodeDown } from '@schoolgate/protocol/frame/codec'
import type { Down } from '@schoolgate/protocol/frame/down'
import { makeEphemeral } from '@schoolgate/protocol/frame/session'
import { type Random, seededRandom } from '@schoolgate/protocol/random'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ManualClock } from '../../test/helpers/manual-clock.ts'
import { encode, type HubSession, ModelHub, testIdentity } from '../../test/helpers/model-hub.ts'
import { Journal } from '../journal/journal.ts'
import { SCHEMA } from '../journal/rows.ts'
import type { TimerName, UplinkAction, UplinkEvent, UplinkStatus } from './events.ts'
import { UplinkMachine } from './machine.ts'

const identity = testIdentity()
const body = (n: number): EntryBody => ({
  direction: 'in',
  verdict: 'pass',
  reasons: [],
  method: 'qr',
  rulePack: 'p',
  look: 1,
  idleMs: n,
})

/** A kiosk's machine and a model hub on one virtual clock, with a line between them that can misbehave. */
class Rig {
  readonly clock = new ManualClock()
  readonly hub = new ModelHub()
  readonly journal: Journal
  readonly status: UplinkStatus[] = []
  readonly sent: Extract<UplinkAction, { do: 'send' }>['frame'][] = []
  /** probability that a frame is dropped, and that it comes twice */
  drop = 0
  twice = 0
  /** one way, ms */
  delay = 10
  isHubUp = true
  #machine: UplinkMachine
  #timers = new Map<TimerName, () => void>()
  #session: HubSession | undefined
  #random: Random
  /** grows with each connection and process: what belongs to an older one is not delivered */
  #era = 0

  constructor(seed = 1) {
    this.#random = seededRandom(seed)
    const db = new Database(':memory:')
    db.exec(SCHEMA)
    this.journal = new Journal(db, identity.kiosk, '00000000000000b1')
    this.#machine = this.#make()
  }

  start(): void {
    this.raise({ on: 'start' })
  }

  /** The process dies and is started anew over the same journal. */
  kill(): void {
    this.#era++
    for (const cancel of this.#timers.values()) cancel()
    this.#timers.clear()
    this.#session = undefined
    this.#machine = this.#make()
    this.start()
  }

  cut(): void {
    if (!this.#session) return
    this.#session = undefined
    this.#era++
    this.raise({ on: 'closed' })
  }

  append(): void {
    this.journal.append(body(this.journal.head().seq), { monoMs: this.clock.mono(), wallMs: 1, synced: true })
    this.raise({ on: 'appended' })
  }

  raise(event: UplinkEvent): void {
    for (const action of this.#machine.handle(event)) this.#act(action)
  }

  fromHub(frame: Down): void {
    this.raise({ on: 'frame', frame })
  }

  #make(): UplinkMachine {
    return new UplinkMachine({
      journal: this.journal,
      identity,
      bootId: '00000000000000b1',
      software: 'test',
      stamp: () => ({ monoMs: this.clock.mono(), wallMs: this.clock.wall(), synced: false }),
      versions: () => ({ config: 0, roster: 0 }),
      health: () => ({
        scanner: 'up',
        thermal: 'up',
        relay: 'up',
        kept: this.journal.head().seq - this.journal.acked(),
        rssBytes: 0,
        discardedBytes: 0,
        badSums: 0,
        reopened: 0,
      }),
      makeEphemeral,
      random: this.#random,
    })
  }

  #act(action: UplinkAction): void {
    if (action.do === 'connect') this.#connect()
    else if (action.do === 'disconnect') this.cut()
    else if (action.do === 'timer') {
      this.#timers.get(action.timer)?.()
      const fire = () => this.raise({ on: 'timer', timer: action.timer })
      this.#timers.set(action.timer, this.clock.after(action.ms, fire))
    } else if (action.do === 'cancel') this.#timers.get(action.timer)?.()
    else if (action.do === 'status') this.status.push(action.status)
    else if (action.do === 'acked') this.journal.acknowledge(action.hwm)
    else if (action.do === 'ping' && this.#session) this.#carry(() => this.raise({ on: 'heard' }))
    else if (action.do === 'send') {
      this.sent.push(action.frame)
      const session = this.#session
      const bytes = encode(action.frame)
      this.#carry(() => {
        for (const answer of session?.receive(bytes) ?? []) this.#deliver(answer)
      })
    }
  }

  #connect(): void {
    const era = ++this.#era
    this.clock.after(this.delay, () => {
      if (era !== this.#era) return
      if (!this.isHubUp) return this.raise({ on: 'closed' })
      this.#session = this.hub.connect(() => this.clock.wall() + 5_000)
      this.raise({ on: 'opened' })
      this.#deliver(this.#session.challenge)
    })
  }

  #deliver(frame: Down): void {
    const decoded = decodeDown(encode(frame))
    if (!decoded.ok) throw new Error('the model hub made a bad frame')
    this.#carry(() => this.fromHub(decoded.value))
  }

  /** Carries something over the line of this connection: late, twice, or not at all. */
  #carry(arrive: () => void): void {
    const era = this.#era
    const copies = this.#random() < this.drop ? 0 : this.#random() < this.twice ? 2 : 1
    for (let i = 0; i < copies; i++) this.clock.after(this.delay, () => era === this.#era && arrive())
  }
}

const batches = (rig: Rig) => rig.sent.flatMap(f => (f.t === 'entries' ? [[f.from, f.to]] : []))

describe('in a session', () => {
  it('sends a lone entry at once and gathers the next ones until the ack', () => {
    const rig = new Rig()
    rig.start()
    rig.clock.advance(100)
    expect(rig.status.at(-1)).toEqual({ online: true })
    rig.append()
    expect(batches(rig)).toEqual([[1, 1]])
    for (let i = 0; i < 5; i++) rig.append()
    expect(batches(rig)).toEqual([[1, 1]])
    rig.clock.advance(20)
    expect(batches(rig)).toEqual([
      [1, 1],
      [2, 6],
    ])
    rig.clock.advance(100)
    expect(rig.hub.hwm).toBe(6)
    expect(rig.journal.acked()).toBe(6)
  })

  it('sends full batches side by side up to the credit, never more', () => {
    const rig = new Rig()
    for (let i = 0; i < 150; i++) rig.append()
    rig.start()
    rig.clock.advance(45)
    expect(batches(rig)).toEqual([
      [1, 20],
      [21, 40],
      [41, 60],
    ])
    rig.clock.advance(1_000)
    expect(rig.hub.hwm).toBe(150)
  })

  it('waits with a backlog as long as the hub asks, not with a new entry', () => {
    const rig = new Rig()
    rig.hub.resumeAfterMs = 5_000
    rig.append()
    rig.start()
    rig.clock.advance(4_000)
    expect(batches(rig)).toEqual([])
    rig.clock.advance(2_000)
    expect(rig.hub.hwm).toBe(1)
    rig.cut()
    rig.clock.advance(600)
    rig.append()
    expect(batches(rig).at(-1)).toEqual([2, 2])
  })

  it('seals its chain every hundred entries, and after a minute with fewer', () => {
    const rig = new Rig()
    rig.hub.maxBatch = 50
    rig.hub.credit = 200
    rig.start()
    rig.clock.advance(100)
    for (let i = 0; i < 250; i++) rig.append()
    rig.clock.advance(1_000)
    expect(rig.hub.hwm).toBe(250)
    expect(rig.hub.seals.length).toBe(2)
    rig.clock.advance(90_000)
    expect(rig.hub.seals.at(-1)).toBe(250)
    const sealed = rig.hub.seals.length
    rig.clock.advance(120_000)
    expect(rig.hub.seals.length).toBe(sealed)
    expect(rig.hub.faults).toEqual([])
  })

  it('rewinds on a nack', () => {
    const rig = new Rig()
    rig.start()
    rig.clock.advance(100)
    for (let i = 0; i < 3; i++) {
      rig.append()
      rig.clock.advance(100)
    }
    rig.fromHub({ t: 'nack', code: 'busy', hwm: 1, retryMs: 200 })
    rig.clock.advance(100)
    expect(batches(rig)).toHaveLength(3)
    rig.clock.advance(200)
    expect(batches(rig).at(-1)).toEqual([2, 3])
  })

  it('hangs up and sends again when an ack stays away', () => {
    const rig = new Rig()
    rig.start()
    rig.clock.advance(100)
    rig.drop = 1
    rig.append()
    rig.drop = 0
    rig.clock.advance(14_000)
    expect(rig.hub.hwm).toBe(0)
    rig.clock.advance(2_000)
    expect(rig.hub.hwm).toBe(1)
  })

  it('slows down when nacks go round in circles', () => {
    const rig = new Rig()
    rig.start()
    rig.clock.advance(100)
    rig.append()
    for (let i = 0; i < 1_000; i++) {
      rig.fromHub({ t: 'nack', code: 'bad-chain', hwm: 0, retryMs: 0 })
      rig.clock.advance(1)
    }
    expect(batches(rig).length).toBeLessThan(20)
  })

  it('tells of entries that no longer exist and goes on after them', () => {
    const rig = new Rig()
    for (let i = 0; i < 10; i++) rig.append()
    rig.journal.prune(6, 100)
    rig.start()
    rig.clock.advance(200)
    expect(rig.hub.stored.slice(1, 7)).toEqual(Array(6).fill('lost'))
    expect(rig.hub.hwm).toBe(10)
    expect(rig.hub.faults).toEqual([])
  })

  it('stops sending when the hub holds another history', () => {
    for (const change of [
      (hub: ModelHub) => {
        hub.head = new Uint8Array(32).fill(7)
      },
      (hub: ModelHub) => {
        hub.hwm = 99
      },
    ]) {
      const rig = new Rig()
      rig.append()
      rig.start()
      rig.clock.advance(100)
      rig.cut()
      change(rig.hub)
      rig.clock.advance(2_000)
      rig.append()
      rig.clock.advance(2_000)
      expect(rig.status.at(-1)).toEqual({ online: true, refused: 'fork' })
      expect(batches(rig)).toEqual([[1, 1]])
    }
  })

  it('sends health every 10 s and on a change', () => {
    const rig = new Rig()
    rig.start()
    rig.clock.advance(100)
    const healths = () => rig.sent.filter(f => f.t === 'health').length
    expect(healths()).toBe(1)
    rig.clock.advance(30_000)
    expect(healths()).toBe(4)
    rig.raise({ on: 'health-changed' })
    expect(healths()).toBe(5)
  })
})

describe('without a hub', () => {
  it('tries again with full jitter, at most a minute apart, and says why it was refused', () => {
    const rig = new Rig()
    rig.start()
    rig.clock.advance(100)
    rig.fromHub({ t: 'refused', code: 'unknown-kiosk', retryMs: 120_000 })
    expect(rig.status.at(-1)).toEqual({ online: false, refused: 'unknown-kiosk' })
    rig.clock.advance(119_000)
    expect(rig.status.at(-1)?.online).toBe(false)
    rig.clock.advance(2_000)
    expect(rig.status.at(-1)).toEqual({ online: true })

    rig.isHubUp = false
    rig.cut()
    rig.clock.advance(3_600_000)
    rig.isHubUp = true
    rig.clock.advance(61_000)
    expect(rig.status.at(-1)).toEqual({ online: true })
  })

  it('hangs up on a line that has gone silent', () => {
    const rig = new Rig()
    rig.start()
    rig.clock.advance(100)
    rig.drop = 1
    rig.clock.advance(45_000)
    expect(rig.status.at(-1)).toEqual({ online: false })
  })
})

describe('over a bad line', () => {
  const step = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ do: fc.constant('append' as const), n: fc.integer({ min: 1, max: 40 }) }),
    },
    {
      weight: 6,
      arbitrary: fc.record({ do: fc.constant('wait' as const), n: fc.integer({ min: 1, max: 20_000 }) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('cut' as const), n: fc.constant(0) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('kill' as const), n: fc.constant(0) }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('hub-down' as const), n: fc.integer({ min: 1, max: 90_000 }) }),
    },
  )

  it('delivers everything exactly once and in order, whatever is dropped, doubled, cut or killed', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 0, max: 40 }),
        fc.array(step, { maxLength: 25 }),
        (seed, drop, twice, steps) => {
          const rig = new Rig(seed)
          Object.assign(rig, { drop: drop / 100, twice: twice / 100 })
          rig.start()
          for (const { do: what, n } of steps) {
            if (what === 'append') for (let i = 0; i < n; i++) rig.append()
            else if (what === 'wait') rig.clock.advance(n)
            else if (what === 'cut') rig.cut()
            else if (what === 'kill') rig.kill()
            else {
              rig.isHubUp = false
              rig.cut()
              rig.clock.advance(n)
              rig.isHubUp = true
            }
          }
          Object.assign(rig, { drop: 0, twice: 0 })
          rig.clock.advance(200_000)
          const expected = Array.from({ length: rig.journal.head().seq }, (_, i) => i)
          const stored = rig.hub.stored
            .slice(1)
            .map(b => JSON.parse(Buffer.from(b as Uint8Array).toString()).idleMs)
          expect(rig.hub.faults).toEqual([])
          expect(stored).toEqual(expected)
          expect(Buffer.from(rig.hub.head).equals(rig.journal.head().hash)).toBe(true)
          expect(rig.journal.acked()).toBe(rig.journal.head().seq)
        },
      ),
      { seed: 20261122, numRuns: 60 },
    )
  })
})
