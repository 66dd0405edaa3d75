import { z } from 'zod'

export const refusedCodeSchema = z.enum([
  'protocol-version',
  'unknown-kiosk',
  'bad-signature',
  'pairing-invalid',
  'fork',
  'bad-frame',
  'frame-too-large',
  'slow-hello',
  'stopping',
])
export type RefusedCode = z.infer<typeof refusedCodeSchema>

/** hub -> kiosk, last: why the connection ends. The kiosk shows the code to staff and keeps scanning. */
export const refusedSchema = z.object({
  t: z.literal('refused'),
  code: refusedCodeSchema,
  retryMs: z.number().nonnegative(),
})
export type Refused = z.infer<typeof refusedSchema>
