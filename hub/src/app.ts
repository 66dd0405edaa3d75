import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Clock, scaledClock, systemClock } from '@schoolgate/protocol/clock'
import { STARTER_RULE_PACK } from '@schoolgate/protocol/rule-pack'
import { adoptAlarms } from './adopt-alarms.ts'
import { AlarmBoard } from './alarms/alarm-board.ts'
import { makeApi } from './api/app.ts'
import { dashboardFiles } from './api/dashboard-files.ts'
import { SECURITY_HEADERS } from './api/headers.ts'
import { AttendanceKeeper } from './attendance/keeper.ts'
import { originAllowed } from './auth/origin.ts'
import { bunPasswords, type Passwords } from './auth/password.ts'
import { Sessions } from './auth/sessions.ts'
import { type SignInLimits, signInDesk } from './auth/sign-in.ts'
import { Issuers } from './cards/issuers.ts'
import { dayWatch } from './day-watch.ts'
import { entriesOfDay } from './entries-of-day.ts'
import { Imports } from './exchange/session/imports.ts'
import { faultOf } from './fault.ts'
import { feedSockets } from './feed/feed-socket.ts'
import { LiveFeed } from './feed/live-feed.ts'
import { admitToFeed } from './feed-access.ts'
import { ensureHubId } from './hub-id.ts'
import { inOrder } from './in-order.ts'
import { kioskSockets } from './ingest/kiosk-socket.ts'
import { JobRegistry } from './jobs/registry.ts'
import { LineFaults } from './line-faults.ts'
import { listen } from './listen.ts'
import type { Log } from './log.ts'
import { countEntries, makeMetrics } from './metrics.ts'
import type { HubOptions } from './options.ts'
import { People } from './people.ts'
import { Places } from './places.ts'
import { startMerger } from './presence/merger.ts'
import { startPacker } from './presence/packer.ts'
import { presenceRules } from './presence/rules.ts'
import { Printer } from './print/printer.ts'
import { repeat } from './repeat.ts'
import { rollWatch } from './roll-watch.ts'
import { atPoster, publicKeys } from './scope/public.ts'
import { scoped } from './scope/scoped.ts'
import { openStore } from './store/open.ts'
import type { Store } from './store/types.ts'
import { tidyAfterWaves } from './tidy.ts'

