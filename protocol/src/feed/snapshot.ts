import { z } from 'zod'
import { liveStateSchema } from './live-state.ts'

/** The whole state of a room at a version. */
export const snapshotSchema = z.object({
  feed: z.int(),
  room: z.string(),
  /** random for each hub process: a version is only comparable within one epoch */
  epoch: z.string(),
  version: z.int(),
  /** hub wall time, epoch ms, and its ms per real ms: a demonstration's clock runs faster */
  time: z.number(),
  speed: z.number(),
  state: liveStateSchema,
})
export type Snapshot = z.infer<typeof snapshotSchema>
