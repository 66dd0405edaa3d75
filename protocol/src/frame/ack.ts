import { z } from 'zod'

/** hub -> kiosk: everything up to `hwm` is committed and fsynced; up to `safeHwm` it is in a second place too. */
export const ackSchema = z.object({
  t: z.literal('ack'),
  hwm: z.int().nonnegative(),
  safeHwm: z.int().nonnegative(),
  /** hub wall time, epoch ms: a time sample */
  time: z.number(),
  /** credit from now on, in entries */
  credit: z.int().positive(),
})
export type Ack = z.infer<typeof ackSchema>
