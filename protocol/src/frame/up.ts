import { z } from 'zod'
import { entriesSchema } from './entries.ts'
import { healthSchema } from './health.ts'
import { helloSchema } from './hello.ts'
import { lostSchema } from './lost.ts'
import { sealSchema } from './seal.ts'

/** Every frame a kiosk sends. */
export const upSchema = z.discriminatedUnion('t', [
  helloSchema,
  entriesSchema,
  lostSchema,
  sealSchema,
  healthSchema,
])
export type Up = z.infer<typeof upSchema>
