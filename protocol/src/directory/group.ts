import { z } from 'zod'
import { id8Schema } from '../hex.ts'
import { placeSchema, recordIdSchema, sourceSchema, spanShape } from './base.ts'
import { GROUP_KINDS } from './words.ts'

export const groupKindSchema = z.enum(GROUP_KINDS)
export type GroupKind = z.infer<typeof groupKindSchema>

export const groupSchema = z.object({
  id: recordIdSchema,
  source: sourceSchema,
  place: placeSchema,
  kind: groupKindSchema,
  name: z.string().min(1).max(120),
  grade: z.string().max(30).nullable(),
  /** id of the pupils' shift */
  shift: z.string().nullable(),
  /** home room; of a table, the canteen */
  room: z.string().nullable(),
  /** the class a `half` is a part of */
  parent: z.string().nullable(),
  /** of a section */
  course: z.string().nullable(),
  /** ids of academic sessions */
  terms: z.array(z.string()).max(40),
  ...spanShape,
})
export type Group = z.infer<typeof groupSchema>

export const courseSchema = z.object({
  id: recordIdSchema,
  source: sourceSchema,
  place: placeSchema,
  name: z.string().min(1).max(200),
  code: z.string().max(60).nullable(),
})
export type Course = z.infer<typeof courseSchema>

/** Somebody's time in a group. */
export const enrolmentSchema = z.object({
  id: recordIdSchema,
  source: sourceSchema,
  /** the group's */
  place: placeSchema,
  group: z.string(),
  person: id8Schema,
  role: z.enum(['student', 'teacher', 'aide', 'member']),
  /** of a teacher: the class teacher, or the one who answers for the section */
  primary: z.boolean(),
  ...spanShape,
})
export type Enrolment = z.infer<typeof enrolmentSchema>

/** Who sits where in a room, while it holds. Row 0 is the front row, column 0 the left one seen from the back. */
export const seatPlanSchema = z.object({
  id: recordIdSchema,
  place: placeSchema,
  group: z.string(),
  room: z.string().nullable(),
  rows: z.int().min(1).max(20),
  columns: z.int().min(1).max(20),
  seats: z.array(z.object({ person: id8Schema, row: z.int().min(0), column: z.int().min(0) })).max(400),
  /** columns right of which an aisle runs */
  aisles: z.array(z.int().min(0)).max(19).optional(),
  ...spanShape,
})
export type SeatPlan = z.infer<typeof seatPlanSchema>
