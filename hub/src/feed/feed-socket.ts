import type {
  ClientToServer,
  FeedAuth,
  ServerToClient,
  SubscribeReply,
} from '@schoolgate/protocol/feed/events'
import type { Snapshot } from '@schoolgate/protocol/feed/snapshot'
import { Server as Engine, type WebSocketData } from '@socket.io/bun-engine'
import { Server, type Socket } from 'socket.io'
import type { SiteRow } from '../store/place-types.ts'
import { type FeedOutlet, siteRoom, wallRoom } from './live-feed.ts'

/** What a connection may see, decided once at its handshake. */
export interface FeedAccess {
  /** the session it lives by; absent for a wall */
  session?: string
  /** the site of a wall's token */
  wall?: SiteRow
  /** a site of the officer's jurisdiction; undefined outside it */
  site(id: string): Promise<SiteRow | undefined>
}

export interface FeedSocketDeps {
  /** undefined: refused */
  admit(handshake: { cookie: string | undefined; auth: FeedAuth }): Promise<FeedAccess | undefined>
  ownOrigin(headers: Record<string, string | undefined>): boolean
  alive(session: string): Promise<boolean>
  snapshot(row: SiteRow, wall: boolean): Promise<Snapshot>
  /** runs again and again on real time until stopped, one run after the other */
  every(ms: number, run: () => Promise<void>): () => void
  /** added to every answer of the engine */
  headers: Readonly<Record<string, string>>
  metrics: { clients(n: number): void; delta(): void; refused(): void; slow(): void }
  failed: (error: unknown) => void
}

interface Member {
  socket: FeedSocket
  access: FeedAccess
  rooms: Map<string, { row: SiteRow; wall: boolean }>
  /** rooms whose deltas it could not keep up with */
  behind: Set<string>
}
type FeedSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, { access: FeedAccess }>

/** Above this much unsent a client gets no more deltas; below the second a snapshot instead, bytes. */
const BEHIND_BYTES = 256 * 1024
const CAUGHT_UP_BYTES = 16 * 1024
const SWEEP_MS = 1000
const SESSIONS_MS = 15_000
const PATH = '/socket.io/'

export interface FeedSockets extends FeedOutlet {
  readonly path: string
  handle(request: Request, server: Bun.Server<WebSocketData>): Promise<Response>
  websocket: ReturnType<Engine['handler']>['websocket']
  cutSession(session: string): void
  cutWalls(site: string): void
  start(): void
  stop(): void
}

