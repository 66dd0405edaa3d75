import type { Problem, ProblemCode } from '@schoolgate/protocol/http/problem'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

const KINDS: Record<ProblemCode, { status: ContentfulStatusCode; title: string }> = {
  unauthorized: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'Not allowed' },
  'bad-origin': { status: 403, title: 'The request does not come from this site' },
  'wrong-password': { status: 401, title: 'User name or password is wrong' },
  'too-many-tries': { status: 429, title: 'Too many tries' },
  'not-found': { status: 404, title: 'Not found' },
  'bad-input': { status: 400, title: 'The request does not fit' },
  conflict: { status: 409, title: 'Not possible in this state' },
  'too-late': { status: 409, title: 'Too late to take back' },
  'too-large': { status: 413, title: 'Too large' },
  internal: { status: 500, title: 'Something went wrong here' },
}

/** Details beside the code. */
export type ProblemMore = Pick<Problem, 'detail' | 'where' | 'retryAfter'>

/** RFC 9457 problem details; the type is a reference into the API's own page. */
export function problemResponse(code: ProblemCode, more: ProblemMore = {}): Response {
  const { status, title } = KINDS[code]
  const body: Problem = { type: `/api/docs#problem-${code}`, title, status, code, ...more }
  const headers = new Headers({ 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' })
  if (more.retryAfter !== undefined) headers.set('Retry-After', String(more.retryAfter))
  return new Response(JSON.stringify(body), { status, headers })
}

/** To be thrown by a handler: ends the request with this problem. */
export function problem(code: ProblemCode, more?: ProblemMore): HTTPException {
  return new HTTPException(KINDS[code].status, { res: problemResponse(code, more) })
}

/** The value, or 404: what lies outside an officer's jurisdiction does not exist for them. */
export function found<T>(value: T | undefined): T {
  if (value === undefined) throw problem('not-found')
  return value
}

/** Every problem with its status, for the reference page. */
export const PROBLEM_KINDS: readonly { code: string; status: number; title: string }[] = Object.entries(
  KINDS,
).map(([code, kind]) => ({ code, ...kind }))
