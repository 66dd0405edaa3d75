import { z } from 'zod'

/** Long work with progress: an import's reading, a print run, an export. */
export const jobSchema = z.object({
  id: z.string(),
  kind: z.enum(['import', 'cards', 'export', 'register', 'trace']),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  done: z.int().nonnegative(),
  total: z.int().nonnegative(),
  /** translated by the dashboard, `job.step.<step>` */
  step: z.string(),
  /** where the finished file is fetched, same origin; null while there is none */
  file: z.string().nullable(),
  /** a problem code when it failed */
  fault: z.string().nullable(),
})
export type Job = z.infer<typeof jobSchema>
