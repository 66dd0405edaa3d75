import { decode, encode, Tagged } from 'cborg'
import { fail, ok, type Result } from './result.ts'

/**
 * CBOR (RFC 8949) with the deterministic encoding of its section 4.2.1: what is signed or hashed has one form.
 * cbor-x decodes faster on Node, but its native part aborts Bun 1.4.
 */
export const encodeCbor = (value: unknown): Uint8Array => encode(value)

/** Rejects indefinite lengths, duplicate keys and trailing bytes. Maps with string keys become objects. */
export function decodeCbor(bytes: Uint8Array): Result<unknown, 'not-cbor'> {
  try {
    return ok(decode(bytes, STRICT))
  } catch {
    return fail('not-cbor')
  }
}

const STRICT = {
  strict: true,
  allowIndefinite: false,
  rejectDuplicateMapKeys: true,
} as const

/** As `decodeCbor`, for COSE and CWT, whose maps have integer keys: maps become `Map`s, listed tags `Tagged`. */
export function decodeCborMaps(bytes: Uint8Array, ...tags: number[]): Result<unknown, 'not-cbor'> {
  try {
    return ok(
      decode(bytes, {
        ...STRICT,
        useMaps: true,
        tags: Tagged.preserve(...tags),
      }),
    )
  } catch {
    return fail('not-cbor')
  }
}

/** A tagged value (RFC 8949 section 3.4). */
export const tagged = (tag: number, value: unknown): Tagged => new Tagged(tag, value)
export const isTagged = (value: unknown, tag: number): value is Tagged =>
  value instanceof Tagged && value.tag === tag
