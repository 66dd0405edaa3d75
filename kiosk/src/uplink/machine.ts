import type { Ack } from '@schoolgate/protocol/frame/ack'
import type { Challenge } from '@schoolgate/protocol/frame/challenge'
import type { Down } from '@schoolgate/protocol/frame/down'
import type { Hello } from '@schoolgate/protocol/frame/hello'
import { MAX_BATCH } from '@schoolgate/protocol/frame/limits'
import type { Nack } from '@schoolgate/protocol/frame/nack'
import type { RefusedCode } from '@schoolgate/protocol/frame/refused'
import { SEAL_ENTRIES, SEAL_MS, sealSignedBytes } from '@schoolgate/protocol/frame/seal'
import { type Ephemeral, entriesMac, helloSignedBytes, sessionKey } from '@schoolgate/protocol/frame/session'
import type { Welcome } from '@schoolgate/protocol/frame/welcome'
import { sameBytes } from '@schoolgate/protocol/hex'
import { PROTOCOL_VERSION } from '@schoolgate/protocol/version'
import { type Backoff, nextDelay } from './backoff.ts'
import type { TimerName, UplinkAction, UplinkEvent, UplinkStatus } from './events.ts'
import { EMPTY_SESSION, type Session } from './session.ts'
import type { UplinkWorld } from './world.ts'

/** Bodies of one frame: what 64 KiB leave beside 200 headers. */
const MAX_BODY_BYTES = 40 * 1024
const HEALTH_MS = 10_000
/** No ack for a batch, or nothing at all from the hub, for this long: the line is dead, whatever TCP believes. */
const ACK_MS = 15_000
const SILENCE_MS = 30_000
const RECONNECT: Backoff = { baseMs: 500, capMs: 60_000 }
const REWIND: Backoff = { baseMs: 250, capMs: 30_000 }

/**
 * The uplink's rules, without a socket: events in, actions out.
 *
 * Offline it waits with full jitter and connects; challenge, hello and welcome make a session. In a session the
 * cursor `sent` runs ahead of `acked` by at most the hub's credit. A lone new entry leaves at once; while a batch
 * is on its way, further ones gather until its ack, unless they fill a whole batch. A nack moves the cursor back.
 */
export class UplinkMachine {
  readonly #world: UplinkWorld
  #out: UplinkAction[] = []
  #attempt = 0
  #retryMs = 0
  #status: UplinkStatus = { online: false }
  #ephemeral: Ephemeral | undefined
  #askedMono = 0
  #session: Session | undefined

  constructor(world: UplinkWorld) {
    this.#world = world
  }

  handle(event: UplinkEvent): UplinkAction[] {
    this.#out = []
    this.#take(event)
    return this.#out
  }

