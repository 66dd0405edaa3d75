import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { type Clock, demoSlack, scaledClock, systemClock } from '@schoolgate/protocol/clock'
import { decodeBody, type EntryBody } from '@schoolgate/protocol/entry/body'
import type { Config } from '@schoolgate/protocol/frame/config'
import type { Health } from '@schoolgate/protocol/frame/health'
import { makeEphemeral } from '@schoolgate/protocol/frame/session'
import { bytesToHex } from '@schoolgate/protocol/hex'
import type { Random } from '@schoolgate/protocol/random'
import { fail, ok, type Result } from '@schoolgate/protocol/result'
import { prepareFolder } from './data-folder.ts'
import { loadIdentity } from './identity.ts'
import { openDurable } from './journal/durable.ts'
import { openJournal, setAsideIfDamaged } from './journal/open.ts'
import type { Site } from './lane-ports.ts'
import type { Logger } from './log.ts'
import type { KioskOptions } from './options.ts'
import { startRelay } from './relay/relay.ts'
import { SiteStore } from './roster/site-store.ts'
import { Lane } from './scan.ts'
import { startScanner } from './scanner/scanner.ts'
import { startScreen } from './screen/server.ts'
import type { Scene } from './screen/view.ts'
import { startThermal } from './thermal/thermal.ts'
import type { UplinkStatus } from './uplink/events.ts'
import { HubTime } from './uplink/hub-time.ts'
import { startUplink } from './uplink/uplink.ts'
import { DayMemory } from './verdict/day-memory.ts'
import { localDay } from './verdict/local-day.ts'

export interface App {
  /** port of the screen page */
  port: number
  kiosk: string
  stop(): Promise<void>
}

const SOFTWARE = 'schoolgate-kiosk 0.1.0'
const DAY_MS = 86_400_000
/** Entries stay at least this long, so that the kiosks are the hub's backup. */
const KEEP_MS = 14 * DAY_MS
const PRUNE_EVERY_MS = 3_600_000
const PROBE_EVERY_MS = 1_000
const GATE_CHANNEL = 1
const GATE_PULSE_MS = 500

