import { z } from 'zod'
import { localeSchema } from '../locale.ts'

export const signInSchema = z.object({
  user: z.string().min(1).max(100),
  password: z.string().min(1).max(200),
})
export type SignIn = z.infer<typeof signInSchema>

export const sessionSchema = z.object({
  officer: z.object({ id: z.string(), name: z.string(), locale: localeSchema }),
  jurisdiction: z.object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(['nation', 'province', 'district', 'school']),
  }),
  sites: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      timeZone: z.string(),
      locale: localeSchema,
      /** id of the school's jurisdiction */
      place: z.string(),
    }),
  ),
})
export type Session = z.infer<typeof sessionSchema>
