import { parseArgs } from 'node:util'
import { argumentFault } from '@schoolgate/protocol/argument-fault'
import { parseClockAnchor } from '@schoolgate/protocol/clock'
import { fail, ok, type Result } from '@schoolgate/protocol/result'
import { FAKE_THERMAL_MODELS, type FakeThermalModel } from './gate.ts'

export const HELP = `Fake devices for one gate, on pseudo-terminals: a GM65 scanner, a thermal sensor, an LCUS relay.

  npm run -s fake:devices -- [options]

  --thermal-model NAME  ${FAKE_THERMAL_MODELS.join(', ')} (default gy-mcu90640)
  --plan FILE           people on their way, JSON lines:
                        {"at": epoch ms, "card": text or null, "look": "normal"}
  --seed N              of noise and hesitation (default 1)
  --clock ANCHOR        startWall,realWall,speed: run in demonstration time
  --dir DIR             where the device paths are made (default: a new one, removed at the end)
  --room DEGC           room temperature (default 22)
  --help                this text

The first line on standard output is {"scanner","thermal","relay"}: the paths to open. Events
follow, one JSON line each. Commands are read from standard input, one JSON line each; the end of a
pipe ends the program:

  {"do":"show","text":"SG1:...","chunk":7}     hold a code before the scanner (chunk: bytes a write)
  {"do":"person","look":"fever","offsetC":0.2} looks: normal, fever, cold-face, cup, two-heads, far
  {"do":"leave"}
  {"do":"unplug","device":"thermal"}           devices: scanner, thermal, relay
  {"do":"replug","device":"thermal"}
  {"do":"noise","device":"scanner","bytes":200}
  {"do":"bad-sum"} {"do":"half-frame"}         spoil the next thermal frame
  {"do":"silence","on":true}                   the thermal sensor sends nothing
  {"do":"baud","device":"scanner","value":9600}
  {"do":"room","degC":24}
  {"do":"plan","file":"morning.jsonl"}
`

export interface Arguments {
  help: boolean
  thermalModel: FakeThermalModel
  plan?: string
  seed: number
  clock?: string
  dir?: string
  roomC: number
}

/** The error is a sentence for the person at the keyboard. */
export function readArguments(argv: readonly string[]): Result<Arguments, string> {
  let values: Record<string, string | boolean | undefined>
  try {
    values = parseArgs({
      args: [...argv],
      options: {
        'thermal-model': { type: 'string' },
        plan: { type: 'string' },
        seed: { type: 'string' },
        clock: { type: 'string' },
        dir: { type: 'string' },
        room: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    return fail(argumentFault(error))
  }
  const model = values['thermal-model'] ?? 'gy-mcu90640'
  const thermalModel = FAKE_THERMAL_MODELS.find(m => m === model)
  if (!thermalModel)
    return fail(`--thermal-model must be one of ${FAKE_THERMAL_MODELS.join(', ')}, not ${model}.`)
  const seed = Number(values.seed ?? 1)
  if (!Number.isInteger(seed)) return fail('--seed must be a whole number.')
  const roomC = Number(values.room ?? 22)
  if (!Number.isFinite(roomC)) return fail('--room must be a temperature in degC.')
  const { clock, plan, dir } = values as { clock?: string; plan?: string; dir?: string }
  if (clock !== undefined && !parseClockAnchor(clock)) {
    return fail('--clock must be startWall,realWall,speed: three numbers.')
  }
  return ok({
    help: values.help === true,
    thermalModel,
    seed,
    roomC,
    ...(plan === undefined ? {} : { plan }),
    ...(clock === undefined ? {} : { clock }),
    ...(dir === undefined ? {} : { dir }),
  })
}
