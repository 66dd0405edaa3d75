import { z } from 'zod'
import { localeSchema } from '../locale.ts'
import { daySchema, placeSchema, recordIdSchema, sourceSchema, spanShape, timeOfDaySchema } from './base.ts'
import { ROOM_KINDS } from './words.ts'

/** nation > province > district > school. A jurisdiction's `place` is itself. */
export const jurisdictionSchema = z.object({
  id: recordIdSchema,
  place: placeSchema,
  source: sourceSchema,
  parent: z.string().nullable(),
  kind: z.enum(['nation', 'province', 'district', 'school']),
  name: z.string().min(1).max(200),
  /** the number an authority gave it (OneRoster `identifier`) */
  number: z.string().max(60).nullable(),
  /** `/`-joined ids from the root, slashed at both ends; set by the store from `parent` */
  path: z.string(),
})
export type Jurisdiction = z.infer<typeof jurisdictionSchema>

/** A campus. */
export const siteSchema = z.object({
  id: recordIdSchema,
  place: placeSchema,
  name: z.string().min(1).max(200),
  timeZone: z.string().min(1).max(60),
  locale: localeSchema,
})
export type Site = z.infer<typeof siteSchema>

export const gateSchema = z.object({
  id: recordIdSchema,
  place: placeSchema,
  site: z.string(),
  name: z.string().min(1).max(120),
  lane: z.enum(['in', 'out', 'both']),
})
export type Gate = z.infer<typeof gateSchema>

/** A room or zone where people can be together. */
export const roomSchema = z.object({
  id: recordIdSchema,
  place: placeSchema,
  site: z.string(),
  name: z.string().min(1).max(120),
  kind: z.enum(ROOM_KINDS),
  capacity: z.int().positive().max(5000).nullable(),
})
export type Room = z.infer<typeof roomSchema>

export const bellSchema = z.object({ from: timeOfDaySchema, to: timeOfDaySchema })

/**
 * Bell times of a shift while they hold; new bells are a new record from their first day. Lesson n is bells[n - 1].
 * Whoever is in by bells[0].from plus `graceMin` is on time; who has not come by the second bell is absent.
 */
export const shiftSchema = z.object({
  id: recordIdSchema,
  place: placeSchema,
  name: z.string().min(1).max(80),
  /** a working day is a shift with one bell */
  of: z.enum(['student', 'staff']),
  bells: z.array(bellSchema).min(1).max(16),
  graceMin: z.int().min(0).max(120),
  ...spanShape,
})
export type Shift = z.infer<typeof shiftSchema>

/** An academic session (OneRoster): a school year and its quarters or semesters. */
export const termSchema = z.object({
  id: recordIdSchema,
  place: placeSchema,
  source: sourceSchema,
  name: z.string().min(1).max(120),
  kind: z.enum(['schoolYear', 'semester', 'term', 'gradingPeriod']),
  from: daySchema,
  to: daySchema,
  /** the calendar year in which the school year ends */
  year: z.int().min(1990).max(2200),
  parent: z.string().nullable(),
})
export type Term = z.infer<typeof termSchema>

/** A day that differs from its weekday: a holiday, or a Saturday that is taught. */
export const calendarDaySchema = z.object({
  /** `<place>:<day>` */
  id: recordIdSchema,
  place: placeSchema,
  day: daySchema,
  kind: z.enum(['holiday', 'school']),
  name: z.string().max(120),
})
export type CalendarDay = z.infer<typeof calendarDaySchema>
