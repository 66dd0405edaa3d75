import { z } from 'zod'
import { localeSchema } from '../locale.ts'
import { alarmSchema } from './alarm.ts'
import { feedEntrySchema } from './entry.ts'
import { gateStatusSchema } from './gate.ts'

// kept apart so that a browser can have them without a validator
export { FEED_LENGTH, TEMPERATURE_BINS } from './limits.ts'

export const liveCountsSchema = z.object({
  in: z.int(),
  out: z.int(),
  /** people whose last counted entry today is `in` */
  onSite: z.int(),
  /** people on the site's roll */
  expected: z.int(),
  pass: z.int(),
  recheck: z.int(),
  isolate: z.int(),
  refer: z.int(),
})
export type LiveCounts = z.infer<typeof liveCountsSchema>

/** Sparse series: [minute of the local day, count]. */
export const minuteSeriesSchema = z.array(z.tuple([z.int(), z.number()]))
export type MinuteSeries = z.infer<typeof minuteSeriesSchema>

/** What the Live page shows of one site on one local day. The hub keeps it; a dashboard holds a copy. */
export const liveStateSchema = z.object({
  site: z.object({
    id: z.string(),
    name: z.string(),
    timeZone: z.string(),
    locale: localeSchema,
  }),
  /** local day at the site, ISO */
  day: z.iso.date(),
  counts: liveCountsSchema,
  /** arrivals (`in`, counted once a person and day) per minute: today, and the mean of earlier school days */
  arrivals: z.object({ today: minuteSeriesSchema, usual: minuteSeriesSchema }),
  /** readings per bin, by gate id */
  temperatures: z.record(z.string(), z.array(z.int())),
  gates: z.array(gateStatusSchema),
  /** newest first, at most FEED_LENGTH */
  entries: z.array(feedEntrySchema),
  /** not closed, or closed within the undo time */
  alarms: z.array(alarmSchema),
})
export type LiveState = z.infer<typeof liveStateSchema>
