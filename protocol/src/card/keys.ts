import { z } from 'zod'

/** A card issuer's public key as a JWK (RFC 7517, RFC 8037). `kid` is 8 hexadecimal digits. */
export const publicKeySchema = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  kid: z.string().regex(/^[0-9a-f]{8}$/),
  x: z.base64url().length(43),
  /** last day (UTC) on which its cards are accepted; absent: as long as they run */
  until: z.iso.date().optional(),
})
export type PublicKey = z.infer<typeof publicKeySchema>

/** What the hub hands out and `decode card --keys` reads. */
export const publicKeySetSchema = z.object({ keys: z.array(publicKeySchema) })
export type PublicKeySet = z.infer<typeof publicKeySetSchema>
