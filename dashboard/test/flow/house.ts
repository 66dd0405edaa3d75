import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { formatClockAnchor } from '@schoolgate/protocol/clock'
import { freePort } from '../../../hub/demo/free-port.ts'
import { kioskCommand } from '../../../hub/demo/kiosk-command.ts'
import { launch, type Running } from '../../../hub/demo/processes.ts'
import type { PageView } from '../../../kiosk/src/screen/page-view.ts'
import { openEvents } from '../../../kiosk/test/helpers/events.ts'

const run = promisify(execFile)
const ROOT = join(import.meta.dirname, '../../..')
/** Devices and kiosk run this much faster than the wall; a look takes half a second. */
const SPEED = 4

export interface Pupil {
  name: string
  given: string
}

/** Within this of its time the kiosk says the same again, and enters nothing. */
const SAME_CARD_MS = 10_000

interface RelayEvent {
  event: string
  channel: number
  on: boolean
}

/** A whole small school on this machine: hub, one kiosk, emulated devices, each a process of its own. */
export interface House {
  url: string
  site: string
  /** the school's jurisdiction */
  place: string
  /** the school's local day */
  day: string
  user: string
  password: string
  /** card text of each pupil, in the order given */
  cards: string[]
  /** times the green lamp went on */
  greens(): number
  startHub(): Promise<void>
  startKiosk(): Promise<void>
  /** As a power cut would: no chance to say good-bye. */
  killHub(): Promise<void>
  killKiosk(): Promise<void>
  /**
   * A pupil steps up, holds the card before the scanner and resolves when the green lamp goes on. Asked to wait (a
   * busy machine may lose the sensor's frames), the pupil shows the card again, as pupils do.
   */
  letIn(card: string): Promise<void>
  stepAway(): void
  /** Something is held before the scanner. */
  showText(text: string): void
  /** A card is held before the scanner; resolves to what staff read when the child is sent to the teacher. */
  referral(card: string): Promise<string | undefined>
  /** Random bytes on a device's line. */
  noise(device: 'scanner' | 'thermal', bytes: number): void
  /** What the hub says of itself to a monitor. */
  metrics(): Promise<string>
  stop(): Promise<void>
}

