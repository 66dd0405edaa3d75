import type { RecordKind } from '@schoolgate/protocol/directory/records'
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
  'tree:read',
  'tree:write',
  'directory:read',
  'directory:change',
  'directory:write',
  'directory:import',
  'directory:export',
  'timetable:write',
  'seats:write',
  'absence:write',
  'photo:write',
  'cards:print',
  'cards:manage',
  'keys:manage',
  'visitors:manage',
  'attendance:read',
  'attendance:correct',
  'attendance:export',
  'trace:read',
  'trace:ask',
  'trace:manage',
  'trace:approve',
  'trace:export',
  'trace:log',
  'packs:manage',
] as const
export type Right = (typeof RIGHTS)[number]

/** The right a change of each kind of record needs beside `directory:change`: a class teacher seats, and no more. */
export const KIND_RIGHT: Record<RecordKind, Right> = {
  jurisdiction: 'tree:write',
  site: 'tree:write',
  gate: 'tree:write',
  room: 'directory:write',
  shift: 'timetable:write',
  term: 'timetable:write',
  calendarDay: 'timetable:write',
  course: 'timetable:write',
  group: 'directory:write',
  person: 'directory:write',
  post: 'directory:write',
  guardianship: 'directory:write',
  enrolment: 'directory:write',
  seatPlan: 'seats:write',
  lesson: 'timetable:write',
  substitution: 'timetable:write',
  mode: 'timetable:write',
  absence: 'absence:write',
}

/** Until roles exist, an officer holds every right over their own jurisdiction. */
const OFFICER_RIGHTS: ReadonlySet<Right> = new Set(RIGHTS)

export const holds = (right: Right): boolean => OFFICER_RIGHTS.has(right)

export interface SignedIn {
  Bindings: ApiBindings
  Variables: { session: ApiSession; scope: Scope }
}

/** Spread into a route: declares the right it needs and enforces it. A route without one does not start. */
export function requires(deps: Pick<ApiDeps, 'session' | 'scope'>, right: Exclude<Right, 'public'>) {
  const guard = createMiddleware<SignedIn>(async (c, next) => {
    const session = await deps.session(readSessionCookie(c.req.header('Cookie')))
    if (!session) throw problem('unauthorized')
    if (!holds(right)) throw problem('forbidden')
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
