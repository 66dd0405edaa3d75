import type { z } from 'zod'
import { decodeCbor, encodeCbor } from '../cbor.ts'
import { fail, ok, type Result } from '../result.ts'
import { type Down, downSchema } from './down.ts'
import { MAX_FRAME_BYTES } from './limits.ts'
import { type Up, upSchema } from './up.ts'

/** Why bytes are not a frame; `where` names the field, never its value. */
export interface FrameError {
  code: 'frame-too-large' | 'not-cbor' | 'bad-frame'
  where: string
}

export const encodeFrame = (frame: Up | Down): Uint8Array => encodeCbor(frame)

export const decodeUp = (bytes: Uint8Array): Result<Up, FrameError> => decodeAs(upSchema, bytes)
export const decodeDown = (bytes: Uint8Array): Result<Down, FrameError> => decodeAs(downSchema, bytes)

function decodeAs<T>(schema: z.ZodType<T>, bytes: Uint8Array): Result<T, FrameError> {
  if (bytes.length > MAX_FRAME_BYTES) return fail({ code: 'frame-too-large', where: `${bytes.length} bytes` })
  const raw = decodeCbor(bytes)
  if (!raw.ok) return fail({ code: 'not-cbor', where: '(frame)' })
  const parsed = schema.safeParse(raw.value)
  if (parsed.success) return ok(parsed.data)
  return fail({
    code: 'bad-frame',
    where: parsed.error.issues[0]?.path.join('.') || '(frame)',
  })
}
