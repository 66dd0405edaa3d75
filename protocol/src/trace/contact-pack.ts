import { z } from 'zod'
import { daySchema, recordIdSchema } from '../directory/base.ts'
import { DISTANCES, PURPOSES, QUESTION_KINDS, SETTINGS } from './words.ts'

/** Days, relative to a case's own dates, within which a contact counts. */
const infectiousSchema = z.object({
  /** days before onset, or before the test where there is no onset */
  before: z.int().min(0).max(21),
  /** days after it, the last one with */
  after: z.int().min(0).max(42),
  /** and never over before so many days without symptoms */
  symptomFree: z.int().min(0).max(14),
})

/**
 * What counts as a contact, by whose order: a versioned rule pack. It decides who *meets* a definition; it never drops
 * anybody from a list.
 */
export const contactPackSchema = z.object({
  id: recordIdSchema,
  /** counts from 1; a signed version is never edited */
  version: z.int().min(1),
  name: z.string().min(1).max(120),
  /** whose rule it is, with number and date: shown on every export */
  source: z.string().max(500),
  /** first day it may be used */
  from: daySchema,
  symptomatic: infectiousSchema,
  asymptomatic: infectiousSchema,
  /** how many days before a case's infectious time its own source is looked for */
  incubation: z.object({ min: z.int().min(0).max(60), max: z.int().min(0).max(60) }),
  minutes: z.int().min(0).max(1440),
  /** `contiguous`: in one stretch; `cumulative`: added up over `window` */
  count: z.enum(['contiguous', 'cumulative']),
  /** of `cumulative`: a local day, or any 24 hours */
  window: z.enum(['day', '24h']),
  /** the farthest distance whose minutes count */
  distance: z.enum(DISTANCES),
  /** settings that count whatever the minutes */
  always: z.array(z.enum(SETTINGS)).max(13),
  /** settings that never count by this order (they stay on the list, outside the definition) */
  never: z.array(z.enum(SETTINGS)).max(13),
  /** pupils who both wore masks in class and were not closer than this do not count; staff always do */
  maskedPupils: z.boolean(),
  /** days of follow-up after the last exposure */
  followUp: z.int().min(0).max(42),
  /** a second officer must approve a question... */
  approval: z.object({
    /** ...about more people at once than this; null: never for that */
    over: z.int().min(1).max(1000).nullable(),
    /** ...over more generations than this */
    generations: z.int().min(1).max(4).nullable(),
    kinds: z.array(z.enum(QUESTION_KINDS)),
    purposes: z.array(z.enum(PURPOSES)),
  }),
})
export type ContactPack = z.infer<typeof contactPackSchema>

/** A pack as it is kept: whose place it belongs to and who answers for it. */
export const keptPackSchema = contactPackSchema.extend({
  /** jurisdiction; null: comes with the program */
  place: z.string().nullable(),
  madeAt: z.number(),
  madeBy: z.string(),
  /** null: a draft, used in previews only */
  signed: z.object({ at: z.number(), by: z.string(), officer: z.string() }).nullable(),
})
export type KeptPack = z.infer<typeof keptPackSchema>

export const packRefSchema = z.object({ id: recordIdSchema, version: z.int().min(1) })
export type PackRef = z.infer<typeof packRefSchema>
