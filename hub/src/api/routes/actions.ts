import { publicKeySetSchema } from '@schoolgate/protocol/card/keys'
import { alarmStepSchema } from '@schoolgate/protocol/http/alarm-step'
import type { ApiDeps } from '../deps.ts'
import { openToAll, requires } from '../rights.ts'
import { alarmsSchema, createRoute, idSchema, json, jsonBody, problems, siteParam, z } from '../shapes.ts'

export const actionRoutes = (deps: ApiDeps) => ({
  step: createRoute({
    method: 'post',
    path: '/api/alarms/step',
    summary: 'Take one step for one or several alarms',
    description: 'Those that cannot take it stay as they are; the answer holds those that did.',
    tags: ['Alarms'],
    ...requires(deps, 'alarm:step'),
    request: jsonBody(alarmStepSchema),
    responses: { 200: json(alarmsSchema, 'Their new states'), ...problems(400, 401, 403, 404, 409) },
  }),
  pair: createRoute({
    method: 'post',
    path: '/api/gates/{gate}/pairing-codes',
    summary: 'A one-time code that ties a new kiosk to this gate',
    tags: ['Kiosks'],
    ...requires(deps, 'gate:pair'),
    request: { params: z.object({ gate: idSchema }) },
    responses: {
      201: json(z.object({ code: z.string(), expiresAt: z.number() }), 'Shown once'),
      ...problems(401, 403, 404),
    },
  }),
  shareWall: createRoute({
    method: 'post',
    path: '/api/sites/{site}/wall',
    summary: 'A link to the nameless wall view',
    description: 'Whoever holds the link sees the wall. It is shown once and can only be withdrawn.',
    tags: ['Wall'],
    ...requires(deps, 'wall:share'),
    request: { params: siteParam },
    responses: {
      201: json(z.object({ token: z.string(), path: z.string(), room: z.string() }), 'Shown once'),
      ...problems(401, 403, 404),
    },
  }),
  dropWall: createRoute({
    method: 'delete',
    path: '/api/sites/{site}/wall',
    summary: 'Withdraw every wall link of the site',
    tags: ['Wall'],
    ...requires(deps, 'wall:share'),
    request: { params: siteParam },
    responses: { 204: { description: 'Withdrawn' }, ...problems(401, 403, 404) },
  }),
  keys: createRoute({
    method: 'get',
    path: '/api/keys',
    summary: "The card issuers' public keys a site trusts",
    tags: ['Cards'],
    ...openToAll,
    request: { query: z.object({ site: idSchema }) },
    responses: { 200: json(publicKeySetSchema, 'JWK set (RFC 7517)'), ...problems(400) },
  }),
})
