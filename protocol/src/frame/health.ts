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
  /** kiosk's wall time, epoch ms, at which this process found its journal damaged and began a new one */
  damagedAt: z.number().optional(),
})
export type Health = z.infer<typeof healthSchema>
