import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'

/** 32 raw bytes of an Ed25519 or X25519 public key (RFC 8037 `x`). */
export function rawPublicKey(key: KeyObject): Uint8Array {
  return new Uint8Array(Buffer.from(key.export({ format: 'jwk' }).x as string, 'base64url'))
}

export const x25519PublicKey = (raw: Uint8Array): KeyObject => publicKey('X25519', raw)
export const ed25519PublicKey = (raw: Uint8Array): KeyObject => publicKey('Ed25519', raw)

/** @param seed 32-byte private key (RFC 8032 section 5.1.5). */
export function ed25519PrivateKey(seed: Uint8Array): KeyObject {
  // PKCS #8 wrapping of a raw Ed25519 seed (RFC 8410 section 7): a fixed 16-byte prefix.
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex')
  return createPrivateKey({
    key: Buffer.concat([prefix, seed]),
    format: 'der',
    type: 'pkcs8',
  })
}

function publicKey(crv: 'X25519' | 'Ed25519', raw: Uint8Array): KeyObject {
  const x = Buffer.from(raw).toString('base64url')
  return createPublicKey({ key: { kty: 'OKP', crv, x }, format: 'jwk' })
}
