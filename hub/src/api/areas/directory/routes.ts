import { recordIdSchema } from '@schoolgate/protocol/directory/base'
import {
  changedSchema,
  changesSchema,
  groupPageSchema,
  historyLineSchema,
  peoplePageSchema,
  peopleQuerySchema,
  personPageSchema,
  schoolBookSchema,
  timetableSchema,
  treeSchema,
} from '@schoolgate/protocol/http/directory'
import type { ApiDeps } from '../../deps.ts'
import { requires } from '../../rights.ts'
import {
  createRoute,
  groupParam,
  json,
  jsonBody,
  personParam,
  placeParam,
  problems,
  z,
} from '../../shapes.ts'

const limitQuery = z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) })

const batchSchema = z.object({
  batch: z.string(),
  at: z.number(),
  by: z.string(),
  note: z.string(),
  /** the import it was a part of */
  import: z.string().nullable(),
  undoneAt: z.number().nullable(),
  /** records changed */
  size: z.int(),
})

export const directoryRoutes = (deps: ApiDeps) => ({
  tree: createRoute({
    method: 'get',
    path: '/api/tree',
    summary: 'Your part of the tree, with what lies above it for its address',
    tags: ['Places'],
    ...requires(deps, 'tree:read'),
    responses: { 200: json(treeSchema, 'The tree'), ...problems(401) },
  }),
  book: createRoute({
    method: 'get',
    path: '/api/places/{place}/book',
    summary: 'Everything small about a school: places, shifts, terms, groups, staff',
    tags: ['Places'],
    ...requires(deps, 'directory:read'),
    request: { params: placeParam },
    responses: { 200: json(schoolBookSchema, 'The book'), ...problems(400, 401, 404) },
  }),
  people: createRoute({
    method: 'get',
    path: '/api/places/{place}/people',
    summary: 'People of a place and those below it, by name',
    tags: ['People'],
    ...requires(deps, 'directory:read'),
    request: { params: placeParam, query: peopleQuerySchema },
    responses: { 200: json(peoplePageSchema, 'A page'), ...problems(400, 401, 404) },
  }),
  person: createRoute({
    method: 'get',
    path: '/api/people/{person}',
    summary: 'Somebody, with groups, family and cards',
    tags: ['People'],
    ...requires(deps, 'directory:read'),
    request: { params: personParam },
    responses: { 200: json(personPageSchema, 'The person'), ...problems(400, 401, 404) },
  }),
  personHistory: createRoute({
    method: 'get',
    path: '/api/people/{person}/history',
    summary: 'What changed about somebody, newest first',
    tags: ['People'],
    ...requires(deps, 'directory:read'),
    request: { params: personParam, query: limitQuery },
    responses: {
      200: json(z.object({ lines: z.array(historyLineSchema) }), 'Changes'),
      ...problems(400, 401, 404),
    },
  }),
  group: createRoute({
    method: 'get',
    path: '/api/groups/{group}',
    summary: 'A class or another group on a day: members, parts, seats',
    tags: ['Groups'],
    ...requires(deps, 'directory:read'),
    request: {
      params: groupParam,
      query: z.object({
        /** local day; without it today */
        day: z.iso.date().optional(),
      }),
    },
    responses: { 200: json(groupPageSchema, 'The group'), ...problems(400, 401, 404) },
  }),
  timetable: createRoute({
    method: 'get',
    path: '/api/places/{place}/timetable',
    summary: 'Lessons of some days, with what differs on each of them, and clashes',
    description: 'Of a group, a teacher or a room; without any of them the whole school, 14 days at most.',
    tags: ['Timetable'],
    ...requires(deps, 'directory:read'),
    request: {
      params: placeParam,
      query: z.object({
        from: z.iso.date(),
        to: z.iso.date(),
        group: recordIdSchema.optional(),
        teacher: recordIdSchema.optional(),
        room: recordIdSchema.optional(),
      }),
    },
    responses: { 200: json(timetableSchema, 'The timetable'), ...problems(400, 401, 404) },
  }),
  change: createRoute({
    method: 'post',
    path: '/api/places/{place}/changes',
    summary: 'Change records of a place and those below it, all or nothing',
    description:
      'Each kind of record needs its own right. A record that does not fit is named by `where`, as in ' +
      '`changes.3.record.seats`; `detail` says in one word what is wrong with it.',
    tags: ['Changes'],
    ...requires(deps, 'directory:change'),
    request: { params: placeParam, ...jsonBody(changesSchema) },
    responses: { 200: json(changedSchema, 'Made'), ...problems(400, 401, 403, 404, 409, 413) },
  }),
  undo: createRoute({
    method: 'post',
    path: '/api/changes/{batch}/undo',
    summary: 'Take a batch of changes back, while nothing else changed the same records',
    tags: ['Changes'],
    ...requires(deps, 'directory:change'),
    request: { params: z.object({ batch: recordIdSchema }) },
    responses: { 200: json(changedSchema, 'Taken back'), ...problems(400, 401, 403, 404, 409) },
  }),
  placeHistory: createRoute({
    method: 'get',
    path: '/api/places/{place}/history',
    summary: 'Batches of changes of a place and those below it, newest first',
    tags: ['Changes'],
    ...requires(deps, 'directory:read'),
    request: { params: placeParam, query: limitQuery },
    responses: {
      200: json(z.object({ batches: z.array(batchSchema) }), 'Batches'),
      ...problems(400, 401, 404),
    },
  }),
})
