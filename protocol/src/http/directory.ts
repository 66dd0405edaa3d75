import { z } from 'zod'
import { absenceSchema } from '../directory/absence.ts'
import { courseSchema, enrolmentSchema, groupSchema, seatPlanSchema } from '../directory/group.ts'
import { guardianshipSchema, personRoleSchema, personSchema, postSchema } from '../directory/person.ts'
import {
  calendarDaySchema,
  gateSchema,
  jurisdictionSchema,
  roomSchema,
  shiftSchema,
  siteSchema,
  termSchema,
} from '../directory/places.ts'
import { changeSchema } from '../directory/records.ts'
import { lessonSchema, modeSchema, substitutionSchema } from '../directory/timetable.ts'

/** GET /api/tree: what lies in the officer's part of the tree, with the jurisdictions above it for its address. */
export const treeSchema = z.object({
  jurisdictions: z.array(jurisdictionSchema.extend({ people: z.int() })),
  sites: z.array(siteSchema),
  gates: z.array(gateSchema),
})
export type Tree = z.infer<typeof treeSchema>

/** GET /api/places/{place}/book: everything small about a school, which most pages need. */
export const schoolBookSchema = z.object({
  place: jurisdictionSchema,
  sites: z.array(siteSchema),
  gates: z.array(gateSchema),
  rooms: z.array(roomSchema),
  shifts: z.array(shiftSchema),
  terms: z.array(termSchema),
  calendar: z.array(calendarDaySchema),
  /** ISO weekdays that are taught; without it Monday to Friday */
  weekdays: z.array(z.int().min(1).max(7)).optional(),
  courses: z.array(courseSchema),
  /** with the number of today's members and the class teachers' names */
  groups: z.array(groupSchema.extend({ members: z.int(), teachers: z.array(z.string()) })),
  /** active teachers and staff, by name */
  staff: z.array(z.object({ id: z.string(), name: z.string(), role: personRoleSchema })),
  /** local day at the school now */
  today: z.iso.date(),
})
export type SchoolBook = z.infer<typeof schoolBookSchema>

/** POST /api/places/{place}/changes: all or nothing. */
export const changesSchema = z.object({
  changes: z.array(changeSchema).min(1).max(5000),
  /** in the history, for people */
  note: z.string().max(200).default(''),
})
export type Changes = z.input<typeof changesSchema>
/** Answer; `POST /api/changes/{batch}/undo` takes it back while nothing else changed the same records. */
export const changedSchema = z.object({
  batch: z.string(),
  put: z.int(),
  removed: z.int(),
  unchanged: z.int(),
})

/** One row of GET /api/places/{place}/people. */
export const personLineSchema = z.object({
  id: z.string(),
  name: z.string(),
  given: z.string(),
  role: personRoleSchema,
  place: z.string(),
  /** name of the home class, empty if none */
  group: z.string(),
  number: z.string().nullable(),
  status: z.enum(['active', 'archived']),
  card: z.enum(['active', 'none', 'revoked', 'expired']),
})
export type PersonLine = z.infer<typeof personLineSchema>
export const peoplePageSchema = z.object({
  people: z.array(personLineSchema),
  /** of all pages; counted up to 100,000 */
  total: z.int(),
  next: z.string().nullable(),
})
/** Its query. `text` is searched in any spelling. */
export const peopleQuerySchema = z.object({
  text: z.string().max(100).optional(),
  role: personRoleSchema.optional(),
  /** a group's id */
  group: z.string().optional(),
  status: z.enum(['active', 'archived', 'all']).default('active'),
  card: z.enum(['active', 'none']).optional(),
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

export const cardLineSchema = z.object({
  id: z.string(),
  issued: z.iso.date(),
  expires: z.iso.date(),
  state: z.enum(['active', 'revoked', 'reissued', 'expired']),
  endedAt: z.number().nullable(),
})
export type CardLine = z.infer<typeof cardLineSchema>

const relativeSchema = z.object({
  id: z.string(),
  name: z.string(),
  relation: z.string(),
  phone: z.string().nullable(),
})

/** GET /api/people/{person} */
export const personPageSchema = z.object({
  person: personSchema,
  school: z.string(),
  timeZone: z.string(),
  hasPhoto: z.boolean(),
  posts: z.array(postSchema),
  enrolments: z.array(enrolmentSchema.extend({ groupName: z.string(), groupKind: z.string() })),
  guardians: z.array(relativeSchema.extend({ link: guardianshipSchema })),
  children: z.array(relativeSchema.extend({ link: guardianshipSchema })),
  cards: z.array(cardLineSchema),
  absences: z.array(absenceSchema),
  today: z.iso.date(),
})
export type PersonPage = z.infer<typeof personPageSchema>

/** GET /api/groups/{group}?day= */
export const groupPageSchema = z.object({
  group: groupSchema,
  day: z.iso.date(),
  members: z.array(personLineSchema.extend({ enrolment: enrolmentSchema, hasPhoto: z.boolean() })),
  /** halves and sections of its pupils */
  parts: z.array(groupSchema.extend({ members: z.int() })),
  seatPlan: seatPlanSchema.nullable(),
  /** all seat plans, newest first, without seats */
  seatPlans: z.array(seatPlanSchema.omit({ seats: true })),
})
export type GroupPage = z.infer<typeof groupPageSchema>

/** A lesson on a day, with everything that differs resolved. */
export const heldLessonSchema = z.object({
  lesson: lessonSchema,
  day: z.iso.date(),
  /** local times; null when the shift has no such bell on that day */
  begins: z.string().nullable(),
  ends: z.string().nullable(),
  teacher: z.string().nullable(),
  room: z.string().nullable(),
  cancelled: z.boolean(),
  mode: z.enum(['classroom', 'online', 'mixed', 'suspended']),
  substitution: substitutionSchema.nullable(),
})
export type HeldLesson = z.infer<typeof heldLessonSchema>

/** GET /api/places/{place}/timetable?from&to with one of group, teacher, room; without: the school's */
export const timetableSchema = z.object({
  /** `why`: the calendar day's name, or `weekend`, `vacation`, `holiday`; empty on an ordinary school day */
  days: z.array(z.object({ day: z.iso.date(), taught: z.boolean(), why: z.string() })),
  lessons: z.array(heldLessonSchema),
  modes: z.array(modeSchema),
  /** two lessons that want one teacher, room or class at one time */
  clashes: z.array(z.object({ a: z.string(), b: z.string(), over: z.enum(['teacher', 'room', 'group']) })),
})
export type Timetable = z.infer<typeof timetableSchema>

/** One step of a record's past: GET /api/people/{person}/history answers `{lines}`, newest first */
export const historyLineSchema = z.object({
  batch: z.string(),
  at: z.number(),
  by: z.string(),
  note: z.string(),
  kind: z.string(),
  id: z.string(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
})
export type HistoryLine = z.infer<typeof historyLineSchema>
