import type { HonoRequest } from 'hono'
import { randomToken, tokenHash } from '../../../auth/token.ts'
import type { ScopedGate } from '../../../scope/scoped.ts'
import type { ApiDeps } from '../../deps.ts'

/**
 * A new poster of a gate; the one that hung there leads nowhere from now on.
 */
export async function newPoster(
  deps: ApiDeps,
  request: HonoRequest,
  gate: ScopedGate,
): Promise<Uint8Array<ArrayBuffer>> {
  const host = request.header('Host') ?? new URL(request.url).host
  const token = randomToken()
  const pdf = await deps.cards.printer.poster({
    school: gate.site.row.name,
    gate: gate.row.name,
    address: `${publicOrigin(host, deps.origins)}/visit/${token}`,
    locale: gate.site.row.locale,
  })
  await gate.putPoster(tokenHash(token))
  return new Uint8Array(pdf)
}

/**
 * Where a visitor's phone finds us: as the officer does who asks for the poster, or where the hub was told that it
 * is opened from. An officer who is signed in came over TLS, whatever a proxy makes of it, or from this machine.
 */
export function publicOrigin(host: string, origins: readonly string[]): string {
  const named = origins.find(origin => URL.canParse(origin) && new URL(origin).host === host) ?? origins[0]
  if (named !== undefined) return named
  const isHere = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host)
  return `${isHere ? 'http' : 'https'}://${host}`
}