/** School days averaged into the "usual" arrivals. */
const USUAL_DAYS = 10
const TICK_MS = 1000
/** Online kiosks hear of a changed roll within about this. */
const ROLL_MS = 2000
/** Sessions nobody came back to are forgotten this often. */
const SESSIONS_MS = 60 * 60_000
const PLACES_MS = 20_000
/** A new day at a site is noticed within about this. */
const DAYS_MS = 5000
const TIDY_MS = 2000

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

  await mkdir(options.data, { recursive: true }).catch(cannot(`use the data directory ${options.data}`))
  const hubId = await ensureHubId(options.data)
  const { databaseUrl } = options
  const store = await openStore(
    databaseUrl ? { databaseUrl } : { sqlitePath: join(options.data, 'hub.sqlite') },
    {
      rules: presenceRules,
      clock,
    },
  ).catch(cannot(databaseUrl ? 'use the PostgreSQL database' : `open the database in ${options.data}`))
  const { directory, presence, accounts, alarms } = store
  while ((await presence.merge()) > 0);

  const places = new Places(directory)
  const people = new People(directory)
  const online = new Set<string>()
  await places.load()

  const board = new AlarmBoard({
    keep: (site, alarm) => alarms.putAlarm(site, alarm),
    who: (site, person) => people.who(site, person),
    minuteOfDay: (site, at) => presenceRules.localTime(places.site(site)?.timeZone ?? 'UTC', at).minute,
    raised: (site, alarm) => feed.alarm(site, alarm),
    gone: (site, id) => feed.alarmGone(site, id),
    clock,
    real,
    speed,
    escalation: options.escalation,
    arrivalHours: options.arrivalHours,
    failed: failed('alarms'),
  })
  const feed = new LiveFeed({
    source: {
      gates: site => directory.gates(site),
      entriesOfDay: (site, day) => entriesOfDay(presence, site, day),
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
      delta: (room, delta) => screens.delta(room, delta),
      snapshot: (room, snapshot) => screens.snapshot(room, snapshot),
    },
    clock,
    real,
    speed,
    epoch: randomBytes(8).toString('hex'),
    failed: failed('feed'),
  })
  const sessions = new Sessions({ accounts, directory, clock: real })
  const screens = feedSockets({
    admit: handshake => admitToFeed(store, sessions, handshake),
    ownOrigin: ({ origin, host, 'sec-fetch-site': site }) =>
      originAllowed({ origin, host, site }, options.origins),
    alive: async session => (await sessions.find(session)) !== undefined,
    snapshot: (row, wall) => feed.snapshot(row, wall),
    every: (ms, run) => repeat(real, ms, run, failed('feed')),
    headers: SECURITY_HEADERS,
    metrics: {
      clients: n => metrics.feedClients.set(n),
      delta: () => metrics.deltas.inc(),
      refused: () => metrics.feedRefused.inc(),
      slow: () => metrics.slowClients.inc(),
    },
    failed: failed('feed'),
  })
  sessions.onEnd(id => screens.cutSession(id))

  const told = inOrder({
    named: site => people.has(site),
    load: site => people.load(site),
    tell(entries) {
      board.committed(entries)
      feed.committed(entries)
    },
    failed: failed('tell'),
  })
  const atGate = (gate: string, run: Parameters<Places['withGate']>[1]) => {
    places.withGate(gate, run).catch(failed('gate'))
  }
  const tidy = tidyAfterWaves(() => Bun.gc(true))
  const lineFaults = new LineFaults((kind, n) => metrics.lineFaults.inc({ kind }, n))
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
        countEntries(metrics, entries)
        told.take(entries)
      },
      onHealth(place, health) {
        lineFaults.report(place.kiosk, health)
        atGate(place.gate, gate => {
          feed.health(gate, place.kiosk, health)
          board.health(gate, health)
        })
      },
      onConnection(place, up) {
        if (up) tidy.joined()
        if (up) online.add(place.gate)
        else online.delete(place.gate)
        metrics.kiosks.set(online.size)
        atGate(place.gate, gate => {
          feed.connection(gate, place.kiosk, up)
          board.connection(gate, up)
        })
      },
      onFork(place) {
        metrics.forks.inc()
        atGate(place.gate, gate => board.fork(gate, place.kiosk))
      },
      onGap(place, gap) {
        metrics.gaps.inc()
        atGate(place.gate, gate => board.gap(gate, gap))
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

  const lookAtRolls = rollWatch({
    directory,
    cards: store.cards,
    active: () => new Set([...people.sites(), ...places.sitesOf(online)]),
    async changed(site) {
      if (people.has(site)) await people.refresh(site)
      await feed.rollChanged(site)
      await kiosks.rosterChanged(site)
    },
    configChanged: site => kiosks.configChanged(site),
  })
  const jobs = new JobRegistry({ folder: join(options.data, 'jobs'), clock: real, failed: failed('jobs') })
  await jobs.open()
  const localDay = (timeZone: string, at = clock.wall()) => presenceRules.localTime(timeZone, at).day
  const imports = new Imports({
    folder: join(options.data, 'imports'),
    clock: real,
    now: () => clock.wall(),
    localDay: timeZone => localDay(timeZone),
    failed: failed('import'),
  })
  await imports.start()
  const lookAtDays = dayWatch({ records: store.records, sites: () => places.sites(), localDay })
  const keeper = new AttendanceKeeper({
    records: store.records,
    attendance: store.attendance,
    localTime: presenceRules.localTime,
    now: () => clock.wall(),
    clock: real,
    failed: failed('attendance'),
  })
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
    cutWalls: site => screens.cutWalls(site),
    publicKeys: site => publicKeys(directory, site),
    jobs,
    imports,
    cards: {
      issuers: new Issuers({ dataDir: options.data, cards: store.cards, directory, now: () => clock.wall() }),
      printer: new Printer(),
      atPoster: hash => atPoster(store, hash),
    },
    localDay,
    now: () => clock.wall(),
    speed,
    reachable: async () => void (await directory.site('-')),
    metrics: {
      text: () => metrics.registry.metrics(),
      token: options.metricsToken,
      request: (route, status) => metrics.requests.inc({ route, status: String(status) }),
    },
    origins: options.origins,
    failed: failed('api'),
  })

  await adoptAlarms(store, { board, places, people }, presenceRules, clock.wall())
  const stopMerger = startMerger({ presence, clock: real, onError: failed('merge') })
  const stopPacker = startPacker({
    trace: store.trace,
    clock: real,
    now: () => clock.wall(),
    onError: failed('pack'),
  })
  const stopKeeper = keeper.start()
  const tick = () => {
    board.tick()
    feed.tick()
  }
  const repeats = [
    repeat(real, TICK_MS, tick, failed('tick')),
    repeat(real, ROLL_MS, lookAtRolls, failed('roll')),
    repeat(real, PLACES_MS, () => places.load(), failed('places')),
    repeat(real, DAYS_MS, lookAtDays, failed('days')),
    repeat(real, TIDY_MS, tidy.look, failed('tidy')),
    repeat(real, SESSIONS_MS, () => accounts.dropExpiredSessions(real.wall()), failed('sessions')),
  ]
  screens.start()
  const files = dashboardFiles(options.dashboard)
  const server = listen({
    host: options.host,
    port: options.port,
    trustedProxies: options.trustedProxies,
    api,
    files,
    kiosks,
    feed: screens,
  })
  log.info({ port: server.port, hubId, engine: store.engine, speed }, 'ready')

  return {
    port: server.port as number,
    hubId,
    store,
    async stop() {
      log.info('stopping')
      for (const stop of repeats) stop()
      await kiosks.stop()
      screens.stop()
      feed.stop()
      await server.stop(true)
      await jobs.stop()
      await imports.stop()
      await told.idle()
      await board.stop()
      await stopKeeper()
      await stopPacker()
      await stopMerger()
      while ((await presence.merge()) > 0);
      await store.close()
      log.info('stopped')
    },
  }
}

/** Puts before an error what could not be done. */
const cannot =
  (what: string) =>
  (error: unknown): never => {
    throw new Error(`cannot ${what}: ${error instanceof Error ? error.message : String(error)}`)
  }
