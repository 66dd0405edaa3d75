import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kioskCommand } from '../demo/kiosk-command.ts'
import { launch, type Running } from '../demo/processes.ts'
import { bunPasswords } from '../src/auth/password.ts'
import { tokenHash } from '../src/auth/token.ts'
import { ensureIssuer } from '../src/cards/issuer.ts'
import { presenceRules } from '../src/presence/rules.ts'
import { openStore } from '../src/store/open.ts'
import { testId } from '../test/helpers/kiosk-client.ts'
import { seedFleet } from './fleet.ts'
import { type HubProcess, startHub } from './hub-process.ts'

const ROOT = join(import.meta.dirname, '../..')
const CODE = 'bench pairing code'
const DAY_MS = 86_400_000
export const BENCH_USER = { user: 'bench', password: 'bench officer' }
/** the fleet's first school; its first gate is the one with the real kiosk */
export const BENCH_SITE = 's0'
const GATE = 'g0'

/** A line of the emulated devices: what happened and when, epoch ms. */
export interface DeviceEvent {
  event: string
  channel?: number
  on?: boolean
  wall: number
}

/** One gate of real programs: hub, kiosk on its way-out lane (nobody is measured there), emulated devices. */
export interface GateRig {
  hub: HubProcess
  kiosk: Running<{ port: number }>
  devices: Running<unknown>
  /** card text of person i, whose id is `testId('person i')` */
  cards: string[]
  onDevice: (event: DeviceEvent) => void
  stop(): Promise<void>
}

/** @param others kiosks of other schools the hub shall know, numbers 4 and up */
export async function startGateRig(people: number, others: number): Promise<GateRig> {
  const dir = await mkdtemp(join(tmpdir(), 'schoolgate-bench-'))
  await seedFleet(dir, 4 + others)
  const cards = await seedPeople(dir, people)
  const hub = await startHub(dir)
  const rig: Partial<GateRig> & Pick<GateRig, 'onDevice'> = { onDevice: () => {} }
  const devices = await launch<{ scanner: string; thermal: string; relay: string }>({
    name: 'emulated devices',
    command: 'bun',
    args: ['kiosk/fakes/main.ts'],
    cwd: ROOT,
    onLine: line => rig.onDevice(line as unknown as DeviceEvent),
  })
  const { scanner, thermal, relay } = devices.ready
  const lines = ['--scanner', scanner, '--thermal', thermal, '--relay', relay, '--thermal-warm-up-min', '0']
  const place = ['--hub', `http://127.0.0.1:${hub.port}`, '--data', join(dir, 'kiosk'), '--port', '0']
  const kiosk = await launch<{ port: number }>({
    name: 'kiosk',
    ...kioskCommand([...lines, ...place, '--pairing', CODE, '--lane', 'out', '--log-level', 'warn']),
    cwd: ROOT,
  })
  return Object.assign(rig, {
    hub,
    kiosk,
    devices,
    cards,
    async stop() {
      await kiosk.stop()
      await devices.stop()
      await hub.kill()
      await rm(dir, { recursive: true, force: true })
    },
  })
}

/** The kiosk is up once its screen invites cards; the hub has then handed out roster and keys. */
export async function untilInviting(rig: GateRig): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${rig.kiosk.ready.port}/events`)
  let text = ''
  for await (const chunk of answer.body as ReadableStream<Uint8Array>) {
    text += new TextDecoder().decode(chunk)
    if (/"scene":"ready".*"scanner":"up"/.test(text)) return
  }
}

async function seedPeople(dir: string, people: number): Promise<string[]> {
  const store = await openStore({ sqlitePath: join(dir, 'hub.sqlite') }, { rules: presenceRules })
  const { directory, accounts } = store
  const issuer = await ensureIssuer(dir, BENCH_SITE)
  await directory.putIssuerKey({ kid: issuer.kid, jurisdiction: BENCH_SITE, publicKey: issuer.publicKey })
  const numbers = Array.from({ length: people }, (_, i) => i)
  await directory.putPeople(
    numbers.map(i => ({
      id: testId(`person ${i}`),
      site: BENCH_SITE,
      role: 'student',
      name: `Person ${i}`,
      given: `Person ${i}`,
      group: `${1 + (i % 12)}a`,
    })),
  )
  const days = { issued: isoDay(Date.now() - 30 * DAY_MS), expires: isoDay(Date.now() + 300 * DAY_MS) }
  const cards = numbers.map(i => ({ id: testId(`card ${i}`), person: testId(`person ${i}`), ...days }))
  await directory.putCards(cards.map(card => ({ ...card, revokedAt: null })))
  await directory.putPairingCode(tokenHash(CODE), GATE, Date.now() + DAY_MS)
  const passwordHash = await bunPasswords().hash(BENCH_USER.password)
  const officer = { id: 'bench', user: BENCH_USER.user, name: 'Bench', locale: 'en' as const }
  await accounts.putOfficer({ ...officer, passwordHash, jurisdiction: BENCH_SITE })
  await store.close()
  return cards.map(card => issuer.issue({ card: card.id, ...days }))
}

const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10)
