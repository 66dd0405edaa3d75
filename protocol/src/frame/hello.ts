import { z } from 'zod'
import { id8Schema } from '../hex.ts'
import { bytes32Schema, bytes64Schema } from './bytes.ts'

/** kiosk -> hub, in answer to the challenge: who I am and what my journal holds. */
export const helloSchema = z.object({
  t: z.literal('hello'),
  proto: z.int().positive(),
  /** first 8 bytes of SHA-256(key): the id certifies itself */
  kiosk: id8Schema,
  /** Ed25519 public key (RFC 8032) */
  key: bytes32Schema,
  /** ephemeral X25519 public key (RFC 7748) */
  eph: bytes32Schema,
  journal: id8Schema,
  /** first and last seq kept; both 0 for an empty journal */
  firstSeq: z.int().nonnegative(),
  lastSeq: z.int().nonnegative(),
  /** hash of entry lastSeq, GENESIS when empty */
  head: bytes32Schema,
  bootId: id8Schema,
  mono: z.number().nonnegative(),
  wall: z.number(),
  synced: z.boolean(),
  /** versions of what the hub handed out before, 0 for none */
  configVersion: z.int().nonnegative(),
  rosterVersion: z.int().nonnegative(),
  /** one-time code that ties a new kiosk to its gate */
  pairing: z.string().max(40).optional(),
  software: z.string().max(40),
  /** Ed25519 over `helloSignedBytes` */
  sig: bytes64Schema,
})
export type Hello = z.infer<typeof helloSchema>
