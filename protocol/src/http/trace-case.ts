import { z } from 'zod'
import { daySchema, recordIdSchema } from '../directory/base.ts'
import { id8Schema } from '../hex.ts'
import { caseSchema, followUpSchema, namedContactSchema } from '../trace/case.ts'
import { packRefSchema } from '../trace/contact-pack.ts'
import { FOLLOW_UP_STATES } from '../trace/words.ts'
import { blockSchema, windowDaySchema } from './trace-answer.ts'
import { questionLineSchema } from './trace-question.ts'

/**
 * Cases with their follow-up and interview. Beside what the schemas name: GET /api/cases/{case} (CasePage),
 * PATCH /api/cases/{case} (CaseEdit), GET /api/cases/{case}/follow-up (FollowUpLine[]),
 * DELETE /api/cases/{case}/named/{id}.
 */

/** GET /api/places/{place}/cases?state=open|closed|all */
export const caseLineSchema = caseSchema.extend({
  name: z.string(),
  group: z.string(),
  school: z.string(),
  following: z.int(),
  /** last time its contacts were asked for; null: never */
  tracedAt: z.number().nullable(),
})
export type CaseLine = z.infer<typeof caseLineSchema>
export const casesSchema = z.object({ cases: z.array(caseLineSchema) })

/** POST /api/places/{place}/cases : the place is the person's school or one above it */
export const caseDraftSchema = caseSchema.pick({
  person: true,
  status: true,
  asymptomatic: true,
  onset: true,
  tested: true,
  isolated: true,
  symptomFree: true,
  from: true,
  note: true,
})
export type CaseDraft = z.infer<typeof caseDraftSchema>
/** PATCH /api/cases/{case} */
export const caseEditSchema = caseDraftSchema
  .omit({ person: true })
  .partial()
  .extend({ closed: z.boolean().optional() })
export type CaseEdit = z.infer<typeof caseEditSchema>

export const casePageSchema = z.object({
  case: caseLineSchema,
  timeZone: z.string(),
  today: daySchema,
  /** by the place's pack */
  window: z.object({ from: daySchema, to: daySchema }),
  pack: packRefSchema.extend({ name: z.string() }),
  named: z.array(namedContactSchema.extend({ name: z.string() })),
  questions: z.array(questionLineSchema),
})
export type CasePage = z.infer<typeof casePageSchema>

export const followUpLineSchema = followUpSchema.extend({
  name: z.string(),
  group: z.string(),
  school: z.string(),
})
export type FollowUpLine = z.infer<typeof followUpLineSchema>
/** POST /api/cases/{case}/follow-up : from a question's newest answer; who is followed already gets the later clock */
export const followUpRequestSchema = z.object({
  question: recordIdSchema,
  persons: z.array(id8Schema).min(1).max(1000),
})
export const followUpReplySchema = z.object({
  batch: recordIdSchema,
  added: z.int(),
  extended: z.int(),
  unchanged: z.int(),
})
export type FollowUpReply = z.infer<typeof followUpReplySchema>
/** POST /api/cases/{case}/follow-up/undo */
export const followUpUndoSchema = z.object({ batch: recordIdSchema })
/** PUT /api/cases/{case}/follow-up : several at once, undone as one by their batch */
export const followUpStatesSchema = z.object({
  persons: z.array(id8Schema).min(1).max(5000),
  state: z.enum(FOLLOW_UP_STATES),
})
export type FollowUpStates = z.infer<typeof followUpStatesSchema>
/** PUT /api/cases/{case}/follow-up/{person} */
export const followUpStateSchema = z.object({ state: z.enum(FOLLOW_UP_STATES) })

/** POST /api/cases/{case}/named */
export const namedDraftSchema = namedContactSchema.omit({ id: true, case: true, at: true, by: true })
export type NamedDraft = z.infer<typeof namedDraftSchema>

/** GET /api/cases/{case}/interview : the child's days to jog memory, and whom each stretch may bring to mind */
export const interviewSchema = z.object({
  case: caseLineSchema,
  timeZone: z.string(),
  days: z.array(
    windowDaySchema.extend({
      blocks: z.array(blockSchema),
    }),
  ),
  named: z.array(namedContactSchema.extend({ name: z.string() })),
})
export type Interview = z.infer<typeof interviewSchema>
