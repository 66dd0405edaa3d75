import type { Problem, ProblemCode } from '@schoolgate/protocol/http/problem'
import { fail, ok, type Result } from '@schoolgate/protocol/result'

/** Why a request came to nothing. `unreachable`: no answer from the hub at all; `cancelled`: taken back by ourselves. */
export interface ApiError {
  code: ProblemCode | 'unreachable' | 'cancelled'
  /** the field at fault, as the hub names it (`changes.0.record.given`) */
  where?: string
  /** the hub's own words, in English, for whoever looks closer */
  detail?: string
  /** seconds until another try makes sense */
  retryAfter?: number
}

export type ApiMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** `body`: a `Blob` or `FormData` goes as it is, anything else as JSON. */
export type Api = <T>(
  method: ApiMethod,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
) => Promise<Result<T, ApiError>>

let onEnded: () => void = () => undefined
/** What to do when the hub no longer knows the session, from whatever request that shows. */
export function whenSessionEnds(run: () => void): void {
  onEnded = run
}

/** Requests to the hub's own origin. The hub validates what goes in and what comes out; errors are data. */
export function createApi(fetcher: typeof fetch): Api {
  return async <T>(method: ApiMethod, path: string, body?: unknown, signal?: AbortSignal) => {
    const raw = body instanceof Blob || body instanceof FormData
    let response: Response
    try {
      response = await fetcher(path, {
        method,
        credentials: 'same-origin',
        headers: body === undefined || raw ? {} : { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
        ...(signal ? { signal } : {}),
      })
    } catch {
      return fail({ code: signal?.aborted ? ('cancelled' as const) : ('unreachable' as const) })
    }
    const text = await response.text().catch(() => '')
    const json = parseJson(text)
    if (response.ok) return ok(json as T)
    const error = asError(json, response.status, response.headers.get('retry-after'))
    if (error.code === 'unauthorized' && path !== '/api/session') onEnded()
    return fail(error)
  }
}

export function parseJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The hub's problem (RFC 9457) as an error; a proxy's page and other rubbish become a code too. */
export function asError(json: unknown, status: number, retryAfter: string | null): ApiError {
  const problem = (typeof json === 'object' && json !== null ? json : {}) as Partial<Problem>
  const seconds = problem.retryAfter ?? Number(retryAfter ?? Number.NaN)
  return {
    // a proxy in front of a stopped hub answers 502 to 504 in its own words
    code: problem.code ?? (status >= 502 ? 'unreachable' : 'internal'),
    ...(problem.where ? { where: problem.where } : {}),
    ...(problem.detail ? { detail: problem.detail } : {}),
    ...(Number.isFinite(seconds) && seconds > 0 ? { retryAfter: seconds } : {}),
  }
}

export const api: Api = createApi((input, init) => fetch(input, init))
