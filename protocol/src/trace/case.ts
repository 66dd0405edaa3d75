import { z } from 'zod'
import { daySchema, placeSchema, recordIdSchema } from '../directory/base.ts'
import { id8Schema } from '../hex.ts'
import { CASE_STATUSES, DISTANCES, FOLLOW_UP_STATES, SETTINGS } from './words.ts'

/** Somebody ill or carrying, and since when. No more of their health than a trace needs. */
export const caseSchema = z.object({
  id: recordIdSchema,
  /** the person's school when the case was opened: decides who may see it */
  place: placeSchema,
  person: id8Schema,
  status: z.enum(CASE_STATUSES),
  /** without symptoms so far */
  asymptomatic: z.boolean(),
  onset: daySchema.nullable(),
  tested: daySchema.nullable(),
  /** from this day on not among others */
  isolated: daySchema.nullable(),
  /** first day without symptoms */
  symptomFree: daySchema.nullable(),
  /** the case it is thought to come from */
  from: recordIdSchema.nullable(),
  note: z.string().max(1000),
  openedAt: z.number(),
  openedBy: z.string(),
  closedAt: z.number().nullable(),
})
export type Case = z.infer<typeof caseSchema>

/** A contact taken into follow-up for a case. */
export const followUpSchema = z.object({
  case: recordIdSchema,
  person: id8Schema,
  /** the contact's school */
  place: placeSchema,
  state: z.enum(FOLLOW_UP_STATES),
  /** the question whose list they were taken from */
  question: recordIdSchema,
  /** as it stood then */
  probability: z.number().min(0).max(1),
  setting: z.enum(SETTINGS),
  /** last exposure; a later one starts the clock anew */
  lastDay: daySchema,
  /** last day of follow-up */
  until: daySchema,
  addedAt: z.number(),
  addedBy: z.string(),
  /** those added by one action are taken back together */
  batch: recordIdSchema,
})
export type FollowUp = z.infer<typeof followUpSchema>

/** Whom a case (or their family) named in an interview. */
export const namedContactSchema = z.object({
  id: recordIdSchema,
  case: recordIdSchema,
  /** null: somebody the directory does not know, told by `who` */
  person: id8Schema.nullable(),
  who: z.string().max(200),
  day: daySchema,
  setting: z.enum(SETTINGS),
  /** as remembered; null: not asked */
  minutes: z.int().min(0).max(1440).nullable(),
  distance: z.enum(DISTANCES),
  note: z.string().max(500),
  at: z.number(),
  by: z.string(),
})
export type NamedContact = z.infer<typeof namedContactSchema>
