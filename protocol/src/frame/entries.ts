import { z } from 'zod'
import { id8Schema } from '../hex.ts'
import { bytes32Schema, bytesSchema } from './bytes.ts'
import { MAX_BATCH } from './limits.ts'

/** One entry on the wire: [bootId, monoMs, wallMs, synced, kind, v, body]. seq is implied by the frame's `from`. */
export const wireEntrySchema = z.tuple([
  id8Schema,
  z.number(),
  z.number(),
  z.boolean(),
  z.string().max(20),
  z.int().positive(),
  bytesSchema,
])
export type WireEntry = z.infer<typeof wireEntrySchema>

/** kiosk -> hub: entries `from`..`to` of the journal named in hello, in order, without gaps. */
export const entriesSchema = z.object({
  t: z.literal('entries'),
  from: z.int().positive(),
  to: z.int().positive(),
  /** hash of entry from - 1, GENESIS when from is 1 */
  prev: bytes32Schema,
  /** hash of entry `to`: the receiver recomputes the chain and compares */
  head: bytes32Schema,
  entries: z.array(wireEntrySchema).min(1).max(MAX_BATCH),
  /** HMAC-SHA-256 under the session key over `entriesMacBytes` */
  mac: bytes32Schema,
})
export type Entries = z.infer<typeof entriesSchema>
