import { snapshotSchema } from '@schoolgate/protocol/feed/snapshot'
import { sessionSchema } from '@schoolgate/protocol/http/session'
import type { ApiDeps } from '../deps.ts'
import { requires } from '../rights.ts'
import {
  createRoute,
  entriesPageSchema,
  gapSchema,
  json,
  kioskSchema,
  problems,
  siteParam,
  z,
} from '../shapes.ts'

const dayQuery = z.object({
  /** local day at the site */
  day: z.iso.date(),
})

export const siteRoutes = (deps: ApiDeps) => ({
  list: createRoute({
    method: 'get',
    path: '/api/sites',
    summary: 'Sites under your jurisdiction',
    tags: ['Sites'],
    ...requires(deps, 'site:read'),
    responses: { 200: json(z.object({ sites: sessionSchema.shape.sites }), 'Sites'), ...problems(401) },
  }),
  live: createRoute({
    method: 'get',
    path: '/api/sites/{site}/live',
    summary: 'The live state, as the feed sends it on subscribing',
    tags: ['Sites'],
    ...requires(deps, 'site:read'),
    request: { params: siteParam },
    responses: { 200: json(snapshotSchema, 'Snapshot'), ...problems(401, 404) },
  }),
  entries: createRoute({
    method: 'get',
    path: '/api/sites/{site}/entries',
    summary: 'Entries of a day, newest first',
    tags: ['Sites'],
    ...requires(deps, 'site:read'),
    request: {
      params: siteParam,
      query: dayQuery.extend({
        before: z.coerce.number().int().positive().optional(),
        limit: z.coerce.number().int().min(1).max(500).default(100),
      }),
    },
    responses: { 200: json(entriesPageSchema, 'A page'), ...problems(400, 401, 404) },
  }),
  csv: createRoute({
    method: 'get',
    path: '/api/sites/{site}/entries.csv',
    summary: 'Entries of a day as a table, newest first',
    tags: ['Sites'],
    ...requires(deps, 'site:export'),
    request: { params: siteParam, query: dayQuery },
    responses: {
      200: { content: { 'text/csv': { schema: z.string() } }, description: 'RFC 4180, UTF-8' },
      ...problems(400, 401, 404),
    },
  }),
  gaps: createRoute({
    method: 'get',
    path: '/api/sites/{site}/gaps',
    summary: 'Ranges of entries that exist nowhere any more',
    tags: ['Sites'],
    ...requires(deps, 'site:read'),
    request: { params: siteParam },
    responses: { 200: json(z.object({ gaps: z.array(gapSchema) }), 'Gaps'), ...problems(401, 404) },
  }),
  kiosks: createRoute({
    method: 'get',
    path: '/api/kiosks',
    summary: 'Kiosks under your jurisdiction',
    tags: ['Kiosks'],
    ...requires(deps, 'site:read'),
    responses: { 200: json(z.object({ kiosks: z.array(kioskSchema) }), 'Kiosks'), ...problems(401) },
  }),
})
