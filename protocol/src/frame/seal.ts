import { z } from 'zod'
import { encodeCbor } from '../cbor.ts'
import { hexToBytes } from '../hex.ts'
import { bytes32Schema, bytes64Schema } from './bytes.ts'

/**
 * kiosk -> hub, now and then while connected: the kiosk's signature on its chain up to `seq`. The session's MACs
 * prove entries to this hub; this proves them to anybody. A signature an entry would cost the hub four cores.
 */
export const sealSchema = z.object({
  t: z.literal('seal'),
  /** an entry the hub has acknowledged */
  seq: z.int().positive(),
  /** its chain hash */
  head: bytes32Schema,
  /** Ed25519 (RFC 8032) by the kiosk's key over `sealSignedBytes` */
  sig: bytes64Schema,
})
export type Seal = z.infer<typeof sealSchema>

/** How many acknowledged entries, or ms with at least one, may go by without a seal. */
export const SEAL_ENTRIES = 100
export const SEAL_MS = 60_000

export const sealSignedBytes = (kiosk: string, journal: string, seq: number, head: Uint8Array): Uint8Array =>
  encodeCbor(['schoolgate seal', hexToBytes(kiosk), hexToBytes(journal), seq, head])
