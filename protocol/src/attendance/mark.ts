import { z } from 'zod'
import { absenceReasonSchema } from '../directory/absence.ts'

/**
 * What a day says of somebody expected. `awaited`: not come, and the second bell has not rung yet. `leftEarly`:
 * on time, but gone before the last lesson ended. Somebody late who also left early is `late`, with both minutes.
 */
export const ATTENDANCE_MARKS = ['awaited', 'present', 'late', 'leftEarly', 'absent', 'excused'] as const
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

/** The mark that counts. */
export const effectiveMark = (row: Pick<AttendanceRow, 'computed' | 'correction'>): AttendanceMark =>
  row.correction?.mark ?? row.computed

/** Persons of a school, class or role on a day, by effective mark. `late` and `leftEarly` were present too. */
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

export const NO_ATTENDANCE: AttendanceCounts = {
  expected: 0,
  awaited: 0,
  present: 0,
  late: 0,
  leftEarly: 0,
  absent: 0,
  excused: 0,
}
