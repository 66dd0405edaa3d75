import { z } from 'zod'
import { id8Schema } from '../hex.ts'

/** [card, person, given name for the child's own screen, state]. No family name, no class, no date of birth. */
export const rosterRowSchema = z.tuple([
  id8Schema,
  id8Schema,
  z.string().max(60),
  z.enum(['active', 'revoked', 'reissued']),
])
export type RosterRow = z.infer<typeof rosterRowSchema>

/** hub -> kiosk: cards and their holders, as a delta. `base` 0 means: forget what you had. */
export const rosterSchema = z.object({
  t: z.literal('roster'),
  /** apply only on top of this version (0: from nothing) */
  base: z.int().nonnegative(),
  /** version reached once the frame with `last` has been applied */
  version: z.int().positive(),
  set: z.array(rosterRowSchema),
  remove: z.array(id8Schema),
  last: z.boolean(),
})
export type Roster = z.infer<typeof rosterSchema>
