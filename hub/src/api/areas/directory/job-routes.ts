import { jobSchema } from '@schoolgate/protocol/http/job'
import type { ApiDeps } from '../../deps.ts'
import { requires } from '../../rights.ts'
import { createRoute, idSchema, json, problems, z } from '../../shapes.ts'

const jobParam = z.object({ job: idSchema })

/** Whose job it is alone sees it: what it may make was decided when it was started. */
export const jobRoutes = (deps: ApiDeps) => ({
  read: createRoute({
    method: 'get',
    path: '/api/jobs/{job}',
    summary: 'How far a job of yours is',
    tags: ['Jobs'],
    ...requires(deps, 'session'),
    request: { params: jobParam },
    responses: { 200: json(jobSchema, 'The job'), ...problems(401, 404) },
  }),
  file: createRoute({
    method: 'get',
    path: '/api/jobs/{job}/file',
    summary: 'What a finished job made, for an hour',
    tags: ['Jobs'],
    ...requires(deps, 'session'),
    request: { params: jobParam },
    responses: {
      200: {
        content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
        description: 'The file',
      },
      ...problems(401, 404),
    },
  }),
  cancel: createRoute({
    method: 'delete',
    path: '/api/jobs/{job}',
    summary: 'Stop a running job, or forget an ended one and its file',
    tags: ['Jobs'],
    ...requires(deps, 'session'),
    request: { params: jobParam },
    responses: { 204: { description: 'Stopped or forgotten' }, ...problems(401, 403, 404) },
  }),
})
