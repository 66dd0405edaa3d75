import { z } from 'zod'
import { PLAIN_FIELDS } from '../directory/words.ts'
import { localeSchema } from '../locale.ts'
import { jobSchema } from './job.ts'

/** A fault in an imported file. `code` and `params` become a sentence in the reader's language. */
export const importFaultSchema = z.object({
  code: z.string(),
  /** file inside the zip or folder, or the sheet */
  file: z.string(),
  /** 1-based line as a text editor counts; 0: the whole file */
  line: z.int().nonnegative(),
  column: z.string(),
  /** what stands there, cut to 80 characters */
  value: z.string(),
  params: z.record(z.string(), z.string()),
  /** a warning does not keep the school from being imported */
  level: z.enum(['error', 'warning']),
  /** source id of the school it keeps from being imported; empty: the whole file */
  school: z.string(),
})
export type ImportFault = z.infer<typeof importFaultSchema>

export const importKindSchema = z.enum(['oneroster-1.1', 'oneroster-1.2', 'plain'])

export const importCountsSchema = z.object({
  added: z.int(),
  changed: z.int(),
  moved: z.int(),
  archived: z.int(),
  reactivated: z.int(),
  unchanged: z.int(),
})
export type ImportCounts = z.infer<typeof importCountsSchema>

/** GET /api/imports/{id} */
export const importSchema = z.object({
  id: z.string(),
  place: z.string(),
  file: z.string(),
  at: z.number(),
  by: z.string(),
  kind: importKindSchema.nullable(),
  mode: z.enum(['bulk', 'delta']).nullable(),
  /** `mapping`: waits for columns; `ready`: dry run finished, nothing changed yet */
  state: z.enum([
    'reading',
    'mapping',
    'ready',
    'applying',
    'applied',
    'undoing',
    'undone',
    'failed',
    'cancelled',
  ]),
  job: jobSchema.nullable(),
  encodings: z.array(z.object({ file: z.string(), encoding: z.string() })),
  /** of a plain table */
  table: z
    .object({
      header: z.array(z.string()),
      sample: z.array(z.array(z.string())),
      mapping: z.record(z.string(), z.enum(PLAIN_FIELDS).nullable()),
    })
    .nullable(),
  schools: z.array(
    z.object({
      source: z.string(),
      name: z.string(),
      /** our jurisdiction; null: will be made */
      place: z.string().nullable(),
      people: importCountsSchema,
      /** other records by kind: added, changed, removed */
      records: z.array(z.object({ kind: z.string(), added: z.int(), changed: z.int(), removed: z.int() })),
      errors: z.int(),
      warnings: z.int(),
      state: z.enum(['ready', 'faulty', 'applied', 'undone', 'conflict']),
    }),
  ),
  errors: z.int(),
  warnings: z.int(),
  /** this import can be taken back: it is the last one and nobody changed its records since */
  undoable: z.boolean(),
})
export type Import = z.infer<typeof importSchema>

/** GET /api/imports/{id}/faults?after&limit */
export const importFaultsSchema = z.object({ faults: z.array(importFaultSchema), next: z.int().nullable() })

/** GET /api/imports/{id}/people?kind&after&limit */
export const importPeopleSchema = z.object({
  people: z.array(
    z.object({
      kind: z.enum(['added', 'changed', 'moved', 'archived', 'reactivated']),
      name: z.string(),
      role: z.string(),
      group: z.string(),
      school: z.string(),
      /** what differs: field, before, after */
      changes: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
    }),
  ),
  next: z.int().nullable(),
})

/** POST /api/imports/{id}/mapping */
export const mappingRequestSchema = z.object({
  mapping: z.record(z.string(), z.enum(PLAIN_FIELDS).nullable()),
  /** archive whoever is not in the table */
  complete: z.boolean(),
  /** language of names and of role words */
  locale: localeSchema,
})
