import { z } from 'zod'

export const nackCodeSchema = z.enum(['gap', 'bad-mac', 'bad-chain', 'busy'])

/** hub -> kiosk: this batch was not stored; rewind to `hwm` + 1 after `retryMs`. */
export const nackSchema = z.object({
  t: z.literal('nack'),
  code: nackCodeSchema,
  hwm: z.int().nonnegative(),
  retryMs: z.number().nonnegative(),
})
export type Nack = z.infer<typeof nackSchema>
