import type { Delta } from './delta.ts'
import type { Snapshot } from './snapshot.ts'

/** What a subscription was answered with. `problem` is a code of `http/problem.ts`. */
export type SubscribeReply =
  | { ok: true; snapshot: Snapshot }
  | { ok: false; problem: 'not-found' | 'unauthorized' }

/**
 * socket.io event maps of the live feed. A session cookie (or a wall token in `auth`) opens the connection;
 * rooms are `site:<id>` and, nameless, `wall:<id>`.
 */
export interface ServerToClient {
  delta: (delta: Delta) => void
  /** the local day turned or a slow client was cut: replaces everything */
  snapshot: (snapshot: Snapshot) => void
}

export interface ClientToServer {
  subscribe: (room: string, reply: (answer: SubscribeReply) => void) => void
  unsubscribe: (room: string) => void
}

/** `auth` of the socket.io handshake. */
export interface FeedAuth {
  wall?: string
}
