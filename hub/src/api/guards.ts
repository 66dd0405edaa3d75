import type { HonoRequest, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { originAllowed } from '../auth/origin.ts'
import { problem, problemResponse } from './problems.ts'

/** The largest request body, bytes, but where more is named below. */
export const MAX_BODY_BYTES = 64 * 1024
const MIB = 1024 * 1024
/** The largest file somebody may upload: a district's whole roster, unpacked. */
export const MAX_UPLOAD_BYTES = 128 * MIB

const LARGER: readonly (readonly [method: string, path: RegExp, bytes: number])[] = [
  ['POST', /^\/api\/places\/[^/]+\/imports$/, MAX_UPLOAD_BYTES],
  ['POST', /^\/api\/places\/[^/]+\/changes$/, 4 * MIB],
  ['PUT', /^\/api\/people\/[^/]+\/photo$/, 2 * MIB],
]

const sourceOf = (req: HonoRequest) => ({
  origin: req.header('Origin'),
  host: req.header('Host'),
  site: req.header('Sec-Fetch-Site'),
})

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Refuses a changing request that does not come from our own page, whatever its cookie. */
export const sameOrigin =
  (origins: readonly string[]): MiddlewareHandler =>
  async (c, next) => {
    if (!SAFE.has(c.req.method) && !originAllowed(sourceOf(c.req), origins)) {
      throw problem('bad-origin', { where: 'Origin' })
    }
    await next()
  }

/** Refuses what is too large before it is read. What may be large must say its length: nothing is read on trust. */
export const bodyWithin = (): MiddlewareHandler => {
  const onError = () => problemResponse('too-large')
  const usual = bodyLimit({ maxSize: MAX_BODY_BYTES, onError })
  const larger = LARGER.map(
    ([method, path, maxSize]) => [method, path, bodyLimit({ maxSize, onError })] as const,
  )
  return (c, next) => {
    const match = larger.find(([method, path]) => method === c.req.method && path.test(c.req.path))
    if (!match || c.req.header('Transfer-Encoding') !== undefined) return usual(c, next)
    return match[2](c, next)
  }
}
