import {
  visitorListSchema,
  visitorPassSchema,
  visitorRequestSchema,
  visitPlaceSchema,
} from '@schoolgate/protocol/http/cards'
import type { ApiDeps } from '../../deps.ts'
import { openToAll, requires } from '../../rights.ts'
import { createRoute, idSchema, json, jsonBody, personParam, problems, siteParam, z } from '../../shapes.ts'

const visitorParam = siteParam.extend(personParam.shape)
const posterParam = z.object({ poster: z.string().min(1).max(100) })

export const visitRoutes = (deps: ApiDeps) => ({
  list: createRoute({
    method: 'get',
    path: '/api/sites/{site}/visitors',
    summary: 'Visitors of a day',
    tags: ['Visitors'],
    ...requires(deps, 'visitors:manage'),
    request: { params: siteParam, query: z.object({ day: z.iso.date() }) },
    responses: { 200: json(visitorListSchema, 'The visitors'), ...problems(400, 401, 404) },
  }),
  make: createRoute({
    method: 'post',
    path: '/api/sites/{site}/visitors',
    summary: 'A pass for today, made at the desk',
    description: 'When a question was answered with yes, `text` is null until `issue` is called.',
    tags: ['Visitors'],
    ...requires(deps, 'visitors:manage'),
    request: { params: siteParam, ...jsonBody(visitorRequestSchema) },
    responses: { 201: json(visitorPassSchema, 'The pass'), ...problems(400, 401, 403, 404, 409) },
  }),
  issue: createRoute({
    method: 'post',
    path: '/api/sites/{site}/visitors/{person}/issue',
    summary: 'Let a visitor of today in: their pass, or the same one again',
    tags: ['Visitors'],
    ...requires(deps, 'visitors:manage'),
    request: { params: visitorParam },
    responses: { 200: json(visitorPassSchema, 'The pass'), ...problems(400, 401, 403, 404, 409) },
  }),
  refuse: createRoute({
    method: 'post',
    path: '/api/sites/{site}/visitors/{person}/refuse',
    summary: 'Give a waiting visitor no pass',
    tags: ['Visitors'],
    ...requires(deps, 'visitors:manage'),
    request: { params: visitorParam },
    responses: { 204: { description: 'Refused' }, ...problems(400, 401, 403, 404, 409) },
  }),
  revoke: createRoute({
    method: 'post',
    path: '/api/sites/{site}/visitors/{person}/revoke',
    summary: "End a visitor's pass now",
    tags: ['Visitors'],
    ...requires(deps, 'visitors:manage'),
    request: { params: visitorParam },
    responses: { 204: { description: 'Ended' }, ...problems(400, 401, 403, 404, 409) },
  }),
  poster: createRoute({
    method: 'post',
    path: '/api/gates/{gate}/poster',
    summary: "A door poster for visitors' phones; a new one ends the one before",
    tags: ['Visitors'],
    ...requires(deps, 'visitors:manage'),
    request: { params: z.object({ gate: idSchema }) },
    responses: {
      200: {
        content: { 'application/pdf': { schema: z.string().openapi({ format: 'binary' }) } },
        description: 'One A4 page',
      },
      ...problems(401, 403, 404),
    },
  }),
  place: createRoute({
    method: 'get',
    path: '/api/visit/{poster}',
    summary: 'What somebody who reads a poster may know',
    tags: ['Visitors'],
    ...openToAll,
    request: { params: posterParam },
    responses: { 200: json(visitPlaceSchema, 'School, gate and questions'), ...problems(400, 404, 429) },
  }),
  visit: createRoute({
    method: 'post',
    path: '/api/visit/{poster}',
    summary: "A pass for today, made by the visitor's own phone",
    description: 'When a question was answered with yes, `text` is null: the desk decides.',
    tags: ['Visitors'],
    ...openToAll,
    request: { params: posterParam, ...jsonBody(visitorRequestSchema) },
    responses: { 201: json(visitorPassSchema, 'The pass'), ...problems(400, 403, 404, 409, 429) },
  }),
})
