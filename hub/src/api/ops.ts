import { timingSafeEqual } from 'node:crypto'
import type { Hono } from 'hono'
import { tokenHash } from '../auth/token.ts'
import type { ApiBindings, ApiDeps } from './deps.ts'
import { problemResponse } from './problems.ts'

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/

/** What the machine room asks: alive, and how busy. */
export function opsRoutes(app: Hono<{ Bindings: ApiBindings }>, deps: ApiDeps): void {
  app.get('/healthz', async c => {
    try {
      await deps.reachable()
      return c.json({ ok: true })
    } catch (error) {
      deps.failed(error)
      return c.json({ ok: false }, 503)
    }
  })
  app.get('/metrics', async c => {
    // A proxy on this machine is near too, but whoever it speaks for is not.
    const forwarded = c.req.header('X-Forwarded-For') ?? c.req.header('Forwarded')
    const near = forwarded === undefined && LOOPBACK.test(c.env?.address ?? '')
    const bearer = /^Bearer (.+)$/.exec(c.req.header('Authorization') ?? '')?.[1]
    const { token } = deps.metrics
    const shown = token === undefined ? near : bearer !== undefined && same(bearer, token)
    if (!shown) return problemResponse('not-found')
    return c.body(await deps.metrics.text(), 200, {
      'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
    })
  })
}

const same = (a: string, b: string): boolean =>
  timingSafeEqual(Buffer.from(tokenHash(a)), Buffer.from(tokenHash(b)))
