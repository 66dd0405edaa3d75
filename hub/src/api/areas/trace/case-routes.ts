import { recordIdSchema } from '@schoolgate/protocol/directory/base'
import {
  caseDraftSchema,
  caseEditSchema,
  caseLineSchema,
  casePageSchema,
  casesSchema,
  followUpLineSchema,
  followUpReplySchema,
  followUpRequestSchema,
  followUpStateSchema,
  followUpStatesSchema,
  followUpUndoSchema,
  interviewSchema,
  namedDraftSchema,
} from '@schoolgate/protocol/http/trace-case'
import { namedContactSchema } from '@schoolgate/protocol/trace/case'
import type { ApiDeps } from '../../deps.ts'
import { requires } from '../../rights.ts'
import { createRoute, json, jsonBody, placeParam, problems, z } from '../../shapes.ts'
import { caseParam, contactParam } from './shapes.ts'

const tags = { tags: ['Tracing'] }

export const caseRoutes = (deps: ApiDeps) => ({
  list: createRoute({
    method: 'get',
    path: '/api/places/{place}/cases',
    summary: 'Cases of a place and those below, newest first',
    ...tags,
    ...requires(deps, 'trace:read'),
    request: {
      params: placeParam,
      query: z.object({ state: z.enum(['open', 'closed', 'all']).default('open') }),
    },
    responses: { 200: json(casesSchema, 'The cases'), ...problems(400, 401, 404) },
  }),
  open: createRoute({
    method: 'post',
    path: '/api/places/{place}/cases',
    summary: 'Open a case',
    description: 'Whoever was followed as a contact of another case is followed no more: they are a case.',
    ...tags,
    ...requires(deps, 'trace:manage'),
    request: { params: placeParam, ...jsonBody(caseDraftSchema) },
    responses: { 201: json(caseLineSchema, 'Opened'), ...problems(400, 401, 403, 404, 409) },
  }),
  page: createRoute({
    method: 'get',
    path: '/api/cases/{case}',
    summary: 'A case, its window, who was named, what was asked',
    ...tags,
    ...requires(deps, 'trace:read'),
    request: { params: caseParam },
    responses: { 200: json(casePageSchema, 'The case'), ...problems(401, 404) },
  }),
  edit: createRoute({
    method: 'patch',
    path: '/api/cases/{case}',
    summary: 'Change what is known of a case, close it, or open it again',
    ...tags,
    ...requires(deps, 'trace:manage'),
    request: { params: caseParam, ...jsonBody(caseEditSchema) },
    responses: { 200: json(caseLineSchema, 'As it is now'), ...problems(400, 401, 403, 404, 409) },
  }),
  followUps: createRoute({
    method: 'get',
    path: '/api/cases/{case}/follow-up',
    summary: 'Contacts of a case in follow-up',
    ...tags,
    ...requires(deps, 'trace:read'),
    request: { params: caseParam },
    responses: { 200: json(z.array(followUpLineSchema), 'The contacts'), ...problems(401, 404) },
  }),
  follow: createRoute({
    method: 'post',
    path: '/api/cases/{case}/follow-up',
    summary: 'Take contacts of a list into follow-up, all at once',
    ...tags,
    ...requires(deps, 'trace:manage'),
    request: { params: caseParam, ...jsonBody(followUpRequestSchema) },
    responses: { 200: json(followUpReplySchema, 'How many'), ...problems(400, 401, 403, 404, 409) },
  }),
  undo: createRoute({
    method: 'post',
    path: '/api/cases/{case}/follow-up/undo',
    summary: 'Take back what one action did to follow-ups: each stands as before',
    ...tags,
    ...requires(deps, 'trace:manage'),
    request: { params: caseParam, ...jsonBody(followUpUndoSchema) },
    responses: { 204: { description: 'Taken back' }, ...problems(400, 401, 403, 404, 409) },
  }),
  state: createRoute({
    method: 'put',
    path: '/api/cases/{case}/follow-up/{person}',
    summary: 'Say how a contact’s follow-up stands',
    ...tags,
    ...requires(deps, 'trace:manage'),
    request: { params: contactParam, ...jsonBody(followUpStateSchema) },
    responses: { 204: { description: 'Said' }, ...problems(400, 401, 403, 404, 409) },
  }),
  states: createRoute({
    method: 'put',
    path: '/api/cases/{case}/follow-up',
    summary: 'Say how the follow-up of several contacts stands, all at once',
    description:
      'One batch, taken back as one by `follow-up/undo`. `extended` counts whose state changed. Somebody who is not in follow-up is named in a problem, and nothing is changed.',
    ...tags,
    ...requires(deps, 'trace:manage'),
    request: { params: caseParam, ...jsonBody(followUpStatesSchema) },
    responses: { 200: json(followUpReplySchema, 'How many'), ...problems(400, 401, 403, 404) },
  }),
  name: createRoute({
    method: 'post',
    path: '/api/cases/{case}/named',
    summary: 'Add whom a case or their family named',
    ...tags,
    ...requires(deps, 'trace:manage'),
    request: { params: caseParam, ...jsonBody(namedDraftSchema) },
    responses: {
      201: json(namedContactSchema.extend({ name: z.string() }), 'Added'),
      ...problems(400, 401, 403, 404),
    },
  }),
  unname: createRoute({
    method: 'delete',
    path: '/api/cases/{case}/named/{id}',
    summary: 'Take a named contact off',
    ...tags,
    ...requires(deps, 'trace:manage'),
    request: { params: caseParam.extend({ id: recordIdSchema }) },
    responses: { 204: { description: 'Taken off' }, ...problems(401, 403, 404) },
  }),
  interview: createRoute({
    method: 'get',
    path: '/api/cases/{case}/interview',
    summary: 'The days of a case, to jog the memory on the phone',
    description: 'Names others, so it is kept like a question: once a day and officer.',
    ...tags,
    ...requires(deps, 'trace:ask'),
    request: { params: caseParam },
    responses: { 200: json(interviewSchema, 'Days in order'), ...problems(400, 401, 404) },
  }),
})
