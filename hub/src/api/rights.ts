import { createMiddleware } from 'hono/factory'
import { readSessionCookie } from '../auth/cookie.ts'
import type { Scope } from '../scope/scoped.ts'
import type { ApiBindings, ApiDeps, ApiSession } from './deps.ts'
import { problem } from './problems.ts'

/** What a route asks of its caller. `public` asks nothing and must say so. */
export const RIGHTS = [
  'public',
  'session',
  'site:read',
  'site:export',
  'alarm:step',
  'gate:pair',
  'wall:share',
] as const
export type Right = (typeof RIGHTS)[number]

/** Until roles exist, an officer holds every right over their own jurisdiction. */
const OFFICER_RIGHTS: ReadonlySet<Right> = new Set(RIGHTS)

export interface SignedIn {
  Bindings: ApiBindings
  Variables: { session: ApiSession; scope: Scope }
}

/** Spread into a route: declares the right it needs and enforces it. A route without one does not start. */
export function requires(deps: ApiDeps, right: Exclude<Right, 'public'>) {
  const guard = createMiddleware<SignedIn>(async (c, next) => {
    const session = await deps.session(readSessionCookie(c.req.header('Cookie')))
    if (!session) throw problem('unauthorized')
    if (!OFFICER_RIGHTS.has(right)) throw problem('forbidden')
    c.set('session', session)
    c.set('scope', deps.scope(session.officer))
    await next()
  })
  return { 'x-right': right, security: [{ session: [] as string[] }], middleware: guard }
}

export const openToAll = { 'x-right': 'public', security: [] as Record<string, string[]>[] } as const

/** @throws Error naming the first route that declares no right */
export function assertRights(routes: readonly { method: string; path: string; 'x-right'?: unknown }[]): void {
  for (const route of routes) {
    if (!RIGHTS.includes(route['x-right'] as Right)) {
      throw new Error(`${route.method.toUpperCase()} ${route.path} declares no right`)
    }
  }
}
