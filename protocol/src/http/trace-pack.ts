import { z } from 'zod'
import { contactPackSchema, packRefSchema } from '../trace/contact-pack.ts'

/** Rule packs. Beside what the schemas name: POST /api/places/{place}/packs/{id}/{version}/sign. */

/** GET /api/places/{place}/packs */
export const packsSchema = z.object({
  packs: z.array(
    contactPackSchema.extend({
      place: z.string().nullable(),
      madeAt: z.number(),
      madeBy: z.string(),
      signed: z.object({ at: z.number(), by: z.string(), officer: z.string() }).nullable(),
    }),
  ),
  /** the pack in force here */
  current: packRefSchema,
})
export type Packs = z.infer<typeof packsSchema>
/** POST /api/places/{place}/packs : a new draft, the next version of its id */
export const packDraftSchema = contactPackSchema.omit({ version: true })
export type PackDraft = z.infer<typeof packDraftSchema>
/** POST .../sign */
export const packSignSchema = z.object({
  /** in force at this place from now on */
  current: z.boolean(),
})
