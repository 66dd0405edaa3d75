import { z } from 'zod'
import { alarmSchema } from './alarm.ts'
import { feedEntrySchema } from './entry.ts'
import { gateStatusSchema } from './gate.ts'
import { liveCountsSchema, minuteSeriesSchema } from './live-state.ts'

/** What changed from version `from` to `to`. Absent fields did not change; lists hold only changed members. */
export const deltaSchema = z.object({
  room: z.string(),
  epoch: z.string(),
  from: z.int(),
  to: z.int(),
  time: z.number(),
  counts: liveCountsSchema.optional(),
  /** new totals of the minutes that changed */
  arrivals: minuteSeriesSchema.optional(),
  /** [gate id, bin, new total] */
  temperatures: z.array(z.tuple([z.string(), z.int(), z.int()])).optional(),
  gates: z.array(gateStatusSchema).optional(),
  /** newest first */
  entries: z.array(feedEntrySchema).optional(),
  alarms: z.array(alarmSchema).optional(),
  /** alarms that left the list */
  alarmsGone: z.array(z.string()).optional(),
})
export type Delta = z.infer<typeof deltaSchema>
