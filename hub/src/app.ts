import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { PublicKeySet } from '@schoolgate/protocol/card/keys'
import { type Clock, scaledClock, systemClock } from '@schoolgate/protocol/clock'
import { STARTER_RULE_PACK } from '@schoolgate/protocol/rule-pack'
import { AlarmBoard } from './alarms/alarm-board.ts'
import { makeApi } from './api/app.ts'
import { dashboardFiles } from './api/dashboard-files.ts'
import { SECURITY_HEADERS } from './api/headers.ts'
import { readSessionCookie } from './auth/cookie.ts'
import { originAllowed } from './auth/origin.ts'
import { bunPasswords, type Passwords } from './auth/password.ts'
import { Sessions } from './auth/sessions.ts'
import { type SignInLimits, signInDesk } from './auth/sign-in.ts'
import { tokenHash } from './auth/token.ts'
import { feedSockets } from './feed/feed-socket.ts'
import { LiveFeed } from './feed/live-feed.ts'
import { ensureHubId } from './hub-id.ts'
import { type KioskSocketData, kioskSockets, newKioskSocketData } from './ingest/kiosk-socket.ts'
import type { Log } from './log.ts'
import { makeMetrics } from './metrics.ts'
import type { HubOptions } from './options.ts'
import { People } from './people.ts'
import { Places } from './places.ts'
import { startMerger } from './presence/merger.ts'
import { presenceRules } from './presence/rules.ts'
import { repeat } from './repeat.ts'
import { publicKeys } from './scope/public.ts'
import { scoped } from './scope/scoped.ts'
import { openStore } from './store/open.ts'
import type { Store, StoredEntry } from './store/types.ts'

/** School days averaged into the "usual" arrivals. */
const USUAL_DAYS = 10
const TICK_MS = 1000
/** Online kiosks hear of a changed roll within twice this. */
const ROLL_POLL_MS = 2000
/** Room for one byte more than a kiosk may send, so that too large a frame is refused with its code. */
const MAX_SOCKET_MESSAGE = 256 * 1024
const SOCKET_IDLE_S = 120
const PAGE = 1000

export interface HubParts {
  log: Log
  /** real time */
  real?: Clock
  passwords?: Passwords
  signInLimits?: SignInLimits
}

export interface Hub {
  port: number
  hubId: string
  store: Store
  /** Sends kiosks and dashboards away, commits what was taken, merges, closes. */
  stop(): Promise<void>
}

/**
 * The composition root: opens the store, joins the stages and listens.
 * @throws Error when the store cannot be opened or the port is taken
 */
