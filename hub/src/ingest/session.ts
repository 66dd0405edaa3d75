import { timingSafeEqual } from 'node:crypto'
import { GENESIS } from '@schoolgate/protocol/entry/chain'
import type { Challenge } from '@schoolgate/protocol/frame/challenge'
import { decodeUp } from '@schoolgate/protocol/frame/codec'
import type { Entries } from '@schoolgate/protocol/frame/entries'
import type { Health } from '@schoolgate/protocol/frame/health'
import type { Hello } from '@schoolgate/protocol/frame/hello'
import type { Lost } from '@schoolgate/protocol/frame/lost'
import type { Nack } from '@schoolgate/protocol/frame/nack'
import type { RefusedCode } from '@schoolgate/protocol/frame/refused'
import type { Seal } from '@schoolgate/protocol/frame/seal'
import { type Ephemeral, entriesMac } from '@schoolgate/protocol/frame/session'
import { sameBytes } from '@schoolgate/protocol/hex'
import type { Append, HighWater } from '../store/log-types.ts'
import type { TimeSample } from './clock.ts'
import type { KioskPlace } from './events.ts'
import { chainOf, readBatch } from './read-batch.ts'
import { readEntries } from './read-entries.ts'

/** What the hub keeps of a connection until it is welcomed. */
export interface Handshake {
  challenge: Challenge
  ephemeral: Ephemeral
  /** real monotonic ms */
  openedAt: number
}

/** A welcomed connection: one small object, 18,000 of them on one hub. */
export interface Ready {
  place: KioskPlace
  /** protocol version the kiosk speaks */
  proto: number
  timeZone: string
  journal: string
  macKey: Uint8Array
  sample: TimeSample
  /** accepted, perhaps not committed yet */
  tail: HighWater
  /** highest seq on disk */
  committed: number
  safeHwm: number
  /** after a nack: frames beyond the tail were sent before the kiosk heard of it */
  rewinding: boolean
  /** batches in a row at this tail that did not fit their own chain or MAC */
  strikes: number
  configVersion: number
  rosterVersion: number
}

export type Session =
  | { state: 'hello'; handshake: Handshake }
  | { state: 'admitting' }
  | { state: 'ready'; ready: Ready }
  | { state: 'over' }

/** What the socket's edge must do. Exactly one per frame. */
export type Action =
  | { do: 'admit'; hello: Hello; handshake: Handshake }
  | { do: 'append'; append: Append }
  /** nothing new in it: say again what is committed */
  | { do: 'ack' }
  | { do: 'nack'; code: Nack['code']; retryMs: number }
  | { do: 'fork' }
  | { do: 'health'; health: Health }
  | { do: 'seal'; seal: Seal }
  | { do: 'refuse'; code: RefusedCode; where: string }
  /** belongs to a conversation that is over, or was sent before the last nack arrived */
  | { do: 'ignore' }

/** How often the same batch may fail its chain or MAC before the hub stops asking for it again. */
const MAX_STRIKES = 3
const RETRY_MS = 2000

/** A hub-side step: what comes in, the local time it came, and the site's local day. */
export interface StepContext {
  /** hub wall time, epoch ms */
  now: number
  /** the disk is far behind: batches are turned away until then, ms; 0 when it is not */
  busyMs: number
  localDay(timeZone: string, at: number): string
}

/**
 * One frame of a kiosk: no I/O, no clock of its own; `session` is moved on, the action says what must happen.
 * Any bytes at all end in an action, none in an exception.
 */
export function receive(session: Session, message: Uint8Array | string, context: StepContext): Action {
  if (session.state === 'over') return { do: 'ignore' }
  if (typeof message === 'string') return { do: 'refuse', code: 'bad-frame', where: 'text frame' }
  if (session.state === 'ready') {
    const plain = readEntries(message)
    if (plain !== undefined) return entries(session.ready, plain, context)
  }
  const frame = decodeUp(message)
  if (!frame.ok) {
    const code = frame.error.code === 'frame-too-large' ? 'frame-too-large' : 'bad-frame'
    return { do: 'refuse', code, where: frame.error.where }
  }
  const up = frame.value
  if (session.state === 'hello') {
    if (up.t !== 'hello') return { do: 'refuse', code: 'bad-frame', where: `${up.t} before hello` }
    return { do: 'admit', hello: up, handshake: session.handshake }
  }
  if (session.state === 'admitting')
    return { do: 'refuse', code: 'bad-frame', where: `${up.t} before welcome` }
  switch (up.t) {
    case 'hello':
      return { do: 'refuse', code: 'bad-frame', where: 'second hello' }
    case 'health':
      return { do: 'health', health: up }
    case 'seal':
      return seal(session.ready, up)
    case 'entries':
      return entries(session.ready, up, context)
    case 'lost':
      return lost(session.ready, up, context)
  }
}

