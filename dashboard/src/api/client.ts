import type { Problem, ProblemCode } from '@schoolgate/protocol/http/problem'
import { fail, ok, type Result } from '@schoolgate/protocol/result'

/** Why a request came to nothing. `unreachable`: no answer from the hub at all. */
export interface ApiError {
  code: ProblemCode | 'unreachable'
  /** seconds until another try makes sense */
  retryAfter?: number
}

export type Api = <T>(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
) => Promise<Result<T, ApiError>>

/** Requests to the hub's own origin. The hub validates what goes in and what comes out; errors are data. */
export function createApi(fetcher: typeof fetch): Api {
  return async <T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) => {
    let response: Response
    try {
      response = await fetcher(path, {
        method,
        credentials: 'same-origin',
        headers: body === undefined ? {} : { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
    } catch {
      return fail({ code: 'unreachable' as const })
    }
    const text = await response.text().catch(() => '')
    const json = parse(text)
    if (response.ok) return ok(json as T)
    return fail(asError(json, response))
  }
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

function asError(json: unknown, response: Response): ApiError {
  const problem = (typeof json === 'object' && json !== null ? json : {}) as Partial<Problem>
  const seconds = problem.retryAfter ?? Number(response.headers.get('retry-after') ?? Number.NaN)
  return {
    // a proxy in front of a stopped hub answers 502 to 504 in its own words
    code: problem.code ?? (response.status >= 502 ? 'unreachable' : 'internal'),
    ...(Number.isFinite(seconds) && seconds > 0 ? { retryAfter: seconds } : {}),
  }
}

export const api: Api = createApi((input, init) => fetch(input, init))
