import { z } from 'zod'
import { daySchema } from '../directory/base.ts'
import { personRoleSchema } from '../directory/person.ts'
import { packRefSchema } from '../trace/contact-pack.ts'
import {
  CASE_STATUSES,
  DISTANCES,
  FOLLOW_UP_STATES,
  GRADE_CAUSES,
  GRADES,
  QUALITIES,
  SETTINGS,
  SHARED_KINDS,
} from '../trace/words.ts'

/** What a tracing question is answered with: lists of contacts, what cases share, rooms, timelines, the chain. */

/** Somebody in an answer. Beyond the officer's part of the tree nothing but a mark is told. */
export const tracedPersonSchema = z.object({
  /** person id; `outside-1`, `outside-2`... for somebody at a school beyond the officer's part */
  ref: z.string(),
  name: z.string(),
  role: personRoleSchema,
  /** home class, or empty */
  group: z.string(),
  /** the school's name; empty outside */
  school: z.string(),
  outside: z.boolean(),
})
export type TracedPerson = z.infer<typeof tracedPersonSchema>

/** One stretch of time in which two people could have been near, and how that is known. */
export const exposureSchema = z.object({
  setting: z.enum(SETTINGS),
  day: daySchema,
  /** epoch ms; null: some time that day */
  from: z.number().nullable(),
  to: z.number().nullable(),
  /** possible together, both present, rounded to whole minutes */
  minutes: z.number().nonnegative(),
  distance: z.enum(DISTANCES),
  /** subject, group, room or gate, as people call it */
  label: z.string(),
  /** what it follows from: a record's kind (or `entry`, `named`) and id */
  source: z.object({ kind: z.string(), id: z.string() }),
  quality: z.array(z.enum(QUALITIES)),
})
export type Exposure = z.infer<typeof exposureSchema>

/** A reason as data; the reader's language makes the sentence (`trace.reason.<setting>`). */
export const contactReasonSchema = z.object({
  setting: z.enum(SETTINGS),
  distance: z.enum(DISTANCES),
  label: z.string(),
  /** days it happened on, times in all, minutes in all */
  days: z.int(),
  times: z.int(),
  minutes: z.int(),
})
export type ContactReason = z.infer<typeof contactReasonSchema>

export const contactSchema = z.object({
  person: tracedPersonSchema,
  /** of at least one day with 15 minutes or more face to face, given the evidence; calibrated, 0 to 1 */
  probability: z.number().min(0).max(1),
  /** minutes in which it was possible: at about a metre, and in the same room (with those) */
  minutes: z.object({ near: z.int(), room: z.int() }),
  /** days on which they were near */
  days: z.array(daySchema),
  lastDay: daySchema,
  /** by the rule pack; `unknown`: what it asks for is not known */
  meets: z.enum(['yes', 'no', 'unknown']),
  /** strongest first: the first is the one-line reason */
  reasons: z.array(contactReasonSchema),
  /** what moved the probability, in log-odds, largest first; `assumed`: by judgement, not fitted */
  weights: z.array(z.object({ code: z.string(), logOdds: z.number(), assumed: z.boolean() })),
  quality: z.array(z.enum(QUALITIES)),
  /** refs of the persons asked about whom they were near */
  of: z.array(z.string()),
  /** 1: a contact; 2: a contact's contact... */
  generation: z.int().min(1),
  /** backward: how well they fit as the source, relative to the others asked; else null */
  asSource: z.number().nullable(),
  followUp: z.enum(FOLLOW_UP_STATES).nullable(),
  exposures: z.array(exposureSchema),
})
export type Contact = z.infer<typeof contactSchema>

export const silentGateSchema = z.object({
  day: daySchema,
  gate: z.string(),
  from: z.number(),
  to: z.number(),
})
export type SilentGate = z.infer<typeof silentGateSchema>

export const traceGradeSchema = z.object({
  grade: z.enum(GRADES),
  causes: z.array(
    z.object({
      code: z.enum(GRADE_CAUSES),
      /** how many of how many, where it counts something */
      n: z.number().nullable(),
      of: z.number().nullable(),
      days: z.array(daySchema),
      /** `outage`: gates that told of nobody for a part of a day, from when to when, epoch ms */
      silent: z.array(silentGateSchema).optional(),
    }),
  ),
})
export type TraceGrade = z.infer<typeof traceGradeSchema>

export const windowDaySchema = z.object({
  day: daySchema,
  taught: z.boolean(),
  why: z.string(),
  /** the person asked about was seen; of several: any of them */
  seen: z.boolean(),
})

