import { sha256 } from '../sha256.ts'
import type { EntryHeader } from './header.ts'
import { headerBytes, MAX_WRITTEN_HEADER, writeHeader } from './header-bytes.ts'

/** `prev` of a journal's first entry. */
export const GENESIS: Uint8Array = new Uint8Array(32)

const scratch = new Uint8Array(MAX_WRITTEN_HEADER + 64)

/**
 * The chain of one journal: SHA-256(header || prev || SHA-256(body)). Hashing the body's digest lets a body be
 * erased later (the digest kept) without breaking the chain.
 *
 * @param header clear fields, hashed in deterministic CBOR (RFC 8949 section 4.2.1)
 * @param prev hash of the entry before, 32 bytes; GENESIS for the first
 * @param body the entry's body bytes exactly as journalled
 */
export function entryHash(header: EntryHeader, prev: Uint8Array, body: Uint8Array): Uint8Array {
  const digest = sha256(body)
  const written = writeHeader(header, scratch)
  if (written < 0) return sha256(Buffer.concat([headerBytes(header), prev, digest]))
  scratch.set(prev, written)
  scratch.set(digest, written + 32)
  return sha256(scratch.subarray(0, written + 64))
}
