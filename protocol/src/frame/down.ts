import { z } from 'zod'
import { ackSchema } from './ack.ts'
import { challengeSchema } from './challenge.ts'
import { configSchema } from './config.ts'
import { nackSchema } from './nack.ts'
import { refusedSchema } from './refused.ts'
import { rosterSchema } from './roster.ts'
import { welcomeSchema } from './welcome.ts'

/** Every frame a hub sends. */
export const downSchema = z.discriminatedUnion('t', [
  challengeSchema,
  welcomeSchema,
  ackSchema,
  nackSchema,
  refusedSchema,
  configSchema,
  rosterSchema,
])
export type Down = z.infer<typeof downSchema>