/** Sets a school up by the same commands an administrator types. */
export async function makeHouse(pupils: Pupil[]): Promise<House> {
  const dir = await mkdtemp(join(tmpdir(), 'schoolgate-flow-'))
  const data = join(dir, 'hub')
  const admin = async (...args: string[]) =>
    (await run('bun', ['hub/src/admin.ts', ...args, '--data', data], { cwd: ROOT })).stdout.trim()
  const place = [
    '--district',
    'Наран',
    '--time-zone',
    'Asia/Ulaanbaatar',
    '--locale',
    'en',
    '--gate',
    'South:in',
  ]
  const school = JSON.parse(await admin('init', '--school', 'School 45', ...place)) as {
    site: string
    jurisdiction: string
    gates: { id: string }[]
    user: string
    password: string
  }
  const csv = join(dir, 'people.csv')
  await writeFile(
    csv,
    `name,given,group,role\n${pupils.map(p => `${p.name},${p.given},3B,student\n`).join('')}`,
  )
  await admin('people', csv, '--site', school.site)
  const printed = parseCards(await admin('cards', '--site', school.site))
  const cards = pupils.map(p => printed.get(p.name) as string)
  const pairing = JSON.parse(await admin('pair', '--gate', school.gates[0]?.id as string)) as { code: string }

  const port = await freePort(18_080)
  // Nine in the morning at the school, so that no run crosses its midnight.
  const day = new Date().toISOString().slice(0, 10)
  const anchor = { startWall: Date.parse(`${day}T01:00:00Z`), realWall: Date.now(), speed: SPEED }
  const clock = ['--clock', formatClockAnchor(anchor)]
  let greens = 0
  let lamp = Promise.withResolvers<void>()
  const devices = await launch<{ scanner: string; thermal: string; relay: string }>({
    name: 'emulated devices',
    command: 'bun',
    args: ['kiosk/fakes/main.ts', ...clock],
    cwd: ROOT,
    onLine(line) {
      const event = line as unknown as RelayEvent
      if (event.event !== 'relay' || event.channel !== 1 || !event.on) return
      greens++
      lamp.resolve()
      lamp = Promise.withResolvers<void>()
    },
  })
  let hub: Running<{ port: number }> | undefined
  let kiosk: Running<{ port: number }> | undefined
  let hubPort = port
  const house: House = {
    get url() {
      return `http://localhost:${hubPort}`
    },
    site: school.site,
    place: school.jurisdiction,
    day,
    user: school.user,
    password: school.password,
    cards,
    greens: () => greens,
    async startHub() {
      const args = [
        'hub/src/main.ts',
        '--port',
        `${hubPort}`,
        '--data',
        data,
        '--log-level',
        'warn',
        ...clock,
      ]
      hub = await launch({ name: 'hub', command: 'bun', args, cwd: ROOT })
      hubPort = hub.ready.port
    },
    async startKiosk() {
      const { scanner, thermal, relay } = devices.ready
      const lines = [
        '--scanner',
        scanner,
        '--thermal',
        thermal,
        '--relay',
        relay,
        '--thermal-warm-up-min',
        '0',
      ]
      const rest = ['--hub', house.url, '--data', join(dir, 'kiosk'), '--port', '0']
      const command = kioskCommand([...lines, ...rest, '--log-level', 'warn', ...clock])
      const env = { ...process.env, SCHOOLGATE_KIOSK_PAIRING: pairing.code }
      kiosk = await launch({ name: 'kiosk', ...command, env, cwd: ROOT })
      await untilReady(kiosk.ready.port)
    },
    async killHub() {
      await hub?.stop('SIGKILL')
    },
    async killKiosk() {
      await kiosk?.stop('SIGKILL')
    },
    async letIn(card) {
      const wanted = greens + 1
      while (greens < wanted) {
        devices.send({ do: 'person', look: 'normal' })
        devices.send({ do: 'show', text: card })
        await Promise.race([lamp.promise, pause(SAME_CARD_MS / SPEED + 1000)])
      }
    },
    showText: text => devices.send({ do: 'show', text }),
    async referral(card) {
      const events = await openEvents(`http://127.0.0.1:${kiosk?.ready.port}/events`)
      try {
        devices.send({ do: 'person', look: 'normal' })
        devices.send({ do: 'show', text: card })
        for (;;) {
          const { scene } = JSON.parse(await events.next('view')) as PageView
          if (scene.scene === 'verdict') return scene.verdict === 'refer' ? scene.note : scene.verdict
        }
      } finally {
        events.close()
        devices.send({ do: 'leave' })
      }
    },
    noise: (device, bytes) => devices.send({ do: 'noise', device, bytes }),
    stepAway: () => devices.send({ do: 'leave' }),
    metrics: async () => (await fetch(`http://127.0.0.1:${hubPort}/metrics`)).text(),
    async stop() {
      await kiosk?.stop()
      await devices.stop()
      await hub?.stop()
      await rm(dir, { recursive: true, force: true })
    },
  }
  return house
}

/** Watches the child's screen until it invites cards and both devices work. */
async function untilReady(port: number): Promise<void> {
  const events = await openEvents(`http://127.0.0.1:${port}/events`)
  for (;;) {
    const view = JSON.parse(await events.next('view')) as PageView
    const { scanner, thermal } = view.devices
    if (view.scene.scene === 'ready' && scanner === 'up' && thermal === 'up') break
  }
  events.close()
}

/** `name,class,text` lines; a card's text has neither commas nor quotes. */
function parseCards(csv: string): Map<string, string> {
  const rows = csv.split('\n').map(line => line.trim().split(','))
  return new Map(
    rows.map(row => [row[0]?.replaceAll('"', '') as string, row.at(-1)?.replaceAll('"', '') as string]),
  )
}
