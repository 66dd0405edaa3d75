import { z } from 'zod'
import { daySchema, recordIdSchema, timeOfDaySchema } from '../directory/base.ts'
import { id8Schema } from '../hex.ts'
import { contactPackSchema, packRefSchema } from '../trace/contact-pack.ts'
import { EXPORT_FORMATS, GRADES, PURPOSES, QUESTION_KINDS } from '../trace/words.ts'
import { answerSchema } from './trace-answer.ts'

/**
 * Tracing questions and their log. Beside what the schemas name: POST /api/questions/{question}/approve and /refuse,
 * POST /api/questions/{question}/answer (QuestionReply: answers it again),
 * POST /api/questions/{question}/export?format&locale (a Job).
 */

const why = {
  purpose: z.enum(PURPOSES),
  note: z.string().max(500).default(''),
  /** the case it is asked for; its window and pack follow from it */
  case: recordIdSchema.nullable().default(null),
}
const asked = {
  ...why,
  /** instead of the case's own person, or beside a case: up to 1,000 */
  persons: z.array(id8Schema).max(1000).default([]),
  /** both or none: else by the rule pack around the case's dates */
  from: daySchema.optional(),
  to: daySchema.optional(),
  /** else the place's own pack */
  pack: packRefSchema.optional(),
  masks: z.enum(['worn', 'not', 'unknown']).default('unknown'),
}

/** POST /api/places/{place}/questions */
export const questionRequestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('contacts'), ...asked }),
  z.object({ kind: z.literal('forward'), ...asked, generations: z.int().min(1).max(4).default(2) }),
  z.object({ kind: z.literal('backward'), ...asked }),
  z.object({ kind: z.literal('shared'), ...why, cases: z.array(recordIdSchema).min(2).max(1000) }),
  z.object({
    kind: z.literal('room'),
    ...why,
    room: recordIdSchema,
    day: daySchema,
    from: timeOfDaySchema,
    to: timeOfDaySchema,
  }),
  z.object({
    kind: z.literal('compare'),
    ...why,
    /** a pack not yet signed may stand here whole: a preview */
    packs: z.array(z.union([packRefSchema.strict(), contactPackSchema])).length(2),
  }),
  z.object({
    kind: z.literal('timeline'),
    ...why,
    person: id8Schema,
    from: daySchema.optional(),
    to: daySchema.optional(),
  }),
  z.object({ kind: z.literal('network'), ...why, open: z.boolean().default(true) }),
])
export type QuestionRequest = z.infer<typeof questionRequestSchema>
export type QuestionInput = z.input<typeof questionRequestSchema>

/** One row of GET /api/places/{place}/questions?before : what was asked, by whom, and how much was told. */
export const questionLineSchema = z.object({
  id: recordIdSchema,
  at: z.number(),
  officer: z.string(),
  by: z.string(),
  kind: z.enum(QUESTION_KINDS),
  purpose: z.enum(PURPOSES),
  note: z.string(),
  place: z.string(),
  case: z.string().nullable(),
  /** people asked about */
  asked: z.int(),
  pack: packRefSchema.nullable(),
  state: z.enum(['answered', 'waiting', 'approved', 'refused']),
  /** why a second person is asked, and who it was */
  approval: z.object({ why: z.string(), by: z.string().nullable(), at: z.number().nullable() }).nullable(),
  /** people named in the newest answer; null before the first */
  size: z.int().nullable(),
  /** how often it was answered */
  answers: z.int(),
  /** of a list: as it was answered last */
  grade: z.enum(GRADES).nullable(),
})
export type QuestionLine = z.infer<typeof questionLineSchema>
export const questionsPageSchema = z.object({
  questions: z.array(questionLineSchema),
  next: z.number().nullable(),
})

export const questionReplySchema = z.object({
  question: questionLineSchema,
  /** null while it waits for a second officer */
  answer: answerSchema.nullable(),
  /** what the answer rests on (entries, clocks, timetable, seats) is not what it was at the last answer */
  changed: z.boolean(),
})
export type QuestionReply = z.infer<typeof questionReplySchema>

export const exportQuerySchema = z.object({ format: z.enum(EXPORT_FORMATS) })