function entries(ready: Ready, frame: Entries, context: StepContext): Action {
  const { tail } = ready
  if (frame.to - frame.from + 1 !== frame.entries.length)
    return { do: 'refuse', code: 'bad-frame', where: 'entries do not fill from..to' }
  if (!macFits(ready, frame)) return strike(ready, 'bad-mac')
  if (context.busyMs > 0) return busy(ready, frame, context.busyMs)
  if (frame.from > tail.seq + 1) return rewind(ready, 'gap', 0)

  const chain = chainOf(frame, ready.place.kiosk, ready.journal)
  if (!sameBytes(chain.at(-1) ?? GENESIS, frame.head)) {
    // A journal that rotted on its card never fits again. It must not hold up what comes after it.
    if (ready.strikes + 1 >= MAX_STRIKES && frame.from === tail.seq + 1)
      return acceptUnread(ready, frame, chain, context)
    return strike(ready, 'bad-chain')
  }
  ready.rewinding = false
  ready.strikes = 0
  // Known entries in front: their chain must be the one we hold.
  if (frame.to < tail.seq) return { do: 'ack' }
  const known = tail.seq - frame.from + 1
  const joint = known === 0 ? frame.prev : (chain[known - 1] as Uint8Array)
  if (!sameBytes(joint, tail.head)) return { do: 'fork' }
  if (frame.to === tail.seq) return { do: 'ack' }

  const batch = readBatch(frame, known, chain, ready, context)
  return appended(
    ready,
    { ...batch, gaps: [] },
    { seq: frame.to, head: new Uint8Array(frame.head), lo: batch.lo },
  )
}

/** A seal speaks of entries that are on disk; where it speaks of the newest, of the very hash we hold. */
function seal({ committed, tail }: Ready, frame: Seal): Action {
  if (frame.seq > committed) return { do: 'refuse', code: 'bad-frame', where: 'seq of a seal' }
  if (frame.seq === tail.seq && !sameBytes(frame.head, tail.head)) return { do: 'fork' }
  return { do: 'seal', seal: frame }
}

function lost(ready: Ready, frame: Lost, context: StepContext): Action {
  const { tail, place, journal } = ready
  if (frame.to < frame.from) return { do: 'refuse', code: 'bad-frame', where: 'to' }
  if (!macFits(ready, frame)) return strike(ready, 'bad-mac')
  if (frame.from > tail.seq + 1) return rewind(ready, 'gap', 0)
  ready.rewinding = false
  ready.strikes = 0
  if (frame.to <= tail.seq) return { do: 'ack' }
  const gap = { kiosk: place.kiosk, journal, from: tail.seq + 1, to: frame.to, noticedAt: context.now }
  return appended(
    ready,
    { rows: [], entries: [], quarantine: [], gaps: [gap] },
    { ...tail, seq: frame.to, head: new Uint8Array(frame.head) },
  )
}

function acceptUnread(ready: Ready, frame: Entries, chain: Uint8Array[], context: StepContext): Action {
  ready.rewinding = false
  ready.strikes = 0
  const reason = 'body and header do not fit the chain'
  const batch = readBatch(frame, 0, chain, ready, context, reason)
  return appended(
    ready,
    { ...batch, gaps: [] },
    { seq: frame.to, head: new Uint8Array(frame.head), lo: batch.lo },
  )
}

function appended(
  ready: Ready,
  parts: Pick<Append, 'rows' | 'entries' | 'quarantine' | 'gaps'>,
  next: HighWater,
): Action {
  const expected = ready.tail
  ready.tail = next
  const { rows, entries, quarantine, gaps } = parts
  return {
    do: 'append',
    append: {
      kiosk: ready.place.kiosk,
      journal: ready.journal,
      expected,
      next,
      rows,
      entries,
      quarantine,
      gaps,
    },
  }
}

function strike(ready: Ready, code: 'bad-mac' | 'bad-chain'): Action {
  ready.strikes++
  if (code === 'bad-mac' && ready.strikes >= MAX_STRIKES)
    return { do: 'refuse', code: 'bad-signature', where: 'entries mac' }
  ready.rewinding = true
  return { do: 'nack', code, retryMs: RETRY_MS }
}

/** Asks for the rest of the conversation again from the high-water mark, once. */
export function rewind(ready: Ready, code: 'gap', retryMs: number): Action {
  if (ready.rewinding) return { do: 'ignore' }
  ready.rewinding = true
  return { do: 'nack', code, retryMs }
}

/** Turns a batch away; each time it is offered anew, so that the kiosk always knows when to try again. */
function busy(ready: Ready, frame: Entries, retryMs: number): Action {
  if (ready.rewinding && frame.from > ready.committed + 1) return { do: 'ignore' }
  ready.rewinding = true
  return { do: 'nack', code: 'busy', retryMs }
}

const macFits = (ready: Ready, frame: Entries | Lost): boolean =>
  timingSafeEqual(entriesMac(ready.macKey, frame), frame.mac)
