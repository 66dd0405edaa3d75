import {
  importFaultsSchema,
  importPeopleSchema,
  importSchema,
  mappingRequestSchema,
} from '@schoolgate/protocol/http/import'
import { jobSchema } from '@schoolgate/protocol/http/job'
import { localeSchema } from '@schoolgate/protocol/locale'
import { requires } from '../../rights.ts'
import { createRoute, idSchema, json, jsonBody, placeParam, problems, z } from '../../shapes.ts'
import type { ExchangeDeps } from './deps.ts'

const importParam = z.object({ import: idSchema })
const pageQuery = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})
const file = { schema: z.string().openapi({ format: 'binary' }) }

/** Importing: upload, dry run, acceptance, undoing. */
export const importRoutes = (deps: ExchangeDeps) => {
  const step = (what: string, summary: string) =>
    createRoute({
      method: 'post',
      path: `/api/imports/{import}/${what}`,
      summary,
      tags: ['Import'],
      ...requires(deps, 'directory:import'),
      request: { params: importParam },
      responses: { 202: json(importSchema, 'The import as it stands'), ...problems(401, 403, 404, 409) },
    })
  return {
    upload: createRoute({
      method: 'post',
      path: '/api/places/{place}/imports',
      summary: 'Upload a OneRoster archive or a table of people; nothing changes before it is accepted',
      description: 'A zip archive, a CSV or XLSX file, or the files of a OneRoster folder as several parts.',
      tags: ['Import'],
      ...requires(deps, 'directory:import'),
      request: {
        params: placeParam,
        // Not validated as a form: the files go to disk as they arrive.
        body: {
          content: {
            'multipart/form-data': {
              schema: {
                type: 'object' as const,
                properties: { file: { type: 'string' as const, format: 'binary' } },
                required: ['file'],
              },
            },
          },
          required: true,
        },
      },
      responses: {
        202: json(importSchema, 'Being read'),
        ...problems(400, 401, 403, 404, 413, 429),
      },
    }),
    list: createRoute({
      method: 'get',
      path: '/api/places/{place}/imports',
      summary: 'Imports of a place and those below, newest first',
      tags: ['Import'],
      ...requires(deps, 'directory:import'),
      request: { params: placeParam },
      responses: {
        200: json(z.object({ imports: z.array(importSchema) }), 'The imports'),
        ...problems(400, 401, 404),
      },
    }),
    read: createRoute({
      method: 'get',
      path: '/api/imports/{import}',
      summary: 'An import as it stands',
      tags: ['Import'],
      ...requires(deps, 'directory:import'),
      request: { params: importParam },
      responses: { 200: json(importSchema, 'The import'), ...problems(400, 401, 404) },
    }),
    faults: createRoute({
      method: 'get',
      path: '/api/imports/{import}/faults',
      summary: 'What is wrong with the files, errors first',
      tags: ['Import'],
      ...requires(deps, 'directory:import'),
      request: { params: importParam, query: pageQuery },
      responses: { 200: json(importFaultsSchema, 'A page of faults'), ...problems(400, 401, 404) },
    }),
    people: createRoute({
      method: 'get',
      path: '/api/imports/{import}/people',
      summary: 'Who would be added, changed, moved, archived or reactivated',
      tags: ['Import'],
      ...requires(deps, 'directory:import'),
      request: { params: importParam, query: pageQuery.extend({ kind: z.string().max(20).optional() }) },
      responses: { 200: json(importPeopleSchema, 'A page of people'), ...problems(400, 401, 404) },
    }),
    mapping: createRoute({
      method: 'post',
      path: '/api/imports/{import}/mapping',
      summary: "Say what a table's columns mean, and compare",
      tags: ['Import'],
      ...requires(deps, 'directory:import'),
      request: { params: importParam, ...jsonBody(mappingRequestSchema) },
      responses: { 202: json(importSchema, 'Being read'), ...problems(400, 401, 403, 404, 409) },
    }),
    accept: step('accept', 'Apply an import, school by school; schools with errors stay as they are'),
    undo: step('undo', 'Take the last import back; what was changed since stays as it is'),
    cancel: step('cancel', 'Drop an import that waits, or stop one that runs'),
    template: createRoute({
      method: 'get',
      path: '/api/import-template',
      summary: 'An empty table of people with two examples, in a language',
      tags: ['Import'],
      ...requires(deps, 'session'),
      request: { query: z.object({ format: z.enum(['csv', 'xlsx']), locale: localeSchema }) },
      responses: {
        200: { content: { 'application/octet-stream': file }, description: 'The table' },
        ...problems(400, 401),
      },
    }),
  }
}

/** Exporting, as a job whose file is fetched when it is done. */
export const exportRoutes = (deps: ExchangeDeps) => ({
  start: createRoute({
    method: 'post',
    path: '/api/places/{place}/export',
    summary: "Export a place's people: a OneRoster archive, or a table as XLSX or CSV",
    tags: ['Export'],
    ...requires(deps, 'directory:export'),
    request: {
      params: placeParam,
      query: z.object({
        kind: z.enum(['oneroster', 'people-xlsx', 'people-csv']),
        /** of OneRoster */
        version: z.enum(['1.1', '1.2']).default('1.2'),
        /** of a table; the officer's own without it */
        locale: localeSchema.optional(),
      }),
    },
    responses: { 202: json(jobSchema, 'The job'), ...problems(400, 401, 403, 404, 429) },
  }),
})
