import { z } from 'zod'
import { daySchema, recordIdSchema, timeOfDaySchema } from '../directory/base.ts'
import { personRoleSchema } from '../directory/person.ts'
import { id8Schema } from '../hex.ts'
import { caseSchema, followUpSchema, namedContactSchema } from '../trace/case.ts'
import { contactPackSchema, packRefSchema } from '../trace/contact-pack.ts'
import {
  CASE_STATUSES,
  DISTANCES,
  EXPORT_FORMATS,
  FOLLOW_UP_STATES,
  GRADE_CAUSES,
  GRADES,
  PURPOSES,
  QUALITIES,
  QUESTION_KINDS,
  SETTINGS,
  SHARED_KINDS,
} from '../trace/words.ts'

/**
 * Tracing over HTTP. Beside what the schemas name: GET /api/cases/{case} (CasePage), PATCH /api/cases/{case}
 * (CaseEdit), GET /api/cases/{case}/follow-up (FollowUpLine[]), DELETE /api/cases/{case}/named/{id},
 * POST /api/questions/{question}/approve and /refuse, POST /api/questions/{question}/answer (QuestionReply: answers it again),
 * POST /api/questions/{question}/export?format&locale (a Job), POST /api/places/{place}/packs/{id}/{version}/sign.
 */

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

export const traceGradeSchema = z.object({
  grade: z.enum(GRADES),
  causes: z.array(
    z.object({
      code: z.enum(GRADE_CAUSES),
      /** how many of how many, where it counts something */
      n: z.number().nullable(),
      of: z.number().nullable(),
      days: z.array(daySchema),
    }),
  ),
})
export type TraceGrade = z.infer<typeof traceGradeSchema>

const windowDaySchema = z.object({
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
  /** others on site at the same times with no evidence at all: how many, and how many close contacts to expect among them */
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
const blockSchema = z.object({
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

/** GET /api/places/{place}/packs */
export const packsSchema = z.object({
  packs: z.array(
    contactPackSchema.extend({
      place: z.string().nullable(),
      madeAt: z.number(),
      madeBy: z.string(),
      signed: z.object({ at: z.number(), by: z.string(), officer: z.string() }).nullable(),
    }),
  ),
  /** the pack in force here */
  current: packRefSchema,
})
export type Packs = z.infer<typeof packsSchema>
/** POST /api/places/{place}/packs : a new draft, the next version of its id */
export const packDraftSchema = contactPackSchema.omit({ version: true })
export type PackDraft = z.infer<typeof packDraftSchema>
/** POST .../sign */
export const packSignSchema = z.object({
  /** in force at this place from now on */
  current: z.boolean(),
})

export const exportQuerySchema = z.object({ format: z.enum(EXPORT_FORMATS) })
