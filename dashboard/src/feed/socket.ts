import type { Delta } from '@schoolgate/protocol/feed/delta'
import type {
  ClientToServer,
  FeedAuth,
  ServerToClient,
  SubscribeReply,
} from '@schoolgate/protocol/feed/events'
import type { Snapshot } from '@schoolgate/protocol/feed/snapshot'
import { io, type Socket } from 'socket.io-client'

/** The little of a socket that a feed room needs; a test's fake implements it. */
export interface FeedSocket {
  open(handlers: FeedSocketHandlers): void
  subscribe(room: string): Promise<SubscribeReply>
  close(): void
}

export interface FeedSocketHandlers {
  /** connected, for the first time or again */
  up(): void
  down(): void
  /** the hub refused the connection itself */
  refused(): void
  delta(delta: Delta): void
  snapshot(snapshot: Snapshot): void
}

/** A socket.io connection to this page's own hub. socket.io delivers at most once; the room heals by version. */
export function feedSocket(auth: FeedAuth): FeedSocket {
  let socket: Socket<ServerToClient, ClientToServer> | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  return {
    open(handlers) {
      const opened: Socket<ServerToClient, ClientToServer> = io({
        path: '/socket.io/',
        transports: ['websocket', 'polling'],
        auth,
        reconnectionDelay: 500,
        reconnectionDelayMax: 5000,
        randomizationFactor: 0.7,
      })
      socket = opened
      opened.on('connect', handlers.up)
      opened.on('disconnect', reason => {
        handlers.down()
        // socket.io does not come back by itself when the server hung up, as on a restart with a clean stop
        if (reason === 'io server disconnect') retry = setTimeout(() => opened.connect(), 1000)
      })
      opened.on('connect_error', error => {
        handlers.down()
        // `active` false: refused by the hub's own check, not by the network
        if (!opened.active) {
          if (/unauthori[sz]ed|not-found|forbidden/i.test(error.message)) handlers.refused()
          else retry = setTimeout(() => opened.connect(), 2000)
        }
      })
      opened.on('delta', handlers.delta)
      opened.on('snapshot', handlers.snapshot)
    },
    subscribe: room =>
      new Promise((resolve, reject) => {
        if (!socket) return reject(new Error('not open'))
        socket
          .timeout(10_000)
          .emit('subscribe', room, (error: Error | null, answer: SubscribeReply) =>
            error ? reject(error) : resolve(answer),
          )
      }),
    close() {
      clearTimeout(retry)
      socket?.disconnect()
      socket = undefined
    },
  }
}
