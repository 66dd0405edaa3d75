import { randomInt } from 'node:crypto'
import { OpenAPIHono } from '@hono/zod-openapi'
import { HTTPException } from 'hono/http-exception'
import { routePath } from 'hono/route'
import { randomToken, tokenHash } from '../auth/token.ts'
import { mountAreas } from './areas.ts'
import type { ApiBindings, ApiDeps } from './deps.ts'
import { docsRoutes } from './docs.ts'
import { entriesCsv, entriesPage } from './entries.ts'
import { faultPath } from './fault-path.ts'
import { bodyWithin, sameOrigin } from './guards.ts'
import { securityHeaders } from './headers.ts'
import { opsRoutes } from './ops.ts'
import { found, problem, problemResponse } from './problems.ts'
import { assertRights } from './rights.ts'
import { actionRoutes } from './routes/actions.ts'
import { clearedCookie, describeSession, sessionRoutes, signIn } from './routes/session.ts'
import { siteRoutes } from './routes/sites.ts'

/** How long a pairing code may wait for its kiosk, real ms. */
export const PAIRING_CODE_MS = 60 * 60_000

/** The HTTP API, not listening. */
export function makeApi(deps: ApiDeps) {
  const session = sessionRoutes(deps)
  const site = siteRoutes(deps)
  const action = actionRoutes(deps)

  const base = new OpenAPIHono<{ Bindings: ApiBindings }>({
    defaultHook(result) {
      if (result.success) return
      const where = faultPath(result.error.issues) || '(root)'
      return problemResponse('bad-input', { where: `${result.target}:${where}` })
    },
  })
  base.use(securityHeaders)
  base.use('/api/*', async (c, next) => {
    await next()
    deps.metrics.request(routePath(c, -1), c.res.status)
  })
  base.use('/api/*', sameOrigin(deps.origins))
  base.use('/api/*', bodyWithin())
  base.onError((error, c) => {
    if (error instanceof HTTPException) {
      const own = error.res?.headers.get('Content-Type') === 'application/problem+json'
      if (own) return c.newResponse(error.res?.body ?? null, error.res as Response)
      if (error.status === 415) return problemResponse('bad-input', { where: 'Content-Type' })
      if (error.status < 500) return problemResponse('bad-input', { where: '(body)' })
    }
    deps.failed(error)
    return problemResponse('internal')
  })
  base.notFound(() => problemResponse('not-found'))

  const app = base
    .openapi(session.signIn, async c => {
      const signed = await signIn(deps, c.req.valid('json'), c.env?.address ?? 'unknown')
      c.header('Set-Cookie', signed.cookie)
      return c.json(signed.body, 200)
    })
    .openapi(session.read, async c => c.json(await describeSession(c.var.session.officer, c.var.scope), 200))
    .openapi(session.signOut, async c => {
      await deps.signOut(c.var.session.id)
      c.header('Set-Cookie', clearedCookie)
      return c.body(null, 204)
    })
    .openapi(site.list, async c => {
      const { sites } = await describeSession(c.var.session.officer, c.var.scope)
      return c.json({ sites }, 200)
    })
    .openapi(site.live, async c => {
      const at = found(await c.var.scope.site(c.req.valid('param').site))
      return c.json(await deps.live(at), 200)
    })
    .openapi(site.entries, async c => {
      const at = found(await c.var.scope.site(c.req.valid('param').site))
      return c.json(await entriesPage(deps, at, c.req.valid('query')), 200)
    })
    .openapi(site.csv, async c => {
      const at = found(await c.var.scope.site(c.req.valid('param').site))
      const { day } = c.req.valid('query')
      return c.body(await entriesCsv(deps, at, day), 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="entries-${day}.csv"`,
      })
    })
    .openapi(site.gaps, async c => {
      const at = found(await c.var.scope.site(c.req.valid('param').site))
      return c.json({ gaps: await at.gaps() }, 200)
    })
    .openapi(site.kiosks, async c => {
      const kiosks = []
      for (const at of await c.var.scope.sites()) {
        const gates = new Map((await at.gates()).map(g => [g.id, g]))
        for (const { id, gate, status, pairedAt } of await at.kiosks()) {
          const row = gates.get(gate)
          if (!row) continue
          const { name, lane } = row
          kiosks.push({
            id,
            site: at.row.id,
            gate: { id: gate, name, lane },
            status,
            online: deps.online(gate),
            pairedAt,
          })
        }
      }
      return c.json({ kiosks }, 200)
    })
    .openapi(action.step, async c => {
      const step = c.req.valid('json')
      for (const id of step.alarms) {
        const where = deps.alarms.siteOf(id)
        if (where === undefined) found(await c.var.scope.alarm(id))
        else found(await c.var.scope.site(where))
      }
      const stepped = await deps.alarms.step(step, c.var.session.officer.name)
      if (!stepped.ok) throw problem(stepped.error)
      return c.json({ alarms: stepped.value }, 200)
    })
    .openapi(action.pair, async c => {
      const gate = found(await c.var.scope.gate(c.req.valid('param').gate))
      const code = pairingCode()
      const expiresAt = Math.ceil(deps.now() + PAIRING_CODE_MS * deps.speed)
      await gate.putPairingCode(tokenHash(code), expiresAt)
      return c.json({ code, expiresAt }, 201)
    })
    .openapi(action.shareWall, async c => {
      const at = found(await c.var.scope.site(c.req.valid('param').site))
      const token = randomToken()
      await at.putWallToken(tokenHash(token), Math.floor(deps.now()))
      return c.json(
        { token, path: `/wall/${encodeURIComponent(at.row.id)}#${token}`, room: `wall:${at.row.id}` },
        201,
      )
    })
    .openapi(action.dropWall, async c => {
      const at = found(await c.var.scope.site(c.req.valid('param').site))
      await at.dropWallTokens()
      deps.cutWalls(at.row.id)
      return c.body(null, 204)
    })
    .openapi(action.keys, async c => c.json(await deps.publicKeys(c.req.valid('query').site), 200))

  base.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-schoolgate',
  })
  mountAreas(base, deps)
  docsRoutes(base)
  opsRoutes(base, deps)
  assertRights(base.openAPIRegistry.definitions.flatMap(d => (d.type === 'route' ? [d.route] : [])))
  return app
}

/** Twelve digits in threes: typed on a kiosk's keypad or pasted into its configuration. */
export function pairingCode(): string {
  const three = () => String(randomInt(1000)).padStart(3, '0')
  return `${three()}-${three()}-${three()}-${three()}`
}
