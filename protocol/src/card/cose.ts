import { sign, verify } from 'node:crypto'
import { decodeCborMaps, encodeCbor, isTagged, tagged } from '../cbor.ts'
import { hexToBytes } from '../hex.ts'
import { ed25519PrivateKey, ed25519PublicKey } from '../raw-keys.ts'
import { fail, ok, type Result } from '../result.ts'

// RFC 9052 section 4.2 and RFC 9053 section 2.2.
const SIGN1_TAG = 18
const ALG = 1
const KID = 4
const EDDSA = -8

export interface Sign1 {
  kid: Uint8Array
  protectedHeader: Uint8Array
  payload: Uint8Array
  signature: Uint8Array
}

/**
 * COSE_Sign1 (RFC 9052 section 4.2) with EdDSA; algorithm and key id are both in the protected header.
 * @param seed 32-byte Ed25519 private key
 */
export function signSign1(payload: Uint8Array, kid: string, seed: Uint8Array): Uint8Array {
  const protectedHeader = encodeCbor(
    new Map<number, unknown>([
      [ALG, EDDSA],
      [KID, hexToBytes(kid)],
    ]),
  )
  const signature = sign(null, toBeSigned(protectedHeader, payload), ed25519PrivateKey(seed))
  return encodeCbor(tagged(SIGN1_TAG, [protectedHeader, new Map(), payload, new Uint8Array(signature)]))
}

/** Takes a COSE_Sign1 apart without judging its signature. */
export function parseSign1(bytes: Uint8Array): Result<Sign1, 'not-sign1'> {
  const outer = decodeCborMaps(bytes, SIGN1_TAG)
  if (!outer.ok || !isTagged(outer.value, SIGN1_TAG)) return fail('not-sign1')
  const parts = outer.value.value
  if (!Array.isArray(parts) || parts.length !== 4) return fail('not-sign1')
  const [protectedHeader, unprotected, payload, signature] = parts
  if (!isBytes(protectedHeader) || !isBytes(payload) || !isBytes(signature)) return fail('not-sign1')
  if (!(unprotected instanceof Map) || signature.length !== 64) return fail('not-sign1')
  const header = decodeCborMaps(protectedHeader)
  if (!header.ok || !(header.value instanceof Map)) return fail('not-sign1')
  const kid = header.value.get(KID)
  if (header.value.get(ALG) !== EDDSA || !isBytes(kid)) return fail('not-sign1')
  return ok({ kid, protectedHeader, payload, signature })
}

/** @param publicKey 32 raw bytes of the issuer's Ed25519 key */
export function verifySign1(message: Sign1, publicKey: Uint8Array): boolean {
  const signed = toBeSigned(message.protectedHeader, message.payload)
  return verify(null, signed, ed25519PublicKey(publicKey), message.signature)
}

/** Sig_structure of RFC 9052 section 4.4, without external data. */
const toBeSigned = (protectedHeader: Uint8Array, payload: Uint8Array): Uint8Array =>
  encodeCbor(['Signature1', protectedHeader, new Uint8Array(0), payload])

const isBytes = (v: unknown): v is Uint8Array => v instanceof Uint8Array
