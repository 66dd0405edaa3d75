import { z } from 'zod'

export const deviceStateSchema = z.enum(['up', 'down', 'absent'])
export type DeviceState = z.infer<typeof deviceStateSchema>

/** kiosk -> hub, every 10 s and on change. */
export const healthSchema = z.object({
  t: z.literal('health'),
  scanner: deviceStateSchema,
  thermal: deviceStateSchema,
  relay: deviceStateSchema,
  /** entries journalled but not acknowledged */
  kept: z.int().nonnegative(),
  rssBytes: z.number().nonnegative(),
  /** counts since the process started */
  discardedBytes: z.int().nonnegative(),
  badSums: z.int().nonnegative(),
  reopened: z.int().nonnegative(),
})
export type Health = z.infer<typeof healthSchema>