/** The socket.io edge of the live feed: who comes in, which rooms they get, and what a slow one is spared. */
export function feedSockets(deps: FeedSocketDeps): FeedSockets {
  const engine = new Engine({
    path: PATH,
    maxHttpBufferSize: 16 * 1024,
    editResponseHeaders: async headers => {
      for (const [name, value] of Object.entries(deps.headers)) headers.set(name, value)
      headers.set('Cache-Control', 'no-store')
    },
  })
  const io = new Server<ClientToServer, ServerToClient, Record<string, never>, { access: FeedAccess }>({
    serveClient: false,
  })
  io.bind(engine as never)
  const members = new Map<string, Member>()
  const stops: (() => void)[] = []

  io.use(async (socket, next) => {
    const headers = socket.handshake.headers as Record<string, string | undefined>
    const access = deps.ownOrigin(headers)
      ? await deps
          .admit({ cookie: headers.cookie, auth: socket.handshake.auth as FeedAuth })
          .catch(deps.failed)
      : undefined
    if (!access) {
      deps.metrics.refused()
      return next(new Error('unauthorized'))
    }
    socket.data.access = access
    next()
  })

  io.on('connection', socket => {
    const member: Member = { socket, access: socket.data.access, rooms: new Map(), behind: new Set() }
    members.set(socket.id, member)
    deps.metrics.clients(members.size)
    socket.on('subscribe', async (room, reply) => {
      if (typeof reply !== 'function') return
      reply(await subscribe(member, room).catch(failedReply))
    })
    socket.on('unsubscribe', room => leave(member, String(room)))
    socket.on('disconnect', () => {
      members.delete(socket.id)
      deps.metrics.clients(members.size)
    })
  })

  async function subscribe(member: Member, wanted: unknown): Promise<SubscribeReply> {
    const place = await placeOf(member.access, wanted)
    if (!place) {
      deps.metrics.refused()
      return { ok: false, problem: 'not-found' }
    }
    const room = place.wall ? wallRoom(place.row.id) : siteRoom(place.row.id)
    // Joined first: a delta made meanwhile is either in the snapshot or follows it.
    await member.socket.join(room)
    member.rooms.set(room, place)
    member.behind.delete(room)
    return { ok: true, snapshot: await deps.snapshot(place.row, place.wall) }
  }

  function failedReply(error: unknown): SubscribeReply {
    deps.failed(error)
    return { ok: false, problem: 'not-found' }
  }

  function leave(member: Member, room: string): void {
    member.rooms.delete(room)
    member.behind.delete(room)
    void member.socket.leave(room)
  }

  /** Clients that cannot follow leave the room until their line is free again. */
  function shedSlow(room: string): void {
    for (const member of members.values()) {
      if (!member.rooms.has(room) || member.behind.has(room) || unsent(member.socket) < BEHIND_BYTES) continue
      member.behind.add(room)
      void member.socket.leave(room)
      deps.metrics.slow()
    }
  }

  async function catchUp(): Promise<void> {
    for (const member of members.values()) {
      if (member.behind.size === 0 || unsent(member.socket) > CAUGHT_UP_BYTES) continue
      for (const room of member.behind) {
        const place = member.rooms.get(room)
        if (!place) continue
        await member.socket.join(room)
        member.socket.emit('snapshot', await deps.snapshot(place.row, place.wall))
      }
      member.behind.clear()
    }
  }

  async function dropEnded(): Promise<void> {
    const sessions = new Set([...members.values()].flatMap(m => m.access.session ?? []))
    for (const session of sessions) if (!(await deps.alive(session))) cut(m => m.access.session === session)
  }

  function cut(which: (member: Member) => boolean): void {
    for (const member of [...members.values()]) if (which(member)) member.socket.disconnect(true)
  }

  return {
    path: PATH,
    handle: (request, server) => engine.handleRequest(request, server),
    websocket: engine.handler().websocket,
    delta(room, delta) {
      deps.metrics.delta()
      shedSlow(room)
      io.to(room).emit('delta', delta)
    },
    snapshot(room, snapshot) {
      io.to(room).emit('snapshot', snapshot)
    },
    cutSession: session => cut(m => m.access.session === session),
    cutWalls: site => cut(m => m.access.wall?.id === site),
    start() {
      stops.push(deps.every(SWEEP_MS, catchUp), deps.every(SESSIONS_MS, dropEnded))
    },
    stop() {
      for (const stop of stops) stop()
      // The engine's goodbye, not socket.io's: after that one a client would not come back by itself.
      engine.close()
    },
  }
}

/** `site:<id>`, `wall:<id>`, or `wall` alone for the site of a wall's own token. */
async function placeOf(
  access: FeedAccess,
  wanted: unknown,
): Promise<{ row: SiteRow; wall: boolean } | undefined> {
  const match = typeof wanted === 'string' ? /^(site|wall)(?::(.{1,64}))?$/.exec(wanted) : null
  if (!match) return undefined
  const wall = match[1] === 'wall'
  const id = match[2]
  if (access.wall) {
    return wall && (id === undefined || id === access.wall.id) ? { row: access.wall, wall } : undefined
  }
  const row = id === undefined ? undefined : await access.site(id)
  return row && { row, wall }
}

/** Bytes that wait for this client's line. */
function unsent(socket: FeedSocket): number {
  const { transport, writeBuffer } = socket.conn as unknown as {
    transport: { socket?: { getBufferedAmount?: () => number } }
    writeBuffer: unknown[]
  }
  // A polling client's packets wait in the engine; count each as a delta's usual size.
  return (transport.socket?.getBufferedAmount?.() ?? 0) + writeBuffer.length * 2048
}
