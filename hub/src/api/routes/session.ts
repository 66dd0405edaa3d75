import { sessionSchema, signInSchema } from '@schoolgate/protocol/http/session'
import { clearedCookie, sessionCookie } from '../../auth/cookie.ts'
import type { Scope } from '../../scope/scoped.ts'
import type { ApiDeps, ApiSession } from '../deps.ts'
import { problem } from '../problems.ts'
import { openToAll, requires } from '../rights.ts'
import { createRoute, json, jsonBody, problems } from '../shapes.ts'

export const sessionRoutes = (deps: ApiDeps) => ({
  signIn: createRoute({
    method: 'post',
    path: '/api/session',
    summary: 'Sign in',
    tags: ['Session'],
    ...openToAll,
    request: jsonBody(signInSchema),
    responses: { 200: json(sessionSchema, 'Signed in'), ...problems(400, 401, 403, 429) },
  }),
  read: createRoute({
    method: 'get',
    path: '/api/session',
    summary: 'Who is signed in',
    tags: ['Session'],
    ...requires(deps, 'session'),
    responses: { 200: json(sessionSchema, 'The session'), ...problems(401) },
  }),
  signOut: createRoute({
    method: 'delete',
    path: '/api/session',
    summary: 'Sign out',
    tags: ['Session'],
    ...requires(deps, 'session'),
    responses: { 204: { description: 'Signed out' }, ...problems(401, 403) },
  }),
})

/** What an officer sees of themselves and of what they answer for. */
export async function describeSession(officer: ApiSession['officer'], scope: Scope) {
  const sites = await scope.sites()
  return {
    officer: { id: officer.id, name: officer.name, locale: officer.locale },
    jurisdiction: {
      id: officer.jurisdiction.id,
      name: officer.jurisdiction.name,
      kind: officer.jurisdiction.kind,
    },
    sites: sites.map(({ row }) => ({
      id: row.id,
      name: row.name,
      timeZone: row.timeZone,
      locale: row.locale,
      place: row.jurisdiction,
    })),
  }
}

/** @throws problem wrong-password or too-many-tries */
export async function signIn(
  deps: ApiDeps,
  { user, password }: { user: string; password: string },
  address: string,
) {
  const signed = await deps.signIn(user, password, address)
  if (!signed.ok) {
    throw signed.error.code === 'too-many-tries'
      ? problem('too-many-tries', { retryAfter: signed.error.retryAfterS })
      : problem('wrong-password')
  }
  const session = await deps.session(signed.value.token)
  if (!session) throw problem('internal')
  return {
    cookie: sessionCookie(signed.value.token, signed.value.maxAgeS),
    body: await describeSession(session.officer, deps.scope(session.officer)),
  }
}

export { clearedCookie }
