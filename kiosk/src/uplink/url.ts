import { fail, ok, type Result } from '@schoolgate/protocol/result'

/** The hub's kiosk socket from the address people write: http and ws, https and wss mean the same here. */
export function kioskSocketUrl(hub: string): Result<string, 'not-a-hub-address'> {
  let url: URL
  try {
    url = new URL(hub)
  } catch {
    return fail('not-a-hub-address')
  }
  const scheme = { 'http:': 'ws:', 'ws:': 'ws:', 'https:': 'wss:', 'wss:': 'wss:' }[url.protocol]
  if (!scheme || url.search || url.hash || url.username) return fail('not-a-hub-address')
  return ok(`${scheme}//${url.host}${url.pathname.replace(/\/$/, '')}/kiosk`)
}
