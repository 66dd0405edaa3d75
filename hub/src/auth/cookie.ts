/**
 * `__Host-` (RFC 6265bis section 4.1.3.2): only this host, only over TLS or from localhost, never a subdomain's.
 */
export const SESSION_COOKIE = '__Host-schoolgate'

/** The session's token in a request's `Cookie` header. */
export function readSessionCookie(header: string | null | undefined): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const [name, ...value] = part.trim().split('=')
    if (name === SESSION_COOKIE) return value.join('=') || undefined
  }
  return undefined
}

const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Strict'

/** @param maxAgeS seconds */
export const sessionCookie = (token: string, maxAgeS: number): string =>
  `${SESSION_COOKIE}=${token}; ${ATTRIBUTES}; Max-Age=${maxAgeS}`

export const clearedCookie = `${SESSION_COOKIE}=; ${ATTRIBUTES}; Max-Age=0`
