import { generateKeyPairSync, randomBytes, verify } from 'node:crypto'
import { entryHash, GENESIS } from '@schoolgate/protocol/entry/chain'
import { decodeUp, encodeFrame } from '@schoolgate/protocol/frame/codec'
import type { Down } from '@schoolgate/protocol/frame/down'
import type { Entries } from '@schoolgate/protocol/frame/entries'
import type { Hello } from '@schoolgate/protocol/frame/hello'
import { MAX_FRAME_BYTES } from '@schoolgate/protocol/frame/limits'
import type { Lost } from '@schoolgate/protocol/frame/lost'
import { type Seal, sealSignedBytes } from '@schoolgate/protocol/frame/seal'
import { entriesMac, helloSignedBytes, makeEphemeral, sessionKey } from '@schoolgate/protocol/frame/session'
import type { Up } from '@schoolgate/protocol/frame/up'
import { sameBytes } from '@schoolgate/protocol/hex'
import { ed25519PublicKey } from '@schoolgate/protocol/raw-keys'
import { identityOf } from '../../src/identity.ts'

/** What a hub keeps of one journal. Survives its connections. */
export class ModelHub {
  journal = ''
  hwm = 0
  head: Uint8Array = GENESIS
  /** what is stored at each seq; `lost` for a gap row */
  readonly stored: (Uint8Array | 'lost')[] = []
  readonly faults: string[] = []
  readonly frames: Up['t'][] = []
  /** seq of each seal whose signature is right */
  readonly seals: number[] = []
  readonly healths: number[] = []
  /** every `damagedAt` it was told of */
  readonly damages: number[] = []
  maxBatch = 20
  credit = 60
  resumeAfterMs = 0
  safeHwm = 0

  connect(time: () => number): HubSession {
    return new HubSession(this, time)
  }
}

/** The hub's side of one connection: bytes in, frames out. */
export class HubSession {
  readonly #hub: ModelHub
  readonly #time: () => number
  readonly #ephemeral = makeEphemeral()
  readonly challenge: Extract<Down, { t: 'challenge' }>
  #hello: Hello | undefined
  #key: Uint8Array = new Uint8Array(32)

  constructor(hub: ModelHub, time: () => number) {
    this.#hub = hub
    this.#time = time
    const nonce = new Uint8Array(randomBytes(32))
    this.challenge = { t: 'challenge', nonce, hubId: 'model', eph: this.#ephemeral.publicKey, time: time() }
  }

  receive(bytes: Uint8Array): Down[] {
    const hub = this.#hub
    if (bytes.length > MAX_FRAME_BYTES) hub.faults.push('frame too large')
    const frame = decodeUp(bytes)
    if (!frame.ok) {
      hub.faults.push(`unreadable: ${frame.error.where}`)
      return []
    }
    hub.frames.push(frame.value.t)
    if (frame.value.t === 'hello') return this.#welcome(frame.value)
    if (!this.#hello) return []
    if (frame.value.t === 'entries') return this.#entries(frame.value, this.#hello)
    if (frame.value.t === 'lost') return this.#lost(frame.value)
    if (frame.value.t === 'seal') return this.#seal(frame.value, this.#hello)
    hub.healths.push(frame.value.kept)
    if (frame.value.damagedAt !== undefined) hub.damages.push(frame.value.damagedAt)
    return []
  }

  #seal({ seq, head, sig }: Seal, { kiosk, key, journal }: Hello): Down[] {
    const signed = sealSignedBytes(kiosk, journal, seq, head)
    if (verify(null, signed, ed25519PublicKey(key), sig) && seq <= this.#hub.hwm) this.#hub.seals.push(seq)
    else this.#hub.faults.push('bad seal')
    return []
  }

  #welcome(hello: Hello): Down[] {
    const hub = this.#hub
    if (!verify(null, helloSignedBytes(hello, this.challenge), ed25519PublicKey(hello.key), hello.sig)) {
      hub.faults.push('bad signature')
      return [{ t: 'refused', code: 'bad-signature', retryMs: 0 }]
    }
    this.#hello = hello
    hub.journal ||= hello.journal
    this.#key = sessionKey(this.#ephemeral.privateKey, hello.eph, this.challenge.nonce)
    const { hwm, head: headAtHwm, safeHwm, maxBatch, credit, resumeAfterMs } = hub
    const versions = { configVersion: 0, rosterVersion: 0 }
    return [
      {
        t: 'welcome',
        proto: 1,
        hwm,
        headAtHwm,
        safeHwm,
        time: this.#time(),
        maxBatch,
        credit,
        resumeAfterMs,
        ...versions,
      },
    ]
  }

  #entries(frame: Entries, hello: Hello): Down[] {
    const hub = this.#hub
    if (frame.from > hub.hwm + 1) return [{ t: 'nack', code: 'gap', hwm: hub.hwm, retryMs: 0 }]
    if (!sameBytes(entriesMac(this.#key, frame), frame.mac))
      return [{ t: 'nack', code: 'bad-mac', hwm: hub.hwm, retryMs: 0 }]
    let prev = frame.prev
    let seq = frame.from
    for (const [bootId, monoMs, wallMs, synced, , v, body] of frame.entries) {
      prev = entryHash(
        { kiosk: hello.kiosk, journal: hello.journal, seq, bootId, monoMs, wallMs, synced, kind: 'scan', v },
        prev,
        body,
      )
      if (seq > hub.hwm) {
        hub.stored[seq] = body
        hub.hwm = seq
        hub.head = prev
      } else if (!sameBytes(hub.stored[seq] as Uint8Array, body)) hub.faults.push(`fork at ${seq}`)
      seq++
    }
    if (seq !== frame.to + 1 || !sameBytes(prev, frame.head)) hub.faults.push('chain does not fit')
    return this.#ack()
  }

  #lost(frame: Lost): Down[] {
    const hub = this.#hub
    if (frame.from !== hub.hwm + 1) return [{ t: 'nack', code: 'gap', hwm: hub.hwm, retryMs: 0 }]
    if (!sameBytes(entriesMac(this.#key, frame), frame.mac)) hub.faults.push('bad mac of lost')
    for (let seq = frame.from; seq <= frame.to; seq++) hub.stored[seq] = 'lost'
    hub.hwm = frame.to
    hub.head = frame.head
    return this.#ack()
  }

  #ack(): Down[] {
    const { hwm, safeHwm, credit } = this.#hub
    return [{ t: 'ack', hwm, safeHwm, time: this.#time(), credit }]
  }
}

export const encode = encodeFrame

export const testIdentity = () => identityOf(generateKeyPairSync('ed25519').privateKey)
