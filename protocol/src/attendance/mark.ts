import { z } from 'zod'
import { absenceReasonSchema } from '../directory/absence.ts'
import { ATTENDANCE_MARKS } from './counts.ts'

export const attendanceMarkSchema = z.enum(ATTENDANCE_MARKS)
export type AttendanceMark = z.infer<typeof attendanceMarkSchema>

/** What a teacher says instead; the computed mark stays beside it. */
export const correctionSchema = z.object({
  mark: attendanceMarkSchema.exclude(['awaited']),
  /** of an absence */
  reason: absenceReasonSchema.nullable(),
  note: z.string().max(500),
  /** the officer's name */
  by: z.string(),
  at: z.number(),
})
export type Correction = z.infer<typeof correctionSchema>

export const attendanceRowSchema = z.object({
  day: z.iso.date(),
  person: z.string(),
  /** the home class on that day, empty for staff */
  group: z.string(),
  role: z.enum(['student', 'teacher', 'staff']),
  /** from the entries */
  computed: attendanceMarkSchema,
  /** why excused, where it was known before */
  reason: absenceReasonSchema.nullable(),
  /** first entry in and last out, epoch ms */
  firstIn: z.number().nullable(),
  lastOut: z.number().nullable(),
  lateMin: z.int().nonnegative(),
  earlyMin: z.int().nonnegative(),
  correction: correctionSchema.nullable(),
})
export type AttendanceRow = z.infer<typeof attendanceRowSchema>

/**
 * Persons of a school, class or role on a day, each under their effective mark alone: the marks add up to
 * `expected`. Those under `late` and `leftEarly` were present too.
 */
export const attendanceCountsSchema = z.object({
  expected: z.int(),
  awaited: z.int(),
  present: z.int(),
  late: z.int(),
  leftEarly: z.int(),
  absent: z.int(),
  excused: z.int(),
})
export type AttendanceCounts = z.infer<typeof attendanceCountsSchema>
