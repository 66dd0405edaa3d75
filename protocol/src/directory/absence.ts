import { z } from 'zod'
import { id8Schema } from '../hex.ts'
import { daySchema, placeSchema, recordIdSchema } from './base.ts'
import { ABSENCE_REASONS } from './words.ts'

export const absenceReasonSchema = z.enum(ABSENCE_REASONS)
export type AbsenceReason = z.infer<typeof absenceReasonSchema>

/** Days somebody is known to be away. */
export const absenceSchema = z.object({
  id: recordIdSchema,
  place: placeSchema,
  person: id8Schema,
  from: daySchema,
  to: daySchema,
  reason: absenceReasonSchema,
  note: z.string().max(500),
})
export type Absence = z.infer<typeof absenceSchema>
