import {
  cardStateSchema,
  issuedBeforeSchema,
  printRequestSchema,
  reissuedSchema,
  rotateSchema,
} from '@schoolgate/protocol/http/cards'
import { jobSchema } from '@schoolgate/protocol/http/job'
import type { ApiDeps } from '../../deps.ts'
import { requires } from '../../rights.ts'
import { createRoute, idSchema, json, jsonBody, personParam, placeParam, problems, z } from '../../shapes.ts'

const cardParam = z.object({ card: idSchema })

export const cardRoutes = (deps: ApiDeps) => ({
  print: createRoute({
    method: 'post',
    path: '/api/places/{place}/cards/print',
    summary: 'Print cards as a PDF, for some people, a group or a whole place',
    description: 'Answers a job. Who holds no card that gates accept is issued one.',
    tags: ['Cards'],
    ...requires(deps, 'cards:print'),
    request: { params: placeParam, ...jsonBody(printRequestSchema) },
    responses: { 202: json(jobSchema, 'Begun'), ...problems(400, 401, 403, 404, 409) },
  }),
  state: createRoute({
    method: 'get',
    path: '/api/places/{place}/cards',
    summary: 'Who holds a card, and which keys and days of issue gates accept',
    tags: ['Cards'],
    ...requires(deps, 'cards:print'),
    request: { params: placeParam },
    responses: { 200: json(cardStateSchema, 'The state'), ...problems(400, 401, 404) },
  }),
  issuedBefore: createRoute({
    method: 'post',
    path: '/api/places/{place}/cards/issued-before',
    summary: 'Refuse every card issued before a day; null takes it back',
    tags: ['Cards'],
    ...requires(deps, 'cards:manage'),
    request: { params: placeParam, ...jsonBody(issuedBeforeSchema) },
    responses: { 204: { description: 'Gates hear of it' }, ...problems(400, 401, 403, 404) },
  }),
  reissue: createRoute({
    method: 'post',
    path: '/api/people/{person}/cards',
    summary: 'A new card for somebody; those they held are refused at once',
    tags: ['Cards'],
    ...requires(deps, 'cards:manage'),
    request: { params: personParam },
    responses: { 201: json(reissuedSchema, 'The new card'), ...problems(400, 401, 403, 404, 409) },
  }),
  revoke: createRoute({
    method: 'post',
    path: '/api/cards/{card}/revoke',
    summary: 'Refuse a card from now on',
    tags: ['Cards'],
    ...requires(deps, 'cards:manage'),
    request: { params: cardParam },
    responses: { 204: { description: 'Refused' }, ...problems(401, 403, 404, 409) },
  }),
  restore: createRoute({
    method: 'post',
    path: '/api/cards/{card}/restore',
    summary: 'Accept a revoked card again',
    description: 'Not once its holder has another one.',
    tags: ['Cards'],
    ...requires(deps, 'cards:manage'),
    request: { params: cardParam },
    responses: { 204: { description: 'Accepted' }, ...problems(401, 403, 404, 409) },
  }),
})

export const keyRoutes = (deps: ApiDeps) => ({
  rotate: createRoute({
    method: 'post',
    path: '/api/places/{place}/keys/rotate',
    summary: 'A new key signs cards of the place from now on',
    description: 'Keys it replaces are accepted for `overlapDays` more; with 0, no longer at all.',
    tags: ['Cards'],
    ...requires(deps, 'keys:manage'),
    request: { params: placeParam, ...jsonBody(rotateSchema) },
    responses: { 201: json(z.object({ kid: z.string() }), 'The new key'), ...problems(400, 401, 403, 404) },
  }),
  retire: createRoute({
    method: 'post',
    path: '/api/places/{place}/keys/{kid}/retire',
    summary: 'Refuse every card of a key from now on',
    tags: ['Cards'],
    ...requires(deps, 'keys:manage'),
    request: { params: placeParam.extend({ kid: z.string().regex(/^[0-9a-f]{8}$/) }) },
    responses: { 204: { description: 'Refused' }, ...problems(400, 401, 403, 404) },
  }),
})
