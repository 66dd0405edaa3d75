import { type Context, Hono, type Next } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Assets } from './assets.ts'
import type { Broadcast } from './broadcast.ts'

export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

/** ms after which a page that lost the stream asks again */
const RETRY_MS = 500

async function secureHeaders(c: Context, next: Next) {
  await next()
  c.header('Content-Security-Policy', CONTENT_SECURITY_POLICY)
  c.header('X-Content-Type-Options', 'nosniff')
  c.header('Referrer-Policy', 'no-referrer')
  c.header('Cross-Origin-Resource-Policy', 'same-origin')
  c.header('Cross-Origin-Opener-Policy', 'same-origin')
  c.header('Cache-Control', 'no-store')
}

/** A page elsewhere that points its own name at this machine must not read children's names (DNS rebinding). */
function knownHostOnly(hosts: ReadonlySet<string>) {
  return async (c: Context, next: Next) => {
    const host = new URL(c.req.url).hostname
    if (!hosts.has(host)) return c.text('unknown host', 421)
    await next()
  }
}

/** The screen's HTTP app, made without listening. `hosts`: the names it answers to. */
export function screenRoutes(assets: Assets, broadcast: Broadcast, hosts: ReadonlySet<string>): Hono {
  const app = new Hono()
  app.use(secureHeaders)
  app.use(knownHostOnly(hosts))

  // For a supervisor: it answers while the process turns its loop.
  app.get('/healthz', c => c.text('ok'))
  app.get('/events', c =>
    streamSSE(c, async stream => {
      const subscription = broadcast.subscribe()
      stream.onAbort(subscription.end)
      await stream.write(': the kiosk speaks\n')
      await stream.writeSSE({ event: 'version', data: assets.version, retry: RETRY_MS })
      for (let event = await subscription.next(); event; event = await subscription.next())
        await stream.writeSSE(event)
    }),
  )
  app.get('*', c => {
    const asset = assets.files.get(c.req.path)
    if (!asset) return c.text('not found', 404)
    return c.body(asset.body, 200, { 'Content-Type': asset.type })
  })
  app.notFound(c => c.text('not found', 404))
  return app
}
