import { z } from 'zod'
import {
  attendanceCountsSchema,
  attendanceMarkSchema,
  attendanceRowSchema,
  correctionSchema,
} from '../attendance/mark.ts'

/**
 * Beside what the schemas name: GET /api/people/{person}/attendance?from&to (rows), and as jobs
 * POST /api/groups/{group}/register?from&to&format=pdf|xlsx&locale and POST /api/places/{place}/register?from&to&locale,
 * an XLSX: of a school everybody's marks of one day or their sums over more, above it the schools' counters.
 */

const roleCountsSchema = z.object({
  student: attendanceCountsSchema,
  teacher: attendanceCountsSchema,
  staff: attendanceCountsSchema,
})

/** GET /api/places/{place}/attendance?day= : of a school its classes, above it its schools */
export const dayAttendanceSchema = z.object({
  day: z.iso.date(),
  taught: z.boolean(),
  totals: roleCountsSchema,
  /** classes of a school (id is a group), or schools of a district (id is a jurisdiction); they count pupils */
  lines: z.array(z.object({ id: z.string(), name: z.string(), counts: attendanceCountsSchema })),
})
export type DayAttendance = z.infer<typeof dayAttendanceSchema>

/** GET /api/places/{place}/attendance/days?from&to : totals by day */
export const attendanceDaysSchema = z.object({
  days: z.array(z.object({ day: z.iso.date(), totals: roleCountsSchema })),
  /** the whole range by class of a school, or by school above it: pupils' days by mark */
  lines: z.array(z.object({ id: z.string(), name: z.string(), counts: attendanceCountsSchema })).optional(),
})
export type AttendanceDays = z.infer<typeof attendanceDaysSchema>

/** GET /api/groups/{group}/attendance?from&to, GET /api/places/{place}/attendance/staff?from&to */
export const attendanceSheetSchema = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  /** days that were taught */
  days: z.array(z.iso.date()),
  people: z.array(z.object({ id: z.string(), name: z.string(), number: z.string().nullable() })),
  rows: z.array(attendanceRowSchema),
})
export type AttendanceSheet = z.infer<typeof attendanceSheetSchema>

/** GET /api/groups/{group}/attendance/lessons?day= */
export const lessonAttendanceSchema = z.object({
  day: z.iso.date(),
  lessons: z.array(
    z.object({
      lesson: z.string(),
      number: z.int(),
      subject: z.string(),
      begins: z.string(),
      ends: z.string(),
      marks: z.array(
        z.object({
          person: z.string(),
          computed: attendanceMarkSchema,
          correction: correctionSchema.nullable(),
        }),
      ),
    }),
  ),
})
export type LessonAttendance = z.infer<typeof lessonAttendanceSchema>

/** PUT /api/people/{person}/attendance/{day}?lesson= ; DELETE takes it back */
export const correctionRequestSchema = correctionSchema.omit({ by: true, at: true })
export type CorrectionRequest = z.infer<typeof correctionRequestSchema>
