import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { type EntryBody, encodeBody } from '@schoolgate/protocol/entry/body'
import { entryHash, GENESIS } from '@schoolgate/protocol/entry/chain'
import { decodeDown, encodeFrame } from '@schoolgate/protocol/frame/codec'
import type { Down } from '@schoolgate/protocol/frame/down'
import type { WireEntry } from '@schoolgate/protocol/frame/entries'
import type { Hello } from '@schoolgate/protocol/frame/hello'
import { sealSignedBytes } from '@schoolgate/protocol/frame/seal'
import {
  entriesMac,
  helloSignedBytes,
  kioskIdOf,
  makeEphemeral,
  sessionKey,
} from '@schoolgate/protocol/frame/session'
import type { Up } from '@schoolgate/protocol/frame/up'
import type { Welcome } from '@schoolgate/protocol/frame/welcome'
import { ed25519PrivateKey } from '@schoolgate/protocol/raw-keys'
import { PROTOCOL_VERSION } from '@schoolgate/protocol/version'

export interface KioskIdentity {
  id: string
  key: Uint8Array
  privateKey: KeyObject
}

/** A kiosk's key pair; the same `seed` gives the same kiosk. */
export function kioskIdentity(seed?: number): KioskIdentity {
  const privateKey =
    seed === undefined
      ? generateKeyPairSync('ed25519').privateKey
      : ed25519PrivateKey(createHash('sha256').update(`test kiosk ${seed}`).digest())
  const jwk = privateKey.export({ format: 'jwk' })
  const key = new Uint8Array(Buffer.from(jwk.x as string, 'base64url'))
  return { id: kioskIdOf(key), key, privateKey }
}

/** An 8-byte id as hexadecimal digits, from any text. */
export const testId = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)

/** A journal in memory: entries in order with their chain. */
export class ScriptedJournal {
  readonly kiosk: string
  readonly id: string
  readonly entries: WireEntry[] = []
  /** chain[i] is the hash of entry i; chain[0] is GENESIS */
  readonly chain: Uint8Array[] = [GENESIS]

  constructor(kiosk: string, id: string) {
    this.kiosk = kiosk
    this.id = id
  }

  get last(): number {
    return this.entries.length
  }

  add(body: EntryBody, clocks: { bootId: string; monoMs: number; wallMs: number; synced?: boolean }): number {
    return this.addRaw([
      clocks.bootId,
      clocks.monoMs,
      clocks.wallMs,
      clocks.synced ?? true,
      'scan',
      1,
      encodeBody(body),
    ])
  }

  addRaw(entry: WireEntry): number {
    const [bootId, monoMs, wallMs, synced, kind, v, body] = entry
    const seq = this.entries.length + 1
    const header = {
      kiosk: this.kiosk,
      journal: this.id,
      seq,
      bootId,
      monoMs,
      wallMs,
      synced,
      kind: kind as 'scan',
      v,
    }
    this.entries.push(entry)
    this.chain.push(entryHash(header, this.chain[seq - 1] as Uint8Array, body))
    return seq
  }

  hash(seq: number): Uint8Array {
    return this.chain[seq] as Uint8Array
  }
}

/** A body as a kiosk writes it; pass what matters. */
export const testBody = (body: Partial<EntryBody> = {}): EntryBody => ({
  direction: 'in',
  verdict: 'pass',
  reasons: [],
  method: 'qr',
  rulePack: 'starter-1',
  look: 1,
  idleMs: 4000,
  ...body,
})

export interface HelloOptions {
  pairing?: string
  bootId?: string
  mono?: number
  wall?: number
  configVersion?: number
  rosterVersion?: number
  /** changes the finished hello's fields before it is signed */
  change?: Partial<Hello>
}

/**
 * A kiosk's side of the protocol over a plain WebSocket, one call a step: nothing is sent by itself, so a test
 * says exactly what the hub hears. Frames from the hub wait in order until asked for.
 */
export class KioskClient {
  readonly identity: KioskIdentity
  readonly journal: ScriptedJournal
  #socket: WebSocket | undefined
  #macKey = new Uint8Array(32)
  #inbox: Down[] = []
  #waiters: (() => void)[] = []
  closed = false
  /** called with each frame's bytes instead of reading it, when set: a bench's client must cost little */
  onBytes: ((bytes: Uint8Array) => void) | undefined
  /** called for each frame instead of keeping it, when set */
  onFrame: ((frame: Down) => void) | undefined

  constructor(identity: KioskIdentity, journal: ScriptedJournal) {
    this.identity = identity
    this.journal = journal
  }

  /** Opens the socket and waits for the challenge. `localAddress` binds the client's side (Bun only). */
  async connect(url: string): Promise<void> {
    const socket = new WebSocket(url)
    socket.binaryType = 'arraybuffer'
    this.#socket = socket
    this.closed = false
    this.#inbox = []
    socket.onmessage = event => {
      const bytes = new Uint8Array(event.data as ArrayBuffer)
      if (this.onBytes !== undefined) return this.onBytes(bytes)
      const frame = decodeDown(bytes)
      if (!frame.ok) throw new Error(`the hub sent ${frame.error.code} at ${frame.error.where}`)
      if (this.onFrame !== undefined && frame.value.t !== 'challenge') this.onFrame(frame.value)
      else this.#inbox.push(frame.value)
      this.#wake()
    }
    socket.onclose = () => {
      this.closed = true
      this.#wake()
    }
    socket.onerror = () => {}
  }

