import { MAX_UPLOAD_BYTES } from './api/guards.ts'
import { SECURITY_HEADERS } from './api/headers.ts'
import { clientAddress } from './client-address.ts'
import type { FeedSockets } from './feed/feed-socket.ts'
import { type KioskSocketData, type KioskSockets, newKioskSocketData } from './ingest/kiosk-socket.ts'

export interface ListenDeps {
  host: string
  /** 0 for a free one */
  port: number
  /** addresses of proxies whose `X-Forwarded-For` is believed */
  trustedProxies: readonly string[]
  api: { fetch(request: Request, bindings: { address?: string }): Response | Promise<Response> }
  files: (request: Request) => Response
  kiosks: KioskSockets
  feed: FeedSockets
}

/** Room for more than a kiosk may send, so that too large a frame is refused with its code, not cut off. */
const MAX_SOCKET_MESSAGE = 256 * 1024
/** How Bun says that it cut a message off; its code is the 1006 of every broken connection. */
const TOO_BIG = 'Received too big message'
const SOCKET_IDLE_S = 120

type SocketData = KioskSocketData | { kind?: never }

/**
 * The one server: kiosk sockets, the feed, the API and the dashboard's files, by path.
 * @throws Error when the port is taken
 */
export function listen({ host, port, trustedProxies, api, files, kiosks, feed }: ListenDeps) {
  const isKiosk = (ws: { data: SocketData }): boolean => ws.data.kind === 'kiosk'
  return Bun.serve<SocketData>({
    hostname: host,
    port,
    maxRequestBodySize: MAX_UPLOAD_BYTES,
    idleTimeout: 60,
    async fetch(request, bun) {
      const { pathname } = new URL(request.url)
      if (pathname === '/kiosk') {
        if (bun.upgrade(request, { data: newKioskSocketData() })) return undefined
        return new Response('A kiosk connects here by WebSocket.\n', {
          status: 426,
          headers: SECURITY_HEADERS,
        })
      }
      if (pathname === feed.path) return feed.handle(request, bun as never)
      if (pathname.startsWith('/api/') || pathname === '/healthz' || pathname === '/metrics') {
        const address = clientAddress(request.headers, bun.requestIP(request)?.address, trustedProxies)
        return api.fetch(request, address === undefined ? {} : { address })
      }
      return files(request)
    },
    websocket: {
      maxPayloadLength: MAX_SOCKET_MESSAGE,
      idleTimeout: SOCKET_IDLE_S,
      open: ws => (isKiosk(ws) ? kiosks.open(ws as never) : feed.websocket.open?.(ws as never)),
      message: (ws, message) =>
        isKiosk(ws) ? kiosks.message(ws as never, message) : feed.websocket.message(ws as never, message),
      close: (ws, code, reason) =>
        isKiosk(ws)
          ? kiosks.close(ws as never, reason === TOO_BIG)
          : feed.websocket.close?.(ws as never, code, reason),
    },
  })
}
