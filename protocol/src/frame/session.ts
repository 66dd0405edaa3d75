import {
  createHash,
  createHmac,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'
import { encodeCbor } from '../cbor.ts'
import { bytesToHex } from '../hex.ts'
import { rawPublicKey, x25519PublicKey } from '../raw-keys.ts'
import type { Challenge } from './challenge.ts'
import type { Entries } from './entries.ts'
import type { Hello } from './hello.ts'
import type { Lost } from './lost.ts'

/** A kiosk's id: the first 8 bytes of SHA-256 of its Ed25519 public key, in hexadecimal. */
export const kioskIdOf = (key: Uint8Array): string =>
  bytesToHex(createHash('sha256').update(key).digest().subarray(0, 8))

/** What hello's signature covers: every field but `sig`, bound to this challenge and this hub. */
export function helloSignedBytes(hello: Omit<Hello, 'sig'> | Hello, challenge: Challenge): Uint8Array {
  const { sig: _, ...unsigned } = hello as Hello
  return encodeCbor(['schoolgate hello', challenge.nonce, challenge.hubId, challenge.eph, unsigned])
}

export interface Ephemeral {
  publicKey: Uint8Array
  privateKey: KeyObject
}

/** A fresh X25519 pair (RFC 7748) for one connection. */
export function makeEphemeral(): Ephemeral {
  const pair = generateKeyPairSync('x25519')
  return {
    publicKey: rawPublicKey(pair.publicKey),
    privateKey: pair.privateKey,
  }
}

/** Session MAC key: HKDF-SHA-256 (RFC 5869) of the X25519 secret, salted with the challenge's nonce. */
export function sessionKey(own: KeyObject, peer: Uint8Array, nonce: Uint8Array): Uint8Array {
  const secret = diffieHellman({
    privateKey: own,
    publicKey: x25519PublicKey(peer),
  })
  return new Uint8Array(hkdfSync('sha256', secret, nonce, 'schoolgate entries', 32))
}

/**
 * MAC of a batch: HMAC-SHA-256 over its range and its two chain ends. `head` commits to every header and body
 * between them, so the bytes need not be read twice.
 */
export function entriesMac(key: Uint8Array, frame: Omit<Entries, 'mac'> | Omit<Lost, 'mac'>): Uint8Array {
  const prev = 'prev' in frame ? frame.prev : new Uint8Array(0)
  const range = new Uint8Array(16)
  const view = new DataView(range.buffer)
  view.setBigUint64(0, BigInt(frame.from))
  view.setBigUint64(8, BigInt(frame.to))
  return createHmac('sha256', key).update(frame.t).update(range).update(prev).update(frame.head).digest()
}