  /** Connects, answers the challenge and returns the welcome or whatever came instead. */
  async join(url: string, options: HelloOptions = {}): Promise<Down> {
    await this.connect(url)
    await this.hello(options)
    return this.next()
  }

  async welcome(url: string, options: HelloOptions = {}): Promise<Welcome> {
    const frame = await this.join(url, options)
    if (frame.t !== 'welcome') throw new Error(`expected welcome, got ${JSON.stringify(frame)}`)
    return frame
  }

  async hello(options: HelloOptions = {}): Promise<void> {
    const challenge = await this.next()
    if (challenge.t !== 'challenge') throw new Error(`expected challenge, got ${challenge.t}`)
    const { publicKey, privateKey } = makeEphemeral()
    const { journal, identity } = this
    const unsigned: Omit<Hello, 'sig'> = {
      t: 'hello',
      proto: PROTOCOL_VERSION,
      kiosk: identity.id,
      key: identity.key,
      eph: publicKey,
      journal: journal.id,
      firstSeq: journal.last === 0 ? 0 : 1,
      lastSeq: journal.last,
      head: journal.hash(journal.last),
      bootId: options.bootId ?? testId('boot'),
      mono: options.mono ?? 0,
      wall: options.wall ?? Date.now(),
      synced: true,
      configVersion: options.configVersion ?? 0,
      rosterVersion: options.rosterVersion ?? 0,
      software: 'test',
      ...(options.pairing === undefined ? {} : { pairing: options.pairing }),
      ...options.change,
    }
    const sig = new Uint8Array(sign(null, helloSignedBytes(unsigned, challenge), identity.privateKey))
    this.#macKey = new Uint8Array(sessionKey(privateKey, challenge.eph, challenge.nonce))
    this.send({ ...unsigned, sig: options.change?.sig ?? sig })
  }

  /** Sends entries from..to of the journal as one frame. */
  sendEntries(from: number, to: number): void {
    this.sendBytes(this.entriesFrame(from, to))
  }

  entriesFrame(from: number, to: number): Uint8Array {
    const frame = {
      t: 'entries' as const,
      from,
      to,
      prev: this.journal.hash(from - 1),
      head: this.journal.hash(to),
      entries: this.journal.entries.slice(from - 1, to),
    }
    return encodeFrame({ ...frame, mac: entriesMac(this.#macKey, frame) })
  }

  sendLost(from: number, to: number): void {
    const frame = { t: 'lost' as const, from, to, head: this.journal.hash(to) }
    this.send({ ...frame, mac: entriesMac(this.#macKey, frame) })
  }

  /** Signs the chain up to `seq`; `forged` with another kiosk's key. */
  sendSeal(seq: number, forged?: KioskIdentity): void {
    const head = this.journal.hash(seq)
    const signed = sealSignedBytes(this.identity.id, this.journal.id, seq, head)
    const { privateKey } = forged ?? this.identity
    this.send({ t: 'seal', seq, head, sig: new Uint8Array(sign(null, signed, privateKey)) })
  }

  send(frame: Up): void {
    this.sendBytes(encodeFrame(frame))
  }

  sendBytes(bytes: Uint8Array | string): void {
    this.#socket?.send(bytes as Uint8Array<ArrayBuffer>)
  }

  /** The next frame from the hub. @throws Error when none comes in time or the hub closed. */
  async next(timeoutMs = 30_000): Promise<Down> {
    await this.#until(() => this.#inbox.length > 0, timeoutMs)
    return this.#inbox.shift() as Down
  }

  /** The next frame of one type; earlier ones of other types are dropped. */
  async nextOf<T extends Down['t']>(t: T, timeoutMs = 30_000): Promise<Down & { t: T }> {
    for (;;) {
      const frame = await this.next(timeoutMs)
      if (frame.t === t) return frame as Down & { t: T }
    }
  }

  async untilClosed(timeoutMs = 30_000): Promise<void> {
    await this.#until(() => this.closed, timeoutMs)
  }

  close(): void {
    this.#socket?.close()
  }

  /** Cuts the connection without a closing handshake where the runtime can. */
  cut(): void {
    const socket = this.#socket as (WebSocket & { terminate?: () => void }) | undefined
    if (socket?.terminate) socket.terminate()
    else socket?.close()
  }

  #wake() {
    for (const wake of this.#waiters.splice(0)) wake()
  }

  async #until(done: () => boolean, timeoutMs: number): Promise<void> {
    const deadline = performance.now() + timeoutMs
    while (!done()) {
      if (this.closed) throw new Error('the hub closed the connection')
      const left = deadline - performance.now()
      if (left <= 0) throw new Error('the hub did not answer in time')
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, left)
        this.#waiters.push(() => {
          clearTimeout(timer)
          resolve()
        })
      })
    }
  }
}
