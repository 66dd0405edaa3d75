import { type ClockAnchor, parseClockAnchor } from '@schoolgate/protocol/clock'
import { LOCALES, type Locale } from '@schoolgate/protocol/locale'
import { fail, ok, type Result } from '@schoolgate/protocol/result'
import { LOG_LEVELS, type LogLevel } from './log.ts'
import { THERMAL_MODEL_NAMES, type ThermalModel } from './thermal/models.ts'
import { kioskSocketUrl } from './uplink/url.ts'

const LANES = ['in', 'out', 'both'] as const

export interface KioskOptions {
  scanner: string
  thermal: string
  thermalModel: ThermalModel
  relay?: string
  /** the hub's kiosk socket */
  hub: string
  data: string
  port: number
  host: string
  pairing?: string
  /** replaces the rule pack's warm-up */
  thermalWarmUpMs?: number
  /** degC, for a sensor that does not say what the room's temperature is */
  room?: number
  /** replaces the hub's configuration */
  lane?: (typeof LANES)[number]
  locale?: Locale
  clock?: ClockAnchor
  logLevel: LogLevel
}

interface Option {
  name: string
  value: string
  help: string
  /** what to say when it is missing; absent for an option that may be */
  missing?: string
  fallback?: string
  /** the value as the program takes it, or what is wrong with it */
  check(text: string): Result<unknown, string>
  key: keyof KioskOptions
}

const text = (t: string) => ok(t)
const path = (t: string) => (t.includes('\0') ? fail('must be a path') : ok(t))
const oneOf = (allowed: readonly string[]) => (t: string) =>
  allowed.includes(t) ? ok(t) : fail(`must be one of ${allowed.join(', ')}`)
const number = (min: number, max: number, scale: number, isWhole: boolean) => (t: string) => {
  const n = Number(t)
  const fits = t.trim() !== '' && n >= min && n <= max && (!isWhole || Number.isInteger(n))
  return fits ? ok(n * scale) : fail(`must be a number from ${min} to ${max}`)
}

/** Every option there is: nothing else reads the command line or the environment. */
const OPTIONS: readonly Option[] = [
  {
    key: 'scanner',
    name: 'scanner',
    value: 'PATH',
    help: 'serial device of the QR scanner',
    missing: 'Which serial device is the QR scanner on?',
    check: path,
  },
  {
    key: 'thermal',
    name: 'thermal',
    value: 'PATH',
    help: 'serial device of the thermal sensor',
    missing: 'Which serial device is the thermal sensor on?',
    check: path,
  },
  {
    key: 'thermalModel',
    name: 'thermal-model',
    value: 'MODEL',
    help: THERMAL_MODEL_NAMES.join(' | '),
    fallback: 'gy-mcu90640',
    check: oneOf(THERMAL_MODEL_NAMES),
  },
  {
    key: 'relay',
    name: 'relay',
    value: 'PATH',
    help: 'serial device of the lamp and gate relay',
    check: path,
  },
  {
    key: 'hub',
    name: 'hub',
    value: 'URL',
    help: 'address of the hub, as ws://host:port or https://host',
    missing: 'What is the address of the hub?',
    check: t => {
      const url = kioskSocketUrl(t)
      return url.ok ? url : fail('must be an address such as ws://hub:8080 or https://hub.example')
    },
  },
  {
    key: 'data',
    name: 'data',
    value: 'DIR',
    help: 'folder for the journal, the roster and the key of this kiosk; made if missing',
    missing: 'In which folder should the journal be kept?',
    check: path,
  },
  {
    key: 'port',
    name: 'port',
    value: 'N',
    help: 'port of the screen page on this machine; 0 takes any free one',
    fallback: '8090',
    check: number(0, 65_535, 1, true),
  },
  {
    key: 'host',
    name: 'host',
    value: 'ADDRESS',
    help: 'address the screen page listens on; it shows given names, so this machine alone by default',
    fallback: '127.0.0.1',
    check: text,
  },
  {
    key: 'pairing',
    name: 'pairing',
    value: 'CODE',
    help: 'one-time code that ties a new kiosk to its gate',
    check: text,
  },
  {
    key: 'thermalWarmUpMs',
    name: 'thermal-warm-up-min',
    value: 'N',
    help: 'minutes the sensor must be on before it is believed; the rule pack says otherwise',
    check: number(0, 240, 60_000, false),
  },
  {
    key: 'room',
    name: 'room',
    value: 'DEGC',
    help: 'temperature of the room, for a sensor that cannot tell it',
    check: number(-10, 50, 1, false),
  },
  {
    key: 'lane',
    name: 'lane',
    value: 'LANE',
    help: 'in | out | both, instead of what the hub says',
    check: oneOf(LANES),
  },
  {
    key: 'locale',
    name: 'locale',
    value: 'LANG',
    help: `${LOCALES.join(' | ')}, instead of what the hub says`,
    check: oneOf(LOCALES),
  },
  {
    key: 'clock',
    name: 'clock',
    value: 'ANCHOR',
    help: 'startWall,realWall,speed: a demonstration clock',
    check: t => {
      const anchor = parseClockAnchor(t)
      return anchor ? ok(anchor) : fail('must be startWall,realWall,speed')
    },
  },
  {
    key: 'logLevel',
    name: 'log-level',
    value: 'LEVEL',
    help: LOG_LEVELS.join(' | '),
    fallback: 'info',
    check: oneOf(LOG_LEVELS),
  },
]

