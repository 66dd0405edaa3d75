import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ClockAnchor, formatClockAnchor } from '@schoolgate/protocol/clock'
import { randomPassword } from '../src/auth/password.ts'
import { buildDashboard } from './build-dashboard.ts'
import { daysBefore, hoursOf, showDay } from './calendar.ts'
import { freePort } from './free-port.ts'
import { kioskCommand } from './kiosk-command.ts'
import { type DemoOptions, HELP, readOptions } from './options.ts'
import { TIME_ZONE, TREE } from './places.ts'
import { type PlannedDay, planSchool, without } from './plan.ts'
import { launch, type Running } from './processes.ts'
import { type DemoSchool, makeSchool } from './school.ts'
import { DEMO_SENSORS, type DemoUser, seedHub } from './seed.ts'

const ROOT = join(import.meta.dirname, '../..')
const USER = 'dulam'
const DISTRICT_USER = 'bayar'
const PAST_DAYS = 8
/** people of the second school of the district */
const SECOND_SIZE = 40
/** real ms the kiosks get to come up before the first child stands at the gate */
const LEAD_MS = 4000

interface FakePaths {
  scanner: string
  thermal: string
  relay: string
}

async function main(): Promise<void> {
  const options = askedFor()
  if (options.help) return console.log(HELP)
  const say = (line: string) => options.json || console.log(line)
  const dir = await mkdtemp(join(tmpdir(), 'schoolgate-demo-'))
  const running: Running<unknown>[] = []
  const ending = new AbortController()
  let building = Promise.resolve()
  let stopping = false
  const stop = async (code: number) => {
    if (stopping) return
    stopping = true
    // A build that is cut off still clears its folder away.
    ending.abort()
    await building.catch(() => {})
    // Kiosks first, so that they say good-bye to a hub that still stands.
    for (const program of running.reverse()) await program.stop()
    await rm(dir, { recursive: true, force: true })
    process.exit(code)
  }
  process.on('SIGINT', () => void stop(0))
  process.on('SIGTERM', () => void stop(0))
  process.on('SIGHUP', () => void stop(0))
  try {
    building = buildDashboard(ROOT, say, ending.signal)
    await building
    await start(options, dir, running, say)
    for (const program of running) {
      program.child.once('exit', () => {
        if (!stopping) console.error('A part of the demo ended by itself; stopping.')
        void stop(1)
      })
    }
  } catch (error) {
    if (!stopping) console.error((error as Error).message)
    await stop(1)
  }
}

function askedFor(): DemoOptions {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    console.error(`${(error as Error).message} --help lists the options.`)
    process.exit(2)
  }
}

async function start(
  options: DemoOptions,
  dir: string,
  running: Running<unknown>[],
  say: (line: string) => unknown,
): Promise<void> {
  say('Making up a school ...')
  const today = showDay(Date.now(), TIME_ZONE)
  const days = [...daysBefore(today, PAST_DAYS), today]
  const [school, second] = makeSchools(options, days)
  const planned = awaitedLater(planSchool(ROOT, school, days, options.seed))
  const hubDir = join(dir, 'hub')
  await mkdir(hubDir, { mode: 0o700 })
  const officer = { user: USER, password: randomPassword() }
  const district = { user: DISTRICT_USER, password: randomPassword() }
  const codes = school.gates.map(() => randomPassword())
  const texts = await seedHub({
    dataDir: hubDir,
    schools: [
      { school, pastDays: awaitedLater(planned.then(all => all.slice(0, -1))) },
      {
        school: second,
        pastDays: awaitedLater(planSchool(ROOT, second, days.slice(0, -1), options.seed + 1)),
      },
    ],
    days,
    officers: [officer, district],
    codes,
    codesUntil: hoursOf(today, 'work', TIME_ZONE).lessonsEnd,
    seed: options.seed,
  })

  const cards = school.comers.filter(comer => school.happenings.away.has(comer.person.id))
  const plan = without((await planned).at(-1) as PlannedDay, new Set(cards.map(comer => comer.card)))
  const anchor: ClockAnchor = {
    startWall: lively(plan, hoursOf(today, 'morning', TIME_ZONE).opens) - LEAD_MS * options.speed,
    realWall: Date.now(),
    speed: options.speed,
  }
  const clock = ['--clock', formatClockAnchor(anchor)]
  const port = options.port === 0 ? 0 : await freePort(options.port)
  const hub = await launch<{ port: number }>({
    name: 'hub',
    command: 'bun',
    args: ['hub/src/main.ts', '--port', `${port}`, '--data', hubDir, '--log-level', 'warn', ...clock],
    cwd: ROOT,
  })
  running.push(hub)
  const gates = school.gates.map(async (_, i) => {
    const lane = { sensor: DEMO_SENSORS[i] as string, code: codes[i] as string, hub: hub.ready.port }
    return startGate(dir, i, lane, laneFile(plan, i, texts), clock, running)
  })
  const kiosks = (await Promise.all(gates)).map(p => `http://localhost:${p}`)
  announce(options, { dashboard: `http://localhost:${hub.ready.port}`, kiosks, ...officer, district }, today)
}

