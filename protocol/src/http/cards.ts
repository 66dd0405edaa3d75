import { z } from 'zod'
import { DECLARATION_QUESTIONS } from '../directory/words.ts'
import { localeSchema } from '../locale.ts'

/** POST /api/places/{place}/cards/print : answers a job whose file is a PDF */
export const printRequestSchema = z.object({
  /** nobody named: everybody of the place */
  people: z.array(z.string()).max(5000).optional(),
  group: z.string().optional(),
  layout: z.enum(['a4', 'single']),
  /** large print for all; without it only for those who need it */
  large: z.boolean().default(false),
  photos: z.boolean().default(false),
  locale: localeSchema,
})
export type PrintRequest = z.input<typeof printRequestSchema>

/** GET /api/places/{place}/cards */
export const cardStateSchema = z.object({
  people: z.int(),
  active: z.int(),
  without: z.int(),
  revoked: z.int(),
  /** cards issued before this day are refused at every gate of the place; null: none */
  issuedBefore: z.iso.date().nullable(),
  keys: z.array(
    z.object({
      kid: z.string(),
      place: z.string(),
      placeName: z.string(),
      madeAt: z.number(),
      /** after this day its cards are refused; null: signs new cards now */
      trustedUntil: z.iso.date().nullable(),
      /** this hub holds its private part */
      held: z.boolean(),
    }),
  ),
})
export type CardState = z.infer<typeof cardStateSchema>

/** POST /api/places/{place}/cards/issued-before */
export const issuedBeforeSchema = z.object({ day: z.iso.date().nullable() })
/** POST /api/places/{place}/keys/rotate */
export const rotateSchema = z.object({ overlapDays: z.int().min(0).max(400) })
/** POST /api/people/{person}/cards : a new card, the old ones are `reissued` at once */
export const reissuedSchema = z.object({ card: z.string(), expires: z.iso.date() })

/** A visitor's or pupil's short health declaration: yes to any of it needs a word with staff. */
export const declarationSchema = z.object({
  answers: z.record(z.enum(DECLARATION_QUESTIONS), z.boolean()),
  /** accepted that the answers are kept for the school's retention time */
  consent: z.literal(true),
})
export type Declaration = z.infer<typeof declarationSchema>

/** POST /api/sites/{site}/visitors at the desk, POST /api/visit/{poster} from the visitor's own phone */
export const visitorRequestSchema = z.object({
  family: z.string().trim().max(120),
  given: z.string().trim().min(1).max(60),
  phone: z.string().trim().max(60),
  /** whom or what for */
  purpose: z.string().trim().min(1).max(200),
  declaration: declarationSchema,
})
export type VisitorRequest = z.infer<typeof visitorRequestSchema>
/** GET /api/visit/{poster}: what anybody who reads the poster may know */
export const visitPlaceSchema = z.object({
  siteName: z.string(),
  gateName: z.string(),
  locale: localeSchema,
  questions: z.array(z.enum(DECLARATION_QUESTIONS)),
})
export type VisitPlace = z.infer<typeof visitPlaceSchema>
/** A pass for today. When somebody answered yes, `text` is null: the desk decides. */
export const visitorPassSchema = z.object({
  person: z.string(),
  name: z.string(),
  /** the QR's text */
  text: z.string().nullable(),
  day: z.iso.date(),
  site: z.string(),
  siteName: z.string(),
})
export type VisitorPass = z.infer<typeof visitorPassSchema>

/** GET /api/sites/{site}/visitors?day= */
export const visitorListSchema = z.object({
  visitors: z.array(
    z.object({
      person: z.string(),
      name: z.string(),
      phone: z.string(),
      purpose: z.string(),
      at: z.number(),
      /** made at the desk, or by the visitor's phone */
      by: z.enum(['desk', 'phone']),
      state: z.enum(['waiting', 'issued', 'revoked', 'refused']),
      yes: z.array(z.enum(DECLARATION_QUESTIONS)),
      firstIn: z.number().nullable(),
      lastOut: z.number().nullable(),
    }),
  ),
})
export type VisitorList = z.infer<typeof visitorListSchema>
