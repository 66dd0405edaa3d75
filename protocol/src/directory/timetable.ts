import { z } from 'zod'
import { id8Schema } from '../hex.ts'
import { daySchema, placeSchema, recordIdSchema, spanShape } from './base.ts'
import { LESSON_MODES } from './words.ts'

/** A weekly lesson while it holds. When it rings is the shift's business. */
export const lessonSchema = z.object({
  id: recordIdSchema,
  place: placeSchema,
  /** class, section or half */
  group: z.string(),
  subject: z.string().min(1).max(120),
  course: z.string().nullable(),
  teacher: id8Schema.nullable(),
  room: z.string().nullable(),
  /** ISO weekday, 1 is Monday */
  weekday: z.int().min(1).max(7),
  /** the shift's name: its bells of the day apply */
  shift: z.string(),
  /** 1-based position among the shift's bells */
  number: z.int().min(1).max(16),
  ...spanShape,
})
export type Lesson = z.infer<typeof lessonSchema>

/** What differs in one lesson on one day. */
export const substitutionSchema = z.object({
  /** `<lesson>:<day>` */
  id: recordIdSchema,
  place: placeSchema,
  lesson: z.string(),
  day: daySchema,
  cancelled: z.boolean(),
  /** null: as planned */
  teacher: id8Schema.nullable(),
  room: z.string().nullable(),
  reason: z.string().max(200),
})
export type Substitution = z.infer<typeof substitutionSchema>

/** How a class is taught over some days, where that differs from the classroom. */
export const modeSchema = z.object({
  id: recordIdSchema,
  place: placeSchema,
  /** a class; null: the whole school */
  group: z.string().nullable(),
  from: daySchema,
  to: daySchema,
  mode: z.enum(LESSON_MODES),
  reason: z.string().max(200),
})
export type Mode = z.infer<typeof modeSchema>