/** Work begun now and waited for later: should it fail meanwhile, that is told when it is waited for. */
function awaitedLater<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {})
  return work
}

/** The live school, and a small one beside it that has a holiday of its own today. */
function makeSchools({ seed, people }: DemoOptions, days: readonly string[]): [DemoSchool, DemoSchool] {
  const row = (id: string) => TREE.find(place => place.id === id) as (typeof TREE)[number]
  return [
    makeSchool({
      ...{ row: row('s45'), size: people, seed, days },
      gates: [
        ['south', 'Өмнөд хаалга'],
        ['yard', 'Хашааны хаалга'],
      ],
    }),
    makeSchool({
      ...{ row: row('s7'), size: SECOND_SIZE, seed: seed + 1, days },
      gates: [['s7-main-gate', 'Гол хаалга']],
      restsOn: { day: days.at(-1) as string, name: 'Сургуулийн ойн баяр' },
    }),
  ]
}

/** When the first dozen have come: the show begins with somebody at the gate. */
function lively(day: PlannedDay, opens: number): number {
  const times = day.arrivals.flat().map(turn => turn.at)
  return times.sort((a, b) => a - b)[12] ?? opens
}

async function startGate(
  dir: string,
  index: number,
  lane: { sensor: string; code: string; hub: number },
  plan: string,
  clock: string[],
  running: Running<unknown>[],
): Promise<number> {
  const planFile = join(dir, `gate-${index}.jsonl`)
  await writeFile(planFile, plan, { mode: 0o600 })
  const model = ['--thermal-model', lane.sensor]
  const fakes = await launch<FakePaths>({
    name: 'emulated devices',
    command: 'bun',
    args: ['kiosk/fakes/main.ts', ...model, '--plan', planFile, '--seed', `${index + 1}`, ...clock],
    cwd: ROOT,
  })
  running.push(fakes)
  const { scanner, thermal, relay } = fakes.ready
  const devices = ['--scanner', scanner, '--thermal', thermal, '--relay', relay, ...model]
  const place = [
    '--hub',
    `http://localhost:${lane.hub}`,
    '--data',
    join(dir, `kiosk-${index}`),
    '--port',
    '0',
  ]
  const kiosk = await launch<{ port: number }>({
    name: `kiosk ${index + 1}`,
    ...kioskCommand([...devices, ...place, '--thermal-warm-up-min', '0', '--log-level', 'warn', ...clock]),
    // Not an argument: those are in everybody's list of processes.
    env: { ...process.env, SCHOOLGATE_KIOSK_PAIRING: lane.code },
    cwd: ROOT,
  })
  running.push(kiosk)
  return kiosk.ready.port
}

/** A gate's day as its emulator takes it: card texts for card ids, in order of time. */
function laneFile(day: PlannedDay, gate: number, texts: Map<string, string>): string {
  return [...(day.arrivals[gate] ?? []), ...(day.departures[gate] ?? [])]
    .map(turn => ({ ...turn, card: turn.card && texts.get(turn.card) }))
    .sort((a, b) => a.at - b.at)
    .map(turn => `${JSON.stringify(turn)}\n`)
    .join('')
}

function announce(
  { json, speed }: DemoOptions,
  ready: { dashboard: string; kiosks: string[]; district: DemoUser } & DemoUser,
  day: string,
): void {
  if (json) {
    console.log(JSON.stringify(ready))
    return
  }
  console.log(`
  Schoolgate, the morning of ${day} at ${speed} times its pace

  Dashboard   ${ready.dashboard}
  User        ${ready.user}
  Password    ${ready.password}
  District    ${ready.district.user} / ${ready.district.password}
${ready.kiosks.map((k, i) => `  Kiosk ${i + 1}     ${k}`).join('\n')}

  Ctrl-C stops everything and leaves nothing behind.
`)
}

await main()
