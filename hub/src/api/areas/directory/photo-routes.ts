import type { ApiDeps } from '../../deps.ts'
import { requires } from '../../rights.ts'
import { createRoute, personParam, problems, z } from '../../shapes.ts'
import { PHOTO_TYPES } from './photo-type.ts'

const picture = z.string().openapi({ format: 'binary' })
const pictures = Object.fromEntries(PHOTO_TYPES.map(type => [type, { schema: picture }]))

export const photoRoutes = (deps: ApiDeps) => ({
  read: createRoute({
    method: 'get',
    path: '/api/people/{person}/photo',
    summary: "Somebody's photo",
    tags: ['People'],
    ...requires(deps, 'directory:read'),
    request: { params: personParam },
    responses: { 200: { content: pictures, description: 'The photo' }, ...problems(400, 401, 404) },
  }),
  put: createRoute({
    method: 'put',
    path: '/api/people/{person}/photo',
    summary: "Set somebody's photo: JPEG, PNG or WebP, 2 MiB at most",
    description: 'The picture alone is kept: place, time, device and thumbnails are taken out.',
    tags: ['People'],
    ...requires(deps, 'photo:write'),
    request: { params: personParam, body: { content: pictures, required: true } },
    responses: { 204: { description: 'Kept' }, ...problems(400, 401, 403, 404, 413) },
  }),
  drop: createRoute({
    method: 'delete',
    path: '/api/people/{person}/photo',
    summary: "Forget somebody's photo",
    tags: ['People'],
    ...requires(deps, 'photo:write'),
    request: { params: personParam },
    responses: { 204: { description: 'Forgotten' }, ...problems(400, 401, 403, 404) },
  }),
})
