import { z } from 'zod'
import { bytes32Schema } from './bytes.ts'

/** hub -> kiosk, first: proves the hello fresh and offers the hub's half of the session key. */
export const challengeSchema = z.object({
  t: z.literal('challenge'),
  nonce: bytes32Schema,
  hubId: z.string().max(64),
  /** ephemeral X25519 public key (RFC 7748) */
  eph: bytes32Schema,
  /** hub wall time, epoch ms */
  time: z.number(),
})
export type Challenge = z.infer<typeof challengeSchema>
