import type { HonoRequest, MiddlewareHandler } from 'hono'
import { originAllowed } from '../auth/origin.ts'
import { problem } from './problems.ts'

/** The largest request body, bytes. */
export const MAX_BODY_BYTES = 64 * 1024

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
