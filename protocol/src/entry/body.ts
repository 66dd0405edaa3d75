import { z } from 'zod'
import { id8Schema } from '../hex.ts'
import { fail, ok, type Result } from '../result.ts'
import { directionSchema, reasonSchema, verdictSchema } from '../verdict.ts'
import { readingSchema } from './reading.ts'

/** The part of an entry about a person. Travels as the very bytes that were hashed. */
export const entryBodySchema = z.object({
  direction: directionSchema,
  /** card id; absent when what was shown is not a card of ours */
  card: id8Schema.optional(),
  person: id8Schema.optional(),
  reading: readingSchema.optional(),
  verdict: verdictSchema,
  reasons: z.array(reasonSchema).max(8),
  method: z.enum(['qr', 'manual']),
  rulePack: z.string().max(40),
  /** 1 for the first look, 2 and 3 for rechecks */
  look: z.int().min(1).max(9),
  /** ms the kiosk stood free before this scan: short means somebody was waiting */
  idleMs: z.number().nonnegative(),
})
export type EntryBody = z.infer<typeof entryBodySchema>

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

/** JSON in UTF-8: measured cheaper for the hub to read than CBOR, and these bytes are opaque to the transport. */
export const encodeBody = (body: EntryBody): Uint8Array => encoder.encode(JSON.stringify(body))

/** Errors name the first field that does not fit, never its value. */
export function decodeBody(bytes: Uint8Array): Result<EntryBody, string> {
  let raw: unknown
  try {
    raw = JSON.parse(decoder.decode(bytes))
  } catch {
    return fail('body is not JSON')
  }
  const parsed = entryBodySchema.safeParse(raw)
  if (parsed.success) return ok(parsed.data)
  return fail(`body field ${parsed.error.issues[0]?.path.join('.') || '(root)'} does not fit`)
}
