import { z } from 'zod'

/**
 * What the sensor saw, raw. degC throughout; nothing here is a body temperature and nothing is adjusted.
 * `surface` is T_s: the median over frames of the hottest face patch (array) or of the readings (spot).
 */
export const readingSchema = z.object({
  sensor: z.string().max(40),
  kind: z.enum(['array', 'spot']),
  surface: z.number(),
  /** room temperature as the sensor can estimate it */
  ambient: z.number(),
  frames: z.int().nonnegative(),
  /** standard deviation of the per-frame surface temperature */
  sd: z.number().nonnegative(),
})
export type Reading = z.infer<typeof readingSchema>
