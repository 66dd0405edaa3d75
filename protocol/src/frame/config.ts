import { z } from 'zod'
import { publicKeySetSchema } from '../card/keys.ts'
import { localeSchema } from '../locale.ts'
import { rulePackSchema } from '../rule-pack.ts'

/** hub -> kiosk: everything it needs to decide alone for days. */
export const configSchema = z.object({
  t: z.literal('config'),
  version: z.int().positive(),
  gate: z.object({
    id: z.string(),
    name: z.string(),
    lane: z.enum(['in', 'out', 'both']),
  }),
  site: z.object({
    id: z.string(),
    name: z.string(),
    timeZone: z.string(),
    locale: localeSchema,
  }),
  /** public keys of the card issuers this site trusts */
  keys: publicKeySetSchema,
  /** cards issued before this day are refused, whoever holds them */
  cardsIssuedBefore: z.iso.date().nullable().optional(),
  rulePack: rulePackSchema,
})
export type Config = z.infer<typeof configSchema>
