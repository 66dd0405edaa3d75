import { z } from 'zod'

export const problemCodeSchema = z.enum([
  'unauthorized',
  'forbidden',
  'bad-origin',
  'wrong-password',
  'too-many-tries',
  'not-found',
  'bad-input',
  'conflict',
  'too-late',
  'too-large',
  'internal',
])
export type ProblemCode = z.infer<typeof problemCodeSchema>

/** Problem details (RFC 9457). `code` is ours, for translation; `where` names the field at fault. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  code: problemCodeSchema,
  where: z.string().optional(),
  /** seconds until another try makes sense */
  retryAfter: z.number().optional(),
})
export type Problem = z.infer<typeof problemSchema>
