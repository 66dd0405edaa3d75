import { jobSchema } from '@schoolgate/protocol/http/job'
import {
  exportQuerySchema,
  questionLineSchema,
  questionReplySchema,
  questionRequestSchema,
  questionsPageSchema,
} from '@schoolgate/protocol/http/trace-question'
import { localeSchema } from '@schoolgate/protocol/locale'
import type { ApiDeps } from '../../deps.ts'
import { requires } from '../../rights.ts'
import { createRoute, json, jsonBody, placeParam, problems, z } from '../../shapes.ts'
import { questionParam } from './shapes.ts'

const tags = { tags: ['Tracing'] }

export const questionRoutes = (deps: ApiDeps) => ({
  ask: createRoute({
    method: 'post',
    path: '/api/places/{place}/questions',
    summary: 'Ask who was near',
    description:
      'Who asks, why, for which case and under which rule pack is kept before anybody is named. Where the rule ' +
      'pack wants a second officer, the answer is null and the question waits for one.',
    ...tags,
    ...requires(deps, 'trace:ask'),
    request: { params: placeParam, ...jsonBody(questionRequestSchema) },
    responses: {
      200: json(questionReplySchema, 'The answer, or the question that waits'),
      ...problems(400, 401, 403, 404),
    },
  }),
  log: createRoute({
    method: 'get',
    path: '/api/places/{place}/questions',
    summary: 'What was asked here and below, by whom and why, newest first',
    ...tags,
    ...requires(deps, 'trace:log'),
    request: {
      params: placeParam,
      query: z.object({
        /** `next` of the page before */
        before: z.coerce.number().optional(),
      }),
    },
    responses: { 200: json(questionsPageSchema, 'A page of questions'), ...problems(400, 401, 404) },
  }),
  again: createRoute({
    method: 'post',
    path: '/api/questions/{question}/answer',
    summary: 'Answer a question again, with what is known now',
    description: 'A question that was approved is answered first to the officer who asked it.',
    ...tags,
    ...requires(deps, 'trace:ask'),
    request: { params: questionParam },
    responses: { 200: json(questionReplySchema, 'The answer'), ...problems(400, 401, 403, 404, 409) },
  }),
  approve: createRoute({
    method: 'post',
    path: '/api/questions/{question}/approve',
    summary: 'Let another officer’s question be answered',
    ...tags,
    ...requires(deps, 'trace:approve'),
    request: { params: questionParam },
    responses: { 200: json(questionLineSchema, 'The question, approved'), ...problems(401, 403, 404, 409) },
  }),
  refuse: createRoute({
    method: 'post',
    path: '/api/questions/{question}/refuse',
    summary: 'Leave another officer’s question unanswered',
    ...tags,
    ...requires(deps, 'trace:approve'),
    request: { params: questionParam },
    responses: { 200: json(questionLineSchema, 'The question, refused'), ...problems(401, 403, 404, 409) },
  }),
  export: createRoute({
    method: 'post',
    path: '/api/questions/{question}/export',
    summary: 'A list of contacts as a file',
    description:
      'Only lists of contacts: nobody beyond the officer’s part of the tree is named in any format.',
    ...tags,
    ...requires(deps, 'trace:export'),
    request: {
      params: questionParam,
      query: exportQuerySchema.extend({
        /** of its words; the officer's own where it is left out */
        locale: localeSchema.optional(),
      }),
    },
    responses: { 202: json(jobSchema, 'Being made'), ...problems(400, 401, 403, 404, 409) },
  }),
})
