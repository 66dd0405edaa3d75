import { z } from 'zod'

/** kiosk -> hub, in answer to a `gap` nack: entries from..to no longer exist here. The hub makes it a gap row. */
export const lostSchema = z.object({
  t: z.literal('lost'),
  from: z.int().positive(),
  to: z.int().positive(),
  /** hash of entry `to`, so that the chain goes on */
  head: z.custom<Uint8Array>(v => v instanceof Uint8Array && v.length === 32, 'expected 32 bytes'),
  mac: z.custom<Uint8Array>(v => v instanceof Uint8Array && v.length === 32, 'expected 32 bytes'),
})
export type Lost = z.infer<typeof lostSchema>