export async function startHub(options: HubOptions, parts: HubParts): Promise<Hub> {
  const { log, real = systemClock, passwords = bunPasswords() } = parts
  const clock = options.clock ? scaledClock(options.clock, real) : real
  const speed = options.clock?.speed ?? 1
  const metrics = makeMetrics()
  const failed = (place: string) => (error: unknown) => {
    metrics.faults.inc({ place })
    log.error({ place, fault: faultOf(error) }, 'unexpected fault')
  }

  await mkdir(options.data, { recursive: true })
  const hubId = await ensureHubId(options.data)
  const store = await openStore(
    options.databaseUrl
      ? { databaseUrl: options.databaseUrl }
      : { sqlitePath: join(options.data, 'hub.sqlite') },
    { rules: presenceRules, clock },
  )
  while ((await store.presence.merge()) > 0);
  const { directory, presence, accounts } = store

  const places = new Places(directory)
  const people = new People(directory)
  await places.load()
  const online = new Set<string>()
  const timeZone = (site: string) => places.site(site)?.timeZone ?? 'UTC'

  const board = new AlarmBoard({
    keep: (site, alarm) => store.alarms.putAlarm(site, alarm),
    who: (site, person) => people.who(site, person),
    minuteOfDay: (site, at) => presenceRules.localTime(timeZone(site), at).minute,
    raised: (site, alarm) => feed.alarm(site, alarm),
    gone: (site, id) => feed.alarmGone(site, id),
    clock,
    real,
    escalation: options.escalation,
    arrivalHours: options.arrivalHours,
    failed: failed('alarms'),
  })

  const feed = new LiveFeed({
    source: {
      gates: site => directory.gates(site),
      entriesOfDay,
      usual: (site, day) => presence.usualArrivals(site, day, USUAL_DAYS),
      alarms: site => board.of(site),
      expected: async site => {
        await people.load(site)
        return people.expected(site)
      },
      who: (site, person) => people.who(site, person),
    },
    rules: presenceRules,
    outlet: {
      delta: (room, delta) => edge.delta(room, delta),
      snapshot: (room, snapshot) => edge.snapshot(room, snapshot),
    },
    clock,
    real,
    speed,
    epoch: randomBytes(8).toString('hex'),
    failed: failed('feed'),
  })

  const sessions = new Sessions({ accounts, directory, clock: real })
  const edge = feedSockets({
    async admit({ cookie, auth }) {
      if (typeof auth.wall === 'string') {
        const site = await accounts.wallSite(tokenHash(auth.wall))
        const row = site === undefined ? undefined : await directory.site(site)
        return row && { wall: row, site: async () => undefined }
      }
      const session = await sessions.use(readSessionCookie(cookie))
      if (!session) return undefined
      const scope = scoped(store, session.officer)
      return { session: session.id, site: async id => (await scope.site(id))?.row }
    },
    ownOrigin: headers =>
      headers.origin === undefined
        ? headers['sec-fetch-site'] === 'same-origin'
        : originAllowed(headers.origin, headers.host, options.origins),
    alive: async session => (await sessions.find(session)) !== undefined,
    snapshot: (row, wall) => feed.snapshot(row, wall),
    clock: real,
    headers: SECURITY_HEADERS,
    metrics: {
      clients: n => metrics.feedClients.set(n),
      delta: () => metrics.deltas.inc(),
      refused: () => metrics.feedRefused.inc(),
      slow: () => metrics.slowClients.inc(),
    },
    failed: failed('feed'),
  })
  sessions.onEnd(id => edge.cutSession(id))

  const kiosks = kioskSockets({
    store,
    rules: presenceRules,
    rulePack: STARTER_RULE_PACK,
    hubId,
    clock,
    realClock: real,
    random: Math.random,
    events: {
      onCommitted(entries) {
        metrics.entries.inc(entries.length)
        committed(entries)
      },
      onHealth(place, health) {
        void places.withGate(place.gate, gate => {
          feed.health(gate, place.kiosk, health)
          board.health(gate, health)
        })
      },
      onConnection(place, up) {
        if (up) online.add(place.gate)
        else online.delete(place.gate)
        metrics.kiosks.set(online.size)
        void places.withGate(place.gate, gate => {
          feed.connection(gate, place.kiosk, up)
          board.connection(gate, up)
        })
      },
      onFork(place) {
        metrics.forks.inc()
        void places.withGate(place.gate, gate => board.fork(gate, place.kiosk))
      },
      onGap(place, gap) {
        metrics.gaps.inc()
        void places.withGate(place.gate, gate => board.gap(gate, gap))
      },
      onRefused: code => metrics.refused.inc({ code }),
      onNack: code => metrics.nacks.inc({ code }),
      onQuarantined: n => metrics.quarantined.inc(n),
      onGroup(rows, ms) {
        metrics.batch.observe(rows)
        metrics.commitMs.observe(ms)
      },
      onFault: (place, error) => failed(place)(error),
    },
  })

  /** Entries wait here, in order, while the names of a site are read for the first time. */
  let telling: Promise<void> | undefined
  function committed(entries: StoredEntry[]): void {
    const unread = [...new Set(entries.map(e => e.site))].filter(site => !people.has(site))
    if (telling === undefined && unread.length === 0) {
      tell(entries)
      return
    }
    const mine: Promise<void> = (telling ?? Promise.resolve())
      .then(() => Promise.all(unread.map(site => people.load(site))))
      .catch(failed('people'))
      .then(() => {
        tell(entries)
        if (telling === mine) telling = undefined
      })
    telling = mine
  }
  function tell(entries: StoredEntry[]): void {
    board.committed(entries)
    feed.committed(entries)
  }

  async function entriesOfDay(site: string, day: string): Promise<StoredEntry[]> {
    const all: StoredEntry[] = []
    for (;;) {
      const before = all.at(-1)?.id
      const page = await presence.entries({
        site,
        day,
        limit: PAGE,
        ...(before === undefined ? {} : { before }),
      })
      all.push(...page)
      if (page.length < PAGE) return all
    }
  }

  /** Alarms that were open, and those of entries committed in the moment before the hub last died. */
  async function adoptAlarms(): Promise<void> {
    for (const site of places.sites()) {
      await people.load(site.id)
      board.adopt(site.id, await store.alarms.openAlarms(site.id, clock.wall()))
      const { day } = presenceRules.localTime(site.timeZone, clock.wall())
      const recent = await presence.entries({ site: site.id, day, limit: 200 })
      for (const entry of recent.toReversed()) {
        if (entry.verdict !== 'isolate' && entry.verdict !== 'refer') continue
        const known = await store.alarms.alarm(`entry:${entry.kiosk}:${entry.journal}:${entry.seq}`)
        if (!known) board.committed([entry])
      }
      for (const kiosk of await directory.kiosksAt(site.id)) {
        if (kiosk.status === 'active')
          await places.withGate(kiosk.gate, gate => board.connection(gate, false))
      }
    }
  }

  const rolls = new Map<string, number>()
  async function watchRolls(): Promise<void> {
    await places.load()
    for (const site of places.sites()) {
      const version = await directory.rosterVersion(site.id)
      const before = rolls.get(site.id)
      rolls.set(site.id, version)
      if (before === version) continue
      if (people.has(site.id)) await people.refresh(site.id)
      await feed.rollChanged(site.id)
      await kiosks.rosterChanged(site.id)
    }
  }

  const api = makeApi({
    session: token => sessions.use(token),
    signIn: signInDesk({
      accounts,
      passwords,
      sessions,
      failures: () => metrics.signInFailures.inc(),
      ...(parts.signInLimits ? { limits: parts.signInLimits } : {}),
    }),
    signOut: session => sessions.end(session),
    scope: officer => scoped(store, officer),
    live: site => feed.snapshot(site.row, false),
    people,
    alarms: { siteOf: id => board.siteOf(id), step: (step, by) => board.step(step, by) },
    online: gate => online.has(gate),
    cutWalls: site => edge.cutWalls(site),
    publicKeys: (site): Promise<PublicKeySet> => publicKeys(directory, site),
    now: () => clock.wall(),
    speed,
    reachable: async () => {
      await directory.sitesUnder('/-/')
    },
    metrics: {
      text: () => metrics.registry.metrics(),
      token: options.metricsToken,
      request: (route, status) => metrics.requests.inc({ route, status: String(status) }),
    },
    origins: options.origins,
    failed: failed('api'),
  })
  const files = dashboardFiles(options.dashboard)

  await watchRolls()
  await adoptAlarms()
  const stopMerger = startMerger({ presence, clock: real, onError: failed('merge') })
  const stopTick = repeat(
    real,
    TICK_MS,
    () => {
      board.tick()
      feed.tick()
    },
    failed('tick'),
  )
  const stopRolls = repeat(real, ROLL_POLL_MS, watchRolls, failed('roll'))
  edge.start()

  type SocketData = KioskSocketData | { kind?: never }
  const isKiosk = (ws: { data: SocketData }): boolean => ws.data.kind === 'kiosk'
  const server = Bun.serve<SocketData>({
    hostname: options.host,
    port: options.port,
    maxRequestBodySize: 1024 * 1024,
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
      if (pathname === edge.path) return edge.handle(request, bun as never)
      if (pathname.startsWith('/api/') || pathname === '/healthz' || pathname === '/metrics') {
        const address = bun.requestIP(request)?.address
        return api.fetch(request, address === undefined ? {} : { address })
      }
      return files(request)
    },
    websocket: {
      maxPayloadLength: MAX_SOCKET_MESSAGE,
      idleTimeout: SOCKET_IDLE_S,
      open: ws => (isKiosk(ws) ? kiosks.open(ws as never) : edge.websocket.open?.(ws as never)),
      message: (ws, message) =>
        isKiosk(ws) ? kiosks.message(ws as never, message) : edge.websocket.message(ws as never, message),
      close: (ws, code, reason) =>
        isKiosk(ws) ? kiosks.close(ws as never) : edge.websocket.close?.(ws as never, code, reason),
    },
  })
  log.info({ port: server.port, hubId, engine: store.engine, speed }, 'ready')

  return {
    port: server.port as number,
    hubId,
    store,
    async stop() {
      log.info('stopping')
      stopTick()
      stopRolls()
      await kiosks.stop()
      edge.stop()
      feed.stop()
      await server.stop(true)
      await telling
      await board.stop()
      await stopMerger()
      while ((await presence.merge()) > 0);
      await store.close()
      log.info('stopped')
    },
  }
}

/** What of an error may be logged: its kind and code. Messages of a database can hold values. */
function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const code = (error as { code?: unknown }).code
  const at =
    error.stack
      ?.split('\n')
      .find(line => line.trim().startsWith('at '))
      ?.trim() ?? ''
  return [error.name, typeof code === 'string' ? code : '', at].filter(Boolean).join(' ')
}