export type OptionsProblem = { help: string } | { problems: string[] }

const envName = (name: string): string => `SCHOOLGATE_KIOSK_${name.toUpperCase().replaceAll('-', '_')}`

/**
 * The options from the command line, then the environment, then the defaults.
 *
 * @param argv arguments after the script's name
 */
export function readOptions(
  argv: readonly string[],
  env: Record<string, string | undefined>,
): Result<KioskOptions, OptionsProblem> {
  if (argv.includes('--help') || argv.includes('-h')) return fail({ help: helpText() })
  const problems: string[] = []
  const given = readArguments(argv, problems)
  const isReadable = problems.length === 0
  const values: Record<string, unknown> = {}
  for (const option of OPTIONS) {
    const set = given.get(option.name) ?? (env[envName(option.name)] || undefined) ?? option.fallback
    if (set === undefined) {
      // A needed option may be the one that was mistyped: what is missing is said once all can be read.
      if (option.missing && isReadable)
        problems.push(
          `${option.missing} Give --${option.name} ${option.value} or set ${envName(option.name)}.`,
        )
      continue
    }
    const checked = option.check(set)
    if (checked.ok) values[option.key] = checked.value
    else problems.push(`--${option.name} ${checked.error}.`)
  }
  return problems.length > 0 ? fail({ problems }) : ok(values as unknown as KioskOptions)
}

function readArguments(argv: readonly string[], problems: string[]): Map<string, string> {
  const given = new Map<string, string>()
  for (let i = 0; i < argv.length; i++) {
    const [, name, inline] = /^--([a-z-]+)(?:=(.*))?$/s.exec(argv[i] as string) ?? []
    if (name === undefined || !OPTIONS.some(o => o.name === name)) {
      problems.push(`There is no option ${argv[i]}; --help lists them.`)
      // Its value, if it has one, is not another mistake.
      if (name !== undefined && inline === undefined && !argv[i + 1]?.startsWith('--')) i++
      continue
    }
    const value = inline ?? argv[++i]
    if (value === undefined) problems.push(`--${name} needs a value.`)
    else given.set(name, value)
  }
  return given
}

const INDENT = 32
const HELP_WIDTH = 100

function helpText(): string {
  const rows = OPTIONS.map(o => {
    const left = `  --${o.name} ${o.value}`.padEnd(INDENT)
    const note = o.missing ? ' (needed)' : o.fallback === undefined ? '' : ` (default ${o.fallback})`
    const right = [...wrap(o.help + note, HELP_WIDTH - INDENT), envName(o.name)]
    return left + right.join(`\n${' '.repeat(INDENT)}`)
  })
  const help = `${'  --help'.padEnd(INDENT)}this text`
  return `A kiosk at a school door.\n\nUsage: npm run kiosk -- [options]\n\n${rows.join('\n')}\n${help}\n`
}

function wrap(text: string, width: number): string[] {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) as string
    if (line === '') lines[lines.length - 1] = word
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines
}