/** Joins the stages: the only place that knows them all. @returns why the kiosk cannot start, in plain words */
export async function startApp(
  options: KioskOptions,
  log: Logger,
  random: Random,
): Promise<Result<App, string>> {
  const folder = prepareFolder(options.data)
  if (!folder.ok) return folder
  const identity = loadIdentity(options.data)
  if (!identity.ok) return fail(`The key in ${options.data} cannot be read; this kiosk cannot say who it is.`)
  const clock: Clock = options.clock ? scaledClock(options.clock) : systemClock
  const bootId = bytesToHex(randomBytes(8))
  const hubTime = new HubTime(clock.wall)
  const stamp = () => {
    const now = clock.mono()
    const wallMs = Math.round(hubTime.wall(now))
    return { monoMs: Math.round(now), wallMs, synced: hubTime.isSynced() }
  }
  const siteFile = join(options.data, 'site.db')
  if (setAsideIfDamaged(siteFile, clock.wall()))
    log.error('configuration and roster were damaged; the hub will send them again')
  const store = new SiteStore(openDurable(siteFile))
  const { journal, setAside, replaced } = openJournal(
    join(options.data, 'journal.db'),
    identity.value.kiosk,
    bootId,
    clock.wall(),
    { journal: store.journal(), ranBefore: !identity.value.isNew },
  )
  // Only now: a start cut short before finds the old id once more, and says again what was lost.
  store.setJournal(journal.id)
  if (setAside) log.error({ setAside }, 'the journal was damaged; it was set aside and a new one begun')
  else if (replaced)
    log.error('the journal was gone; a new one was begun, and what the hub had not got yet is lost')

  if (!isPrivate(options.hub)) log.warn('the way to the hub is not encrypted; give an https address')

  let site = siteOf(store.config())
  let status: UplinkStatus = { online: false }
  let scene: Scene | undefined
  let isJournalBroken = false
  let cancelProbe = () => {}
  let prunedAt = Number.NEGATIVE_INFINITY

  function siteOf(config: Config | undefined): Site | undefined {
    if (!config) return undefined
    const memory = new DayMemory(localDay(config.site.timeZone))
    const now = stamp().wallMs
    const today = memory.day(now)
    for (const { wallMs, body } of journal.since(now - DAY_MS)) {
      // One entered while the clock was wrong would turn the memory's day, and wipe it.
      if (memory.day(wallMs) !== today) continue
      const decoded = decodeBody(body)
      if (decoded.ok) memory.note(wallMs, decoded.value)
    }
    return { config, lane: options.lane ?? config.gate.lane, memory }
  }

  const screen = await startScreen({ port: options.port, host: options.host, clock })
  const lane = new Lane(
    {
      clock,
      wall: () => {
        const { wallMs, synced } = stamp()
        return { ms: wallMs, synced }
      },
      site: () => (isJournalBroken ? undefined : site),
      holder: card => store.holder(card),
      commit,
      openGate: () => {
        if (relay && !relay.pulse(GATE_CHANNEL, GATE_PULSE_MS))
          log.warn('the relay is down; the gate stays shut')
      },
      tick: () => screen.tick(),
      scene: next => {
        scene = next
        render()
      },
    },
    {
      sensor: options.thermalModel,
      ...(options.thermalWarmUpMs !== undefined && { warmUpMs: options.thermalWarmUpMs }),
      ...(options.clock && { slackMs: demoSlack(options.clock.speed) }),
      ...(options.room !== undefined && { room: options.room }),
    },
  )

  const onState = (device: string) => (state: 'up' | 'down') => {
    log.info({ device, state }, 'device')
    if (device === 'thermal') lane.sensor(state)
    changed()
  }
  const relay =
    options.relay === undefined
      ? undefined
      : startRelay({ path: options.relay, clock, random, onState: onState('relay') })
  const thermal = startThermal({
    path: options.thermal,
    model: options.thermalModel,
    clock,
    random,
    onFrame: (frame, atMono) => lane.frame(frame, atMono),
    onState: onState('thermal'),
  })
  const scanner = startScanner({
    path: options.scanner,
    clock,
    random,
    onCode: (text, atMono) => lane.code(text, atMono),
    onState: onState('scanner'),
  })
  const uplink = startUplink({
    url: options.hub,
    clock: systemClock,
    world: {
      journal,
      identity: identity.value,
      bootId,
      software: SOFTWARE,
      ...(options.pairing !== undefined && { pairing: options.pairing }),
      stamp,
      versions: () => ({ config: store.config()?.version ?? 0, roster: store.rosterVersion() }),
      health,
      makeEphemeral,
      random,
    },
    onConfig(config) {
      store.setConfig(config)
      site = siteOf(config)
      log.info({ version: config.version, gate: config.gate.id }, 'configured')
      render()
    },
    onRoster(frame) {
      const applied = store.applyRoster(frame)
      if (applied !== 'staged') log.info({ version: frame.version, applied }, 'roster')
    },
    onAcked(hwm, safeHwm) {
      journal.acknowledge(hwm)
      if (clock.mono() - prunedAt > PRUNE_EVERY_MS) {
        prunedAt = clock.mono()
        const deleted = journal.prune(safeHwm, stamp().wallMs - KEEP_MS)
        if (deleted > 0) log.info({ deleted }, 'old entries deleted')
      }
      render()
    },
    onHubTime(time, asked, heard) {
      const wasSynced = hubTime.isSynced()
      hubTime.sample(time, asked, heard)
      // A machine that woke up in the past remembered another day's scans: who is inside is read anew.
      if (!wasSynced && hubTime.isSynced()) site = siteOf(store.config())
    },
    onStatus(next) {
      status = next
      if (!next.online) store.dropStaged()
      log.info(next, 'uplink')
      render()
    },
    onBadFrame: where => log.warn({ where }, 'the hub sent a frame this kiosk cannot read'),
  })

  /** Appends, and from the first failure on says so and tries the file until it takes writes again. */
  function commit(body: EntryBody): boolean {
    const at = stamp()
    const appended = journal.append(body, at)
    if (!appended.ok) {
      log.error({ code: appended.error }, 'the journal cannot be written; nobody is let in by this kiosk')
      isJournalBroken = true
      probe()
      return false
    }
    site?.memory.note(at.wallMs, body)
    // After the lamp: the uplink must not stand between the disk and the relay.
    setImmediate(() => uplink.appended())
    return true
  }

  function probe() {
    cancelProbe = systemClock.after(PROBE_EVERY_MS, () => {
      if (!journal.probe().ok) return probe()
      log.info('the journal takes writes again')
      isJournalBroken = false
      render()
    })
  }

  function health(): Omit<Health, 't'> {
    const lines = [scanner.counts(), thermal.counts()]
    const damagedAt = journal.replacedAt()
    const sum = (of: (counts: (typeof lines)[number]) => number) =>
      lines.reduce((n, counts) => n + of(counts), 0)
    return {
      ...states(),
      kept: kept(),
      rssBytes: process.memoryUsage.rss(),
      discardedBytes: sum(c => c.discardedBytes),
      badSums: sum(c => c.badSums),
      reopened: sum(c => c.reopened) + (relay?.counts().reopened ?? 0),
      ...(damagedAt !== undefined && { damagedAt }),
    }
  }

  function states() {
    return {
      scanner: scanner.state(),
      thermal: thermal.state(),
      relay: relay?.state() ?? ('absent' as const),
    }
  }

  const kept = () => Math.max(0, journal.head().seq - Math.max(journal.acked(), journal.base().seq))

  function changed(): void {
    // Devices may report while they are being started, before there is an uplink to tell.
    queueMicrotask(() => {
      uplink.healthChanged()
      render()
    })
  }

  function atRest(): Scene {
    if (!site) return { scene: 'out-of-order', cause: 'not-set-up' }
    if (isJournalBroken) return { scene: 'out-of-order', cause: 'journal-failed' }
    if (scanner.state() === 'down') return { scene: 'out-of-order', cause: 'scanner-down' }
    return { scene: 'ready' }
  }

  function render(): void {
    const config = site?.config
    screen.show({
      locale: options.locale ?? config?.site.locale ?? 'mn',
      timeZone: config?.site.timeZone ?? 'Asia/Ulaanbaatar',
      scene: scene ?? atRest(),
      strip: { gate: config?.gate.name ?? '', ...status, kept: kept(), ...states() },
    })
  }

  render()
  return ok({
    port: screen.port,
    kiosk: identity.value.kiosk,
    async stop() {
      lane.stop()
      cancelProbe()
      uplink.stop()
      await Promise.all([scanner.stop(), thermal.stop(), relay?.stop()])
      await screen.stop()
      journal.close()
      store.close()
    },
  })
}

/** Encrypted, or never leaving this machine. */
function isPrivate(hub: string): boolean {
  const { protocol, hostname } = new URL(hub)
  return protocol === 'wss:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}
