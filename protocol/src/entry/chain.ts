import { createHash } from 'node:crypto'
import { encodeCbor } from '../cbor.ts'
import { hexToBytes } from '../hex.ts'
import type { EntryHeader } from './header.ts'

/** `prev` of a journal's first entry. */
export const GENESIS: Uint8Array = new Uint8Array(32)

const sha256 = (data: Uint8Array): Uint8Array => createHash('sha256').update(data).digest()

/**
 * The chain of one journal: SHA-256(header || prev || SHA-256(body)). Hashing the body's digest lets a body be
 * erased later (the digest kept) without breaking the chain.
 *
 * @param header clear fields, hashed in deterministic CBOR (RFC 8949 section 4.2.1)
 * @param prev hash of the entry before, 32 bytes; GENESIS for the first
 * @param body the entry's body bytes exactly as journalled
 */
export function entryHash(header: EntryHeader, prev: Uint8Array, body: Uint8Array): Uint8Array {
  return createHash('sha256').update(headerBytes(header)).update(prev).update(sha256(body)).digest()
}

function headerBytes(h: EntryHeader): Uint8Array {
  return encodeCbor([
    h.v,
    h.kind,
    hexToBytes(h.kiosk),
    hexToBytes(h.journal),
    h.seq,
    hexToBytes(h.bootId),
    h.monoMs,
    h.wallMs,
    h.synced,
  ])
}
