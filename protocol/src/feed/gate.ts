import { z } from 'zod'
import { deviceStateSchema } from '../frame/health.ts'

/** How a gate is doing. */
export const gateStatusSchema = z.object({
  id: z.string(),
  name: z.string(),
  kiosk: z.string().optional(),
  online: z.boolean(),
  /** epoch ms of the last frame from its kiosk */
  seenAt: z.number().optional(),
  scanner: deviceStateSchema,
  thermal: deviceStateSchema,
  relay: deviceStateSchema,
  /** entries the kiosk still keeps for us */
  kept: z.int().nonnegative(),
  /** scans in the last full minute */
  perMinute: z.number().nonnegative(),
  /** share of the last ten scans that followed the one before without a pause: nobody waits at 0, a line at 1 */
  queue: z.number().min(0).max(1),
})
export type GateStatus = z.infer<typeof gateStatusSchema>
