import { z } from 'zod'
import { bytes32Schema } from './bytes.ts'

/** hub -> kiosk: accepted; send from hwm + 1. */
export const welcomeSchema = z.object({
  t: z.literal('welcome'),
  proto: z.int().positive(),
  /** highest seq the hub has durably stored of this journal, 0 for none */
  hwm: z.int().nonnegative(),
  /** its hash as the hub stored it; the kiosk compares it with its own */
  headAtHwm: bytes32Schema,
  safeHwm: z.int().nonnegative(),
  time: z.number(),
  maxBatch: z.int().positive(),
  /** how many entries may be on the way unacknowledged */
  credit: z.int().positive(),
  /** wait this long before sending a backlog, so that a restarted hub is not met by everybody at once */
  resumeAfterMs: z.number().nonnegative(),
  configVersion: z.int().nonnegative(),
  rosterVersion: z.int().nonnegative(),
})
export type Welcome = z.infer<typeof welcomeSchema>
