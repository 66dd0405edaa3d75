import { fstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Clock, demoSlack, parseClockAnchor, scaledClock, systemClock } from '@schoolgate/protocol/clock'
import { seededRandom } from '@schoolgate/protocol/random'
import { runCommand } from './command.ts'
import { startFakeGate } from './gate.ts'
import { createLane } from './lane.ts'
import { type Arguments, HELP, readArguments } from './options.ts'
import { parsePlan } from './plan.ts'

const parsed = readArguments(process.argv.slice(2))
if (!parsed.ok) {
  process.stderr.write(`${parsed.error} --help lists the options.\n`)
  process.exit(2)
}
if (parsed.value.help) {
  process.stdout.write(HELP)
  process.exit(0)
}
run(parsed.value)

function run(options: Arguments): void {
  const anchor = options.clock === undefined ? undefined : parseClockAnchor(options.clock)
  const clock: Clock = anchor ? scaledClock(anchor) : systemClock
  const random = seededRandom(options.seed)
  const made = options.dir === undefined
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'schoolgate-devices-'))
  mkdirSync(dir, { recursive: true })

  const say = (event: object): void => {
    process.stdout.write(`${JSON.stringify({ ...event, mono: clock.mono(), wall: clock.wall() })}\n`)
  }
  const gate = startFakeGate({
    dir,
    thermalModel: options.thermalModel,
    clock,
    random,
    roomC: options.roomC,
    onRelay(event) {
      say({ event: 'relay', ...event })
      if (event.on) lane.relayPulsed(event.channel)
    },
  })
  const lane = createLane({
    clock,
    random,
    gate,
    slackMs: anchor ? demoSlack(anchor.speed) : 0,
    onEvent: say,
  })

  let stopped = false
  function stop(): void {
    if (stopped) return
    stopped = true
    lane.stop()
    gate.stop()
    if (made) rmSync(dir, { recursive: true, force: true })
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.on('SIGHUP', stop)
  process.stdout.on('error', stop)

  process.stdout.write(`${JSON.stringify(gate.paths)}\n`)
  if (options.plan !== undefined) {
    try {
      lane.add(parsePlan(readFileSync(options.plan, 'utf8')))
    } catch (error) {
      say({ event: 'error', message: `plan: ${(error as Error).message}` })
    }
  }
  const input = fstatSync(0)
  const isPiped = input.isFIFO() || input.isSocket()
  const lines = createInterface({ input: process.stdin })
  lines.on('line', line => {
    if (line.trim() !== '') runCommand(line, { gate, lane, say })
  })
  // A program that started us ends us by closing the pipe; a terminal's background job has no input to end.
  lines.on('close', () => {
    if (isPiped) stop()
  })
}
