import { parseArgs } from 'node:util'
import { argumentFault } from '@schoolgate/protocol/argument-fault'

export interface DemoOptions {
  /** ms of the school's morning per real ms */
  speed: number
  seed: number
  people: number
  port: number
  /** print one JSON line when ready, and nothing else */
  json: boolean
  help: boolean
}

export const HELP = `A school's morning on this machine: a hub, its dashboard, two kiosks on emulated devices.

  npm start -- [options]

  --speed N    how fast the morning runs, 1 to 60 [10]
  --people N   pupils and staff of the made-up school, 60 to 2000 [700]
  --seed N     another number, another morning [1]
  --port N     port of the dashboard, 0 for a free one [8080, or a free one if that is taken]
  --json       print {"dashboard","kiosks","user","password","district"} as one line when ready
  --help       this text

Everything lies in a temporary directory that is gone after Ctrl-C.`

/** @throws Error naming the option that does not fit */
export function readOptions(argv: string[]): DemoOptions {
  const values = parse(argv)
  return {
    speed: within('speed', values.speed, 1, 60),
    people: within('people', values.people, 60, 2000),
    seed: within('seed', values.seed, 0, 2 ** 31),
    port: within('port', values.port, 0, 65_535),
    json: values.json,
    help: values.help,
  }
}

function parse(args: string[]) {
  const options = {
    speed: { type: 'string', default: '10' },
    people: { type: 'string', default: '700' },
    seed: { type: 'string', default: '1' },
    port: { type: 'string', default: '8080' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false, short: 'h' },
  } as const
  try {
    return parseArgs({ args, options }).values
  } catch (error) {
    throw new Error(argumentFault(error))
  }
}

function within(name: string, text: string, min: number, max: number): number {
  const n = Number(text)
  if (text.trim() !== '' && n >= min && n <= max) return n
  throw new Error(`--${name} must be a number from ${min} to ${max}, not "${text}".`)
}
