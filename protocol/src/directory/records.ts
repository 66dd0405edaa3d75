import { z } from 'zod'
import { absenceSchema } from './absence.ts'
import { courseSchema, enrolmentSchema, groupSchema, seatPlanSchema } from './group.ts'
import { guardianshipSchema, personSchema, postSchema } from './person.ts'
import {
  calendarDaySchema,
  gateSchema,
  jurisdictionSchema,
  roomSchema,
  shiftSchema,
  siteSchema,
  termSchema,
} from './places.ts'
import { lessonSchema, modeSchema, substitutionSchema } from './timetable.ts'
import { RECORD_KINDS } from './words.ts'

/** Every kind of record the directory keeps; each has `id` and `place`. */
export const RECORD_SCHEMAS = {
  jurisdiction: jurisdictionSchema,
  site: siteSchema,
  gate: gateSchema,
  room: roomSchema,
  shift: shiftSchema,
  term: termSchema,
  calendarDay: calendarDaySchema,
  course: courseSchema,
  group: groupSchema,
  person: personSchema,
  post: postSchema,
  guardianship: guardianshipSchema,
  enrolment: enrolmentSchema,
  seatPlan: seatPlanSchema,
  lesson: lessonSchema,
  substitution: substitutionSchema,
  mode: modeSchema,
  absence: absenceSchema,
} as const

export type RecordKind = keyof typeof RECORD_SCHEMAS
export type RecordOf<K extends RecordKind> = z.infer<(typeof RECORD_SCHEMAS)[K]>
export type AnyRecord = { [K in RecordKind]: RecordOf<K> }[RecordKind]

/** One change of the directory. */
export type Change =
  | { [K in RecordKind]: { op: 'put'; kind: K; record: RecordOf<K> } }[RecordKind]
  | { op: 'remove'; kind: RecordKind; id: string }

export const recordKindSchema = z.enum(RECORD_KINDS)

const put = <K extends RecordKind>(kind: K) =>
  z.object({ op: z.literal('put'), kind: z.literal(kind), record: RECORD_SCHEMAS[kind] })

export const changeSchema = z.union([
  z.discriminatedUnion('kind', [
    put('jurisdiction'),
    put('site'),
    put('gate'),
    put('room'),
    put('shift'),
    put('term'),
    put('calendarDay'),
    put('course'),
    put('group'),
    put('person'),
    put('post'),
    put('guardianship'),
    put('enrolment'),
    put('seatPlan'),
    put('lesson'),
    put('substitution'),
    put('mode'),
    put('absence'),
  ]),
  z.object({ op: z.literal('remove'), kind: recordKindSchema, id: z.string() }),
]) as unknown as z.ZodType<Change>
