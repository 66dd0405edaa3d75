import { z } from 'zod'
import { id8Schema } from '../hex.ts'
import { directionSchema, reasonSchema, verdictSchema } from '../verdict.ts'

/** One entry as the response team sees it. On a nameless wall `who` is absent. */
export const feedEntrySchema = z.object({
  /** `kiosk:journal:seq` */
  id: z.string(),
  /** epoch ms, hub's estimate */
  at: z.number(),
  gate: z.string(),
  direction: directionSchema,
  verdict: verdictSchema,
  reasons: z.array(reasonSchema),
  /** raw surface temperature, degC; not a body temperature */
  surface: z.number().optional(),
  who: z.object({ person: id8Schema, name: z.string(), group: z.string() }).optional(),
})
export type FeedEntry = z.infer<typeof feedEntrySchema>
