import { recordIdSchema } from '@schoolgate/protocol/directory/base'
import { packDraftSchema, packSignSchema, packsSchema } from '@schoolgate/protocol/http/trace-pack'
import { keptPackSchema } from '@schoolgate/protocol/trace/contact-pack'
import type { ApiDeps } from '../../deps.ts'
import { requires } from '../../rights.ts'
import { createRoute, json, jsonBody, placeParam, problems, z } from '../../shapes.ts'

const tags = { tags: ['Rule packs'] }

export const packRoutes = (deps: ApiDeps) => ({
  list: createRoute({
    method: 'get',
    path: '/api/places/{place}/packs',
    summary: 'Rule packs that may be used here, and the one in force',
    ...tags,
    ...requires(deps, 'trace:read'),
    request: { params: placeParam },
    responses: { 200: json(packsSchema, 'The packs'), ...problems(401, 404) },
  }),
  draft: createRoute({
    method: 'post',
    path: '/api/places/{place}/packs',
    summary: 'Keep a draft of a rule pack: the next version of its id',
    description: 'A draft not signed yet is replaced; a signed version never is.',
    ...tags,
    ...requires(deps, 'packs:manage'),
    request: { params: placeParam, ...jsonBody(packDraftSchema) },
    responses: { 201: json(keptPackSchema, 'The draft'), ...problems(400, 401, 403, 404, 409) },
  }),
  sign: createRoute({
    method: 'post',
    path: '/api/places/{place}/packs/{id}/{version}/sign',
    summary: 'Answer for a rule pack by name, and put it in force here',
    description: 'One that is signed already can only be put in force.',
    ...tags,
    ...requires(deps, 'packs:manage'),
    request: {
      params: placeParam.extend({ id: recordIdSchema, version: z.coerce.number().int().min(1) }),
      ...jsonBody(packSignSchema),
    },
    responses: { 200: json(packsSchema, 'The packs'), ...problems(400, 401, 403, 404, 409) },
  }),
})
