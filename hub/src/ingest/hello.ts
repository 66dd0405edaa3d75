import { verify } from 'node:crypto'
import type { Challenge } from '@schoolgate/protocol/frame/challenge'
import type { Hello } from '@schoolgate/protocol/frame/hello'
import type { RefusedCode } from '@schoolgate/protocol/frame/refused'
import { helloSignedBytes, kioskIdOf } from '@schoolgate/protocol/frame/session'
import { sameBytes } from '@schoolgate/protocol/hex'
import { ed25519PublicKey } from '@schoolgate/protocol/raw-keys'
import { PROTOCOL_FLOOR, PROTOCOL_VERSION } from '@schoolgate/protocol/version'
import type { HighWater } from '../store/log-types.ts'
import type { KioskRow } from '../store/place-types.ts'

/** What is wrong with a hello by itself: version, id or signature (RFC 8032); undefined when nothing is. */
export function helloFault(hello: Hello, challenge: Challenge): RefusedCode | undefined {
  if (hello.proto < PROTOCOL_FLOOR || hello.proto > PROTOCOL_VERSION) return 'protocol-version'
  if (kioskIdOf(hello.key) !== hello.kiosk) return 'bad-signature'
  try {
    if (verify(null, helloSignedBytes(hello, challenge), ed25519PublicKey(hello.key), hello.sig))
      return undefined
  } catch {
    // 32 bytes that are no point of the curve
  }
  return 'bad-signature'
}

/** Whether the hub knows this kiosk, after a pairing code, if any, was tried. */
export function admissionFault(
  kiosk: KioskRow | undefined,
  hello: Pick<Hello, 'key' | 'pairing'>,
): RefusedCode | undefined {
  if (kiosk === undefined) return hello.pairing === undefined ? 'unknown-kiosk' : 'pairing-invalid'
  if (!sameBytes(kiosk.key, hello.key)) return 'bad-signature'
  return kiosk.status === 'quarantined' ? 'fork' : undefined
}

/**
 * A journal that ends before what the hub holds of it, or ends there with another hash, is not the journal the
 * hub was sent: its card was cloned or put back to an older state. An empty claim says nothing.
 */
export function isFork(hello: Pick<Hello, 'lastSeq' | 'head'>, mark: HighWater): boolean {
  if (hello.lastSeq === 0 || hello.lastSeq > mark.seq) return false
  return hello.lastSeq < mark.seq || !sameBytes(hello.head, mark.head)
}