  #take(event: UplinkEvent) {
    switch (event.on) {
      case 'start':
        return this.#do({ do: 'connect' })
      case 'opened':
      case 'heard':
        return this.#arm('silence', SILENCE_MS)
      case 'closed':
        return this.#closed()
      case 'appended':
        return this.#pump()
      case 'health-changed':
        return this.#sendHealth()
      case 'frame':
        this.#arm('silence', SILENCE_MS)
        return this.#frame(event.frame)
      case 'timer':
        return this.#timer(event.timer)
    }
  }

  #timer(timer: TimerName): void {
    if (timer === 'reconnect') this.#do({ do: 'connect' })
    else if (timer === 'ack' || timer === 'silence') this.#do({ do: 'disconnect' })
    else if (timer === 'health') {
      this.#sendHealth()
      this.#do({ do: 'ping' })
      this.#arm('health', HEALTH_MS)
      if (this.#session) this.#sealIfDue(this.#session)
    } else if (this.#session) {
      this.#session.isPaused = false
      this.#pump()
    }
  }

  #frame(frame: Down) {
    if (frame.t === 'challenge') return this.#hello(frame)
    if (frame.t === 'welcome') return this.#welcome(frame)
    if (frame.t === 'ack') return this.#ack(frame)
    if (frame.t === 'nack') return this.#nack(frame)
    if (frame.t === 'refused') {
      this.#retryMs = frame.retryMs
      // A hub that stops comes back: that is offline, not refused.
      this.#say(frame.code === 'stopping' ? { online: false } : { online: false, refused: frame.code })
      return this.#do({ do: 'disconnect' })
    }
    if (frame.t === 'config') return this.#do({ do: 'config', frame })
    return this.#do({ do: 'roster', frame })
  }

  #hello(challenge: Challenge): void {
    const { journal, identity, bootId, software, pairing } = this.#world
    const { monoMs, wallMs, synced } = this.#world.stamp()
    const versions = this.#world.versions()
    const ephemeral = this.#world.makeEphemeral()
    const unsigned: Omit<Hello, 'sig'> = {
      t: 'hello',
      proto: PROTOCOL_VERSION,
      kiosk: identity.kiosk,
      key: identity.publicKey,
      eph: ephemeral.publicKey,
      journal: journal.id,
      ...journal.kept(),
      head: journal.head().hash,
      bootId,
      mono: monoMs,
      wall: wallMs,
      synced,
      configVersion: versions.config,
      rosterVersion: versions.roster,
      ...(pairing === undefined ? {} : { pairing }),
      software,
    }
    this.#ephemeral = ephemeral
    this.#askedMono = monoMs
    const mac = sessionKey(ephemeral.privateKey, challenge.eph, challenge.nonce)
    this.#session = { ...EMPTY_SESSION, mac, sealed: journal.head().seq, sealedMono: monoMs }
    this.#do({
      do: 'send',
      frame: { ...unsigned, sig: identity.sign(helloSignedBytes(unsigned, challenge)) },
    })
  }

  #welcome(welcome: Welcome) {
    const session = this.#session
    if (!session || !this.#ephemeral) return this.#do({ do: 'disconnect' })
    const { journal } = this.#world
    this.#ephemeral = undefined
    this.#attempt = 0
    this.#retryMs = 0
    this.#hubTime(welcome.time)
    const ours = journal.hashOf(welcome.hwm)
    const isFork =
      welcome.hwm > journal.head().seq ||
      (welcome.hwm > 0 && ours !== undefined && !sameBytes(ours, welcome.headAtHwm))
    Object.assign(session, {
      isOpen: true,
      isFork,
      sent: welcome.hwm,
      acked: welcome.hwm,
      credit: welcome.credit,
      maxBatch: Math.min(welcome.maxBatch, MAX_BATCH),
    })
    this.#say(isFork ? { online: true, refused: 'fork' } : { online: true })
    if (!isFork) this.#do({ do: 'acked', hwm: welcome.hwm, safeHwm: welcome.safeHwm })
    this.#sendHealth()
    this.#arm('health', HEALTH_MS)
    if (welcome.resumeAfterMs > 0 && journal.head().seq > welcome.hwm)
      this.#pause(session, welcome.resumeAfterMs)
    else this.#pump()
  }

  #ack(ack: Ack) {
    const session = this.#session
    if (!session?.isOpen || session.isFork) return
    if (ack.hwm > this.#world.journal.head().seq) return this.#forked(session)
    if (ack.hwm > session.acked) session.rewinds = 0
    session.acked = Math.max(session.acked, ack.hwm)
    session.sent = Math.max(session.sent, ack.hwm)
    session.credit = ack.credit
    // Only the newest question's answer times the way there and back.
    if (session.acked === session.sent) {
      this.#hubTime(ack.time)
      this.#do({ do: 'cancel', timer: 'ack' })
    } else this.#arm('ack', ACK_MS)
    this.#do({ do: 'acked', hwm: ack.hwm, safeHwm: ack.safeHwm })
    this.#sealIfDue(session)
    this.#pump()
  }

  #nack(nack: Nack) {
    const session = this.#session
    if (!session?.isOpen || session.isFork) return
    if (nack.hwm > this.#world.journal.head().seq) return this.#forked(session)
    session.sent = nack.hwm
    session.acked = nack.hwm
    this.#do({ do: 'cancel', timer: 'ack' })
    // Twice may be two frames of one rewind; beyond that it is going round in circles.
    const patience = session.rewinds++ < 2 ? 0 : nextDelay(REWIND, session.rewinds - 2, this.#world.random)
    const wait = Math.max(nack.retryMs, patience)
    if (wait > 0) this.#pause(session, wait)
    else this.#pump()
  }

  #pump(): void {
    const session = this.#session
    if (!session?.isOpen || session.isPaused || session.isFork) return
    const { journal } = this.#world
    for (;;) {
      const head = journal.head().seq
      const base = journal.base()
      const onTheWay = session.sent - session.acked
      const waiting = head - session.sent
      if (session.sent < base.seq) {
        if (onTheWay > 0) return
        const lost = { t: 'lost' as const, from: session.sent + 1, to: base.seq, head: base.hash }
        this.#sendCounted({ ...lost, mac: entriesMac(session.mac, lost) }, session, base.seq)
        return
      }
      const room = Math.min(session.credit - onTheWay, session.maxBatch)
      if (waiting <= 0 || room <= 0) return
      if (onTheWay > 0 && (waiting < session.maxBatch || room < session.maxBatch)) return
      const batch = journal.batch(session.sent + 1, room, MAX_BODY_BYTES)
      if (!batch) return
      const frame = { t: 'entries' as const, ...batch }
      this.#sendCounted({ ...frame, mac: entriesMac(session.mac, frame) }, session, batch.to)
    }
  }

  #sendCounted(frame: Extract<UplinkAction, { do: 'send' }>['frame'], session: Session, to: number): void {
    session.sent = to
    this.#askedMono = this.#world.stamp().monoMs
    this.#do({ do: 'send', frame })
    this.#arm('ack', ACK_MS)
  }

  /** Signs the chain up to what is acknowledged, every so many entries or minutes. */
  #sealIfDue(session: Session): void {
    const { journal, identity } = this.#world
    const { monoMs } = this.#world.stamp()
    const entries = session.acked - session.sealed
    const isDue = entries >= SEAL_ENTRIES || (entries > 0 && monoMs - session.sealedMono >= SEAL_MS)
    const head = session.isOpen && !session.isFork && isDue ? journal.hashOf(session.acked) : undefined
    if (!head) return
    const seq = session.acked
    session.sealed = seq
    session.sealedMono = monoMs
    const sig = identity.sign(sealSignedBytes(identity.kiosk, journal.id, seq, head))
    this.#do({ do: 'send', frame: { t: 'seal', seq, head, sig } })
  }

  #closed(): void {
    this.#session = undefined
    this.#ephemeral = undefined
    for (const timer of ['resume', 'health', 'ack', 'silence'] as const) this.#do({ do: 'cancel', timer })
    const refused: RefusedCode | undefined = this.#status.refused
    this.#say(refused ? { online: false, refused } : { online: false })
    const jitter = nextDelay(RECONNECT, this.#attempt++, this.#world.random)
    this.#arm('reconnect', Math.max(jitter, this.#retryMs))
    this.#retryMs = 0
  }

  #forked(session: Session): void {
    session.isFork = true
    this.#do({ do: 'cancel', timer: 'ack' })
    this.#say({ online: true, refused: 'fork' })
  }

  #pause(session: Session, ms: number): void {
    session.isPaused = true
    this.#arm('resume', ms)
  }

  #sendHealth(): void {
    if (this.#session?.isOpen) this.#do({ do: 'send', frame: { t: 'health', ...this.#world.health() } })
  }

  #hubTime(time: number): void {
    this.#do({ do: 'hub-time', time, askedMono: this.#askedMono, heardMono: this.#world.stamp().monoMs })
  }

  #say(status: UplinkStatus): void {
    if (status.online === this.#status.online && status.refused === this.#status.refused) return
    this.#status = status
    this.#do({ do: 'status', status })
  }

  #arm(timer: TimerName, ms: number): void {
    this.#do({ do: 'timer', timer, ms })
  }

  #do(action: UplinkAction): void {
    this.#out.push(action)
  }
}