/** What every list says of itself. */
const listShape = {
  pack: packRefSchema.extend({ name: z.string() }),
  days: z.array(windowDaySchema),
  /** whose contacts these are */
  persons: z.array(tracedPersonSchema),
  contacts: z.array(contactSchema),
  /**
   * Others on site at the same times with no evidence at all: how many, and how many close contacts to expect among
   * them. Of several asked about, each of those others counts once.
   */
  rest: z.object({ people: z.int(), expected: z.number() }),
  grade: traceGradeSchema,
}
export const contactListSchema = z.object({ kind: z.enum(['contacts', 'forward', 'backward']), ...listShape })
export type ContactList = z.infer<typeof contactListSchema>

export const sharedAnswerSchema = z.object({
  kind: z.literal('shared'),
  cases: z.array(tracedPersonSchema),
  people: z.int(),
  findings: z.array(
    z.object({
      kind: z.enum(SHARED_KINDS),
      id: z.string(),
      label: z.string(),
      /** cases that share it, and everybody who does */
      cases: z.int(),
      members: z.int(),
      /** times as many cases as chance would put there */
      lift: z.number(),
      /** one-sided hypergeometric, and after Benjamini-Hochberg over everything looked at */
      p: z.number(),
      q: z.number(),
      who: z.array(z.string()),
    }),
  ),
  /** how many settings were looked at */
  tested: z.int(),
})
export type SharedAnswer = z.infer<typeof sharedAnswerSchema>

export const roomAnswerSchema = z.object({
  kind: z.literal('room'),
  room: z.string(),
  label: z.string(),
  day: daySchema,
  people: z.array(
    z.object({
      person: tracedPersonSchema,
      from: z.number(),
      to: z.number(),
      /** the lesson or group that brought them */
      label: z.string(),
      quality: z.array(z.enum(QUALITIES)),
    }),
  ),
  grade: traceGradeSchema,
})
export type RoomAnswer = z.infer<typeof roomAnswerSchema>

export const compareAnswerSchema = z.object({
  kind: z.literal('compare'),
  packs: z.array(packRefSchema.extend({ name: z.string(), meets: z.int() })).length(2),
  persons: z.array(tracedPersonSchema),
  /** those whom exactly one of the two counts, or whose probability of the window differs */
  changes: z.array(
    z.object({
      person: tracedPersonSchema,
      first: z.enum(['yes', 'no', 'unknown', 'absent']),
      second: z.enum(['yes', 'no', 'unknown', 'absent']),
      probability: z.number(),
      reason: contactReasonSchema.nullable(),
    }),
  ),
})
export type CompareAnswer = z.infer<typeof compareAnswerSchema>

/** A stretch of somebody's day and who shared it, the nearest first. */
export const blockSchema = z.object({
  setting: z.enum(SETTINGS),
  from: z.number().nullable(),
  to: z.number().nullable(),
  label: z.string(),
  room: z.string(),
  people: z.int(),
  near: z.array(tracedPersonSchema),
})
export const timelineAnswerSchema = z.object({
  kind: z.literal('timeline'),
  person: tracedPersonSchema,
  timeZone: z.string(),
  days: z.array(
    windowDaySchema.extend({
      infectious: z.boolean(),
      visits: z.array(
        z.object({ from: z.number(), to: z.number().nullable(), inferred: z.boolean(), site: z.string() }),
      ),
      blocks: z.array(blockSchema),
    }),
  ),
  grade: traceGradeSchema,
})
export type TimelineAnswer = z.infer<typeof timelineAnswerSchema>

/** Cases and contacts on record. Arrays of the same length keep 25,000 nodes small. */
export const networkAnswerSchema = z.object({
  kind: z.literal('network'),
  nodes: z.array(
    z.object({
      /** person id */
      id: z.string(),
      name: z.string(),
      school: z.string(),
      group: z.string(),
      status: z.enum([...CASE_STATUSES, 'contact']),
      asymptomatic: z.boolean(),
      /** onset, else test, else opening; of a contact the last exposure */
      day: daySchema,
      case: z.string().nullable(),
    }),
  ),
  edges: z.array(
    z.object({
      /** person ids: the case, and who was near it */
      from: z.string(),
      to: z.string(),
      /** probability of a close contact; 1 where a person said "from this one" */
      probability: z.number(),
      said: z.boolean(),
      day: daySchema,
    }),
  ),
})
export type NetworkAnswer = z.infer<typeof networkAnswerSchema>

export const answerSchema = z.discriminatedUnion('kind', [
  contactListSchema,
  sharedAnswerSchema,
  roomAnswerSchema,
  compareAnswerSchema,
  timelineAnswerSchema,
  networkAnswerSchema,
])
export type Answer = z.infer<typeof answerSchema>
