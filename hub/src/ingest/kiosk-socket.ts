import { type Clock, systemClock } from '@schoolgate/protocol/clock'
import { encodeFrame } from '@schoolgate/protocol/frame/codec'
import type { Down } from '@schoolgate/protocol/frame/down'
import { MAX_BATCH } from '@schoolgate/protocol/frame/limits'
import type { RefusedCode } from '@schoolgate/protocol/frame/refused'
import { makeEphemeral } from '@schoolgate/protocol/frame/session'
import type { Random } from '@schoolgate/protocol/random'
import type { RulePack } from '@schoolgate/protocol/rule-pack'
import { PROTOCOL_VERSION } from '@schoolgate/protocol/version'
import type { AppendOutcome, StoredEntry } from '../store/log-types.ts'
import type { PresenceRules } from '../store/presence-types.ts'
import type { Store } from '../store/types.ts'
import { ackBytes } from './ack-bytes.ts'
import { admit } from './admission.ts'
import type { IngestEvents } from './events.ts'
import { type Group, GroupCommit } from './group-commit.ts'
import { handOut } from './hand-out.ts'
import { keepSeal } from './seals.ts'
import { type Action, type Ready, receive, rewind, type Session, type StepContext } from './session.ts'
import { Twins } from './twins.ts'

/** What a kiosk's socket carries as its `data`. */
export interface KioskSocketData {
  kind: 'kiosk'
  session: Session
}

/** The part of Bun's ServerWebSocket that is used. */
export interface KioskSocket {
  data: KioskSocketData
  send(bytes: Uint8Array): number
  close(code?: number, reason?: string): void
}

/** `data` for `server.upgrade(request, { data })`. */
export const newKioskSocketData = (): KioskSocketData => ({ kind: 'kiosk', session: { state: 'over' } })

export interface KioskSocketsDeps {
  store: Pick<Store, 'ingest' | 'directory' | 'cards'>
  rules: Pick<PresenceRules, 'localTime'>
  rulePack: RulePack
  /** names this hub in hello's signature */
  hubId: string
  /** hub time as entries see it; a demonstration's may run fast */
  clock: Clock
  random: Random
  events: IngestEvents
  /** times the network: always real time outside tests */
  realClock?: Clock
}

export interface KioskSockets {
  open(ws: KioskSocket): void
  message(ws: KioskSocket, message: Uint8Array | string): void
  /** @param isTooBig the server cut off a message before anybody here saw it */
  close(ws: KioskSocket, isTooBig?: boolean): void
  /** Sends a site's kiosks what changed in their roster since they were last told. */
  rosterChanged(site: string): Promise<void>
  /** The same for their configuration: gate, site, issuers' keys, cards refused by day of issue. */
  configChanged(site: string): Promise<void>
  /** kiosks welcomed and still there */
  online(): number
  /** Commits what was taken, tells every kiosk when to come back, and closes. New sockets are refused. */
  stop(): Promise<void>
}

/** Who an append is for: the connection may be gone by the time it is on disk. */
interface Sender {
  ws: KioskSocket
  ready: Ready
}

const SLOW_HELLO_MS = 10_000
const SWEEP_MS = 1000
/** Rows waiting for the disk from which credit falls, and from which batches are turned away. */
const BUSY_ROWS = 10_000
const FULL_ROWS = 50_000
const MAX_CREDIT = 2 * MAX_BATCH
/** A restarted hub is met by everybody at once: backlogs start spread over this, ms. */
const RESUME_SPREAD_MS = 5000
const RETRY_MS: Partial<Record<RefusedCode, number>> = {
  stopping: 1000,
  'slow-hello': 5000,
  'bad-frame': 10_000,
}
const LONG_RETRY_MS = 60_000

