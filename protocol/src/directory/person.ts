import { z } from 'zod'
import { id8Schema } from '../hex.ts'
import { daySchema, placeSchema, sourceSchema } from './base.ts'
import { ARCHIVE_REASONS, PERSON_ROLES } from './words.ts'

export const personRoleSchema = z.enum(PERSON_ROLES)
export type PersonRole = z.infer<typeof personRoleSchema>

export const archiveReasonSchema = z.enum(ARCHIVE_REASONS)

/** Somebody of a school. Only what a school needs at its door and for tracing is kept. */
export const personSchema = z.object({
  id: id8Schema,
  source: sourceSchema,
  /** the school; of a guardian, the school that entered them */
  place: placeSchema,
  /** home campus */
  site: z.string().min(1).max(80),
  role: personRoleSchema,
  /** family name, or the patronymic where names are built so */
  family: z.string().max(120),
  given: z.string().min(1).max(60),
  middle: z.string().max(120),
  /** the whole name as the school writes it, made by `displayName` */
  name: z.string().min(1).max(200),
  /** pupil's or staff number */
  number: z.string().max(60).nullable(),
  userName: z.string().max(255).nullable(),
  email: z.string().max(255).nullable(),
  phone: z.string().max(60).nullable(),
  birth: daySchema.nullable(),
  sex: z.enum(['female', 'male', 'other', 'unspecified']).nullable(),
  grade: z.string().max(30).nullable(),
  /** for the card: large print */
  lowSight: z.boolean(),
  status: z.enum(['active', 'archived']),
  archivedOn: daySchema.nullable(),
  archiveReason: archiveReasonSchema.nullable(),
})
export type Person = z.infer<typeof personSchema>

/** A post of a person beside their home one: a teacher at two schools (OneRoster 1.2 `roles`). */
export const postSchema = z.object({
  id: z.string(),
  place: placeSchema,
  source: sourceSchema,
  person: id8Schema,
  role: personRoleSchema,
  primary: z.boolean(),
  from: daySchema.nullable(),
  to: daySchema.nullable(),
})
export type Post = z.infer<typeof postSchema>

/** Who may act for a child. */
export const guardianshipSchema = z.object({
  /** `<guardian>:<child>` */
  id: z.string(),
  /** the child's school */
  place: placeSchema,
  guardian: id8Schema,
  child: id8Schema,
  relation: z.enum(['mother', 'father', 'grandparent', 'relative', 'guardian', 'other']),
})
export type Guardianship = z.infer<typeof guardianshipSchema>