/** The edge of ingest: sockets in, frames out, everything decided by the session machine. */
export function kioskSockets(deps: KioskSocketsDeps): KioskSockets {
  const { store, clock, events, random, realClock = systemClock } = deps
  const online = new Map<string, KioskSocket>()
  const sites = new Map<string, Set<KioskSocket>>()
  const twins = new Twins()
  /** sockets that owe a hello, oldest first */
  const waiting = new Set<KioskSocket>()
  let stopped = false

  const context: StepContext = {
    now: 0,
    busyMs: 0,
    localDay: (timeZone, at) => deps.rules.localTime(timeZone, at).day,
  }
  const commits = new GroupCommit<Sender>({
    append: appends => store.ingest.append(appends),
    mono: () => realClock.mono(),
    committed,
    failed,
  })
  const pushes = handOut({ store, rulePack: deps.rulePack, now: () => clock.wall(), send })
  let cancelSweep = realClock.after(SWEEP_MS, sweep)

  function sweep() {
    const now = realClock.mono()
    for (const ws of waiting) {
      const { session } = ws.data
      if (session.state === 'hello' && now - session.handshake.openedAt < SLOW_HELLO_MS) break
      refuse(ws, 'slow-hello')
    }
    cancelSweep = realClock.after(SWEEP_MS, sweep)
  }

  function send(ws: KioskSocket, frame: Down) {
    ws.send(encodeFrame(frame))
  }

  function refuse(ws: KioskSocket, code: RefusedCode) {
    const retryMs = Math.round((RETRY_MS[code] ?? LONG_RETRY_MS) * (0.5 + random()))
    send(ws, { t: 'refused', code, retryMs })
    events.onRefused?.(code)
    leave(ws)
    ws.close(1008, code)
  }

  /** Takes a socket out of every list; whatever it still sends is ignored. */
  function leave(ws: KioskSocket) {
    const { session } = ws.data
    ws.data.session = { state: 'over' }
    waiting.delete(ws)
    if (session.state !== 'ready') return
    const { place } = session.ready
    const here = sites.get(place.site)
    here?.delete(ws)
    if (here?.size === 0) sites.delete(place.site)
    if (online.get(place.kiosk) !== ws) return
    online.delete(place.kiosk)
    events.onConnection?.(place, false)
  }

  function act(ws: KioskSocket, action: Action) {
    switch (action.do) {
      case 'admit':
        ws.data.session = { state: 'admitting' }
        waiting.delete(ws)
        welcome(ws, action).catch(error => {
          events.onFault?.('admit', error)
          if (ws.data.session.state !== 'over') ws.close(1011)
          leave(ws)
        })
        return
      case 'refuse':
        return refuse(ws, action.code)
      case 'ignore':
        return
    }
    if (ws.data.session.state !== 'ready') return
    const { ready } = ws.data.session
    switch (action.do) {
      case 'append':
        return commits.push(action.append, { ws, ready })
      case 'ack':
        return ack(ws, ready)
      case 'nack':
        return nack(ws, ready, action)
      case 'health':
        return events.onHealth?.(ready.place, action.health)
      case 'seal':
        keepSeal(store, { kiosk: ready.place.kiosk, journal: ready.journal }, action.seal, clock.wall())
          .then(isKept => isKept || refuse(ws, 'bad-signature'))
          .catch(error => events.onFault?.('append', error))
        return
      case 'fork':
        return fork(ws, ready)
    }
  }

  async function welcome(ws: KioskSocket, { hello, handshake }: Action & { do: 'admit' }) {
    const admitted = await admit({ store, now: () => clock.wall() }, hello, handshake)
    if (ws.data.session.state !== 'admitting') return
    if (!admitted.ok) {
      const { code, ready } = admitted.error
      return ready === undefined ? refuse(ws, code) : fork(ws, ready)
    }
    const ready = admitted.value
    const { place } = ready
    const config = await pushes.config(ready)
    const rosterVersion = await store.directory.rosterVersion(place.site)
    if (ws.data.session.state !== 'admitting') return
    if (stopped) return refuse(ws, 'stopping')

    const older = online.get(place.kiosk)
    // Two machines with one key would take the place from each other for ever: the one started later keeps it.
    const twin = twins.speaks(place.kiosk, hello.bootId, older !== undefined)
    if (twin === 'twin-found') events.onFork?.(place)
    if (twin !== 'alone') return refuse(ws, 'fork')

    // The newer connection wins: the older one is most likely dead without having noticed.
    online.set(place.kiosk, ws)
    if (older !== undefined) {
      leave(older)
      older.close(1000, 'replaced')
    }
    ws.data.session = { state: 'ready', ready }
    let here = sites.get(place.site)
    if (here === undefined) {
      here = new Set()
      sites.set(place.site, here)
    }
    here.add(ws)
    const backlog = hello.lastSeq - ready.committed
    send(ws, {
      t: 'welcome',
      proto: PROTOCOL_VERSION,
      hwm: ready.tail.seq,
      headAtHwm: ready.tail.head,
      safeHwm: ready.safeHwm,
      time: clock.wall(),
      maxBatch: MAX_BATCH,
      credit: credit(),
      resumeAfterMs: backlog > MAX_BATCH ? Math.round(random() * RESUME_SPREAD_MS) : 0,
      configVersion: config?.version ?? 0,
      rosterVersion,
    })
    if (older === undefined) events.onConnection?.(place, true)
    if (config !== undefined && config.version !== ready.configVersion) {
      ready.configVersion = config.version
      send(ws, config)
    }
    if (rosterVersion !== ready.rosterVersion) await pushes.roster(ws, ready)
  }

  function fork(ws: KioskSocket, ready: Ready) {
    events.onFork?.(ready.place)
    refuse(ws, 'fork')
    store.ingest.quarantineKiosk(ready.place.kiosk).catch(error => events.onFault?.('admit', error))
  }

  const credit = () => {
    const rows = commits.waiting
    return rows < BUSY_ROWS ? MAX_CREDIT : Math.max(1, Math.floor((MAX_CREDIT * BUSY_ROWS) / (rows * 4)))
  }

  function ack(ws: KioskSocket, ready: Ready) {
    ws.send(ackBytes(ready.committed, ready.safeHwm, clock.wall(), credit()))
  }

  function nack(ws: KioskSocket, ready: Ready, { code, retryMs }: Action & { do: 'nack' }) {
    events.onNack?.(code)
    send(ws, { t: 'nack', code, hwm: ready.committed, retryMs })
  }

  function committed({ appends, tags, outcomes, ms }: Group<Sender>) {
    const entries: StoredEntry[] = []
    const acks = new Set<Sender['ws']>()
    let rows = 0
    let quarantined = 0
    for (let i = 0; i < appends.length; i++) {
      const append = appends[i] as (typeof appends)[number]
      const outcome = outcomes[i] as AppendOutcome
      const { ws, ready } = tags[i] as Sender
      if (!outcome.ok) {
        moved(ws, ready, outcome.actual)
        continue
      }
      ready.committed = append.next.seq
      if (ready.tail.seq < append.next.seq) ready.tail = append.next
      acks.add(ws)
      rows += append.rows.length
      quarantined += append.quarantine.length
      for (let k = 0; k < append.entries.length; k++) {
        const entry = append.entries[k] as StoredEntry | undefined
        if (entry === undefined) continue
        entry.id = outcome.firstId + k
        entries.push(entry)
      }
    }
    for (const ws of acks) if (ws.data.session.state === 'ready') ack(ws, ws.data.session.ready)
    events.onGroup?.(rows, ms)
    if (quarantined > 0) events.onQuarantined?.(quarantined)
    if (entries.length > 0) events.onCommitted?.(entries)
    for (let i = 0; i < appends.length; i++) {
      if (!outcomes[i]?.ok) continue
      for (const gap of appends[i]?.gaps ?? []) events.onGap?.((tags[i] as Sender).ready.place, gap)
    }
  }

  /** Another connection of this kiosk, here or at another hub, moved the mark first: go on from there. */
  function moved(ws: KioskSocket, ready: Ready, actual: Ready['tail']) {
    ready.tail = actual
    ready.committed = actual.seq
    act(ws, rewind(ready, 'gap', 0))
  }

  /** Nothing of the group is stored: every kiosk in it keeps its entries and sends them again. */
  function failed(tags: Sender[], error: unknown) {
    events.onFault?.('append', error)
    for (const ws of new Set(tags.map(tag => tag.ws))) {
      if (ws.data.session.state !== 'ready') continue
      leave(ws)
      ws.close(1013, 'try again later')
    }
  }

  const readyAt = (site: string): Sender[] =>
    [...(sites.get(site) ?? [])].flatMap(ws =>
      ws.data.session.state === 'ready' ? [{ ws, ready: ws.data.session.ready }] : [],
    )

  return {
    open(ws) {
      if (stopped) {
        ws.data.session = { state: 'over' }
        return refuse(ws, 'stopping')
      }
      const ephemeral = makeEphemeral()
      const nonce = crypto.getRandomValues(new Uint8Array(32))
      const challenge = {
        t: 'challenge',
        nonce,
        hubId: deps.hubId,
        eph: ephemeral.publicKey,
        time: clock.wall(),
      } as const
      ws.data.session = { state: 'hello', handshake: { challenge, ephemeral, openedAt: realClock.mono() } }
      waiting.add(ws)
      send(ws, challenge)
    },

    message(ws, message) {
      context.now = clock.wall()
      context.busyMs = commits.waiting > FULL_ROWS ? 1000 + Math.round(random() * 4000) : 0
      act(ws, receive(ws.data.session, message, context))
    },

    close(ws, isTooBig = false) {
      if (isTooBig) events.onRefused?.('frame-too-large')
      leave(ws)
    },

    async rosterChanged(site) {
      for (const { ws, ready } of readyAt(site)) await pushes.roster(ws, ready)
    },

    async configChanged(site) {
      const told = new Map<string, Awaited<ReturnType<typeof pushes.config>>>()
      for (const { ws, ready } of readyAt(site)) {
        const key = `${ready.proto} ${ready.place.gate}`
        if (!told.has(key)) told.set(key, await pushes.config(ready))
        const config = told.get(key)
        if (config === undefined || config.version === ready.configVersion) continue
        ready.configVersion = config.version
        send(ws, config)
      }
    },

    online: () => online.size,

    async stop() {
      stopped = true
      cancelSweep()
      await commits.drain()
      for (const ws of [...waiting, ...online.values()]) refuse(ws, 'stopping')
      await commits.drain()
    },
  }
}
