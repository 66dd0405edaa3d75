import { type ClockAnchor, parseClockAnchor } from '@schoolgate/protocol/clock'
import { fail, ok, type Result } from '@schoolgate/protocol/result'
import { LOG_LEVELS, type LogLevel } from './log.ts'

export interface HubOptions {
  host: string
  port: number
  data: string
  databaseUrl: string | undefined
  dashboard: string
  origins: string[]
  clock: ClockAnchor | undefined
  trustedProxies: string[]
  metricsToken: string | undefined
  logLevel: LogLevel
  /** real ms unanswered until an alarm repeats, calls a second person, calls the duty head */
  escalation: [number, number, number]
  /** first and last minute of the local day in which an absent kiosk is an alarm */
  arrivalHours: [number, number]
}

interface OptionSpec {
  flag: string
  value: string
  fallback: string
  help: string
  /** further environment names beside SCHOOLGATE_HUB_<FLAG> */
  env?: string
}

const OPTIONS = [
  { flag: 'port', value: 'N', fallback: '8080', help: 'TCP port, 0 for a free one' },
  { flag: 'host', value: 'ADDRESS', fallback: '127.0.0.1', help: 'address to listen on' },
  {
    flag: 'data',
    value: 'DIR',
    fallback: './data',
    help: 'directory of the SQLite file and the card issuer key',
  },
  {
    flag: 'database-url',
    value: 'URL',
    fallback: '',
    help: 'PostgreSQL instead of SQLite',
    env: 'DATABASE_URL',
  },
  {
    flag: 'dashboard',
    value: 'DIR',
    fallback: '',
    help: 'built dashboard to serve (default: dashboard/dist)',
  },
  {
    flag: 'origin',
    value: 'URL[,URL]',
    fallback: '',
    help: 'further origins the dashboard may be opened from',
  },
  {
    flag: 'trusted-proxy',
    value: 'IP[,IP]',
    fallback: '',
    help: 'proxies that name the client in X-Forwarded-For',
  },
  {
    flag: 'clock',
    value: 'START,REAL,SPEED',
    fallback: '',
    help: 'demonstration clock, epoch ms and a factor',
  },
  {
    flag: 'metrics-token',
    value: 'TOKEN',
    fallback: '',
    help: 'bearer token that opens /metrics beyond loopback',
  },
  { flag: 'log-level', value: 'LEVEL', fallback: 'info', help: LOG_LEVELS.join(', ') },
  {
    flag: 'escalation',
    value: 'S,S,S',
    fallback: '30,60,180',
    help: 'seconds until an alarm repeats, calls one more, the head',
  },
  {
    flag: 'arrival-hours',
    value: 'HH:MM-HH:MM',
    fallback: '06:30-09:30',
    help: 'when an absent kiosk is an alarm',
  },
] as const satisfies readonly OptionSpec[]
type Flag = (typeof OPTIONS)[number]['flag']

export const HELP = [
  'The hub: kiosks report to it, dashboards watch it.',
  '',
  '  npm run hub -- [options]',
  '',
  ...OPTIONS.map(
    o => `  --${`${o.flag} ${o.value}`.padEnd(26)} ${o.help}${o.fallback ? ` [${o.fallback}]` : ''}`,
  ),
  `  --${'help'.padEnd(26)} this text`,
  '',
  'Each may also be given as SCHOOLGATE_HUB_<NAME>, with _ for -; --database-url also as',
  'DATABASE_URL.',
].join('\n')

/** Reads the command line, then the environment, then the default. Errors name the option, never a secret's value. */
export function parseOptions(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Result<HubOptions | 'help', string> {
  const given = new Map<string, string>()
  for (let i = 0; i < argv.length; i++) {
    const arg = argv[i] as string
    if (arg === '--help' || arg === '-h') return ok('help')
    const [flag, inline] = arg.replace(/^--/, '').split(/=(.*)/s, 2) as [string, string | undefined]
    if (!arg.startsWith('--') || !OPTIONS.some(o => o.flag === flag))
      return fail(`There is no option ${arg}; --help lists them.`)
    const value = inline ?? argv[++i]
    if (value === undefined) return fail(`--${flag} needs a value`)
    given.set(flag, value)
  }
  const of = (flag: Flag): string => {
    const spec: OptionSpec | undefined = OPTIONS.find(o => o.flag === flag)
    const name = `SCHOOLGATE_HUB_${flag.toUpperCase().replaceAll('-', '_')}`
    // An empty variable is how a compose file says "not set".
    return given.get(flag) ?? (env[name] || (spec?.env && env[spec.env])) ?? spec?.fallback ?? ''
  }
  return check(of)
}

function check(of: (flag: Flag) => string): Result<HubOptions, string> {
  const port = Number(of('port') || Number.NaN)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return fail('--port is not a port')
  const logLevel = LOG_LEVELS.find(l => l === of('log-level'))
  if (!logLevel) return fail(`--log-level is none of ${LOG_LEVELS.join(', ')}`)
  const clock = of('clock') ? parseClockAnchor(of('clock')) : undefined
  if (of('clock') && !clock) return fail('--clock is not START,REAL,SPEED')
  const escalation = of('escalation')
    .split(',')
    .map(s => Number(s) * 1000)
  if (escalation.length !== 3 || !escalation.every((ms, i) => ms > (escalation[i - 1] ?? 0))) {
    return fail('--escalation is not three growing numbers')
  }
  const hours = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(of('arrival-hours'))?.slice(1).map(Number)
  if (!hours || !isTimes(hours)) return fail('--arrival-hours is not HH:MM-HH:MM')
  const [h1 = 0, m1 = 0, h2 = 0, m2 = 0] = hours
  const origins = of('origin').split(',').filter(Boolean)
  if (!origins.every(o => URL.canParse(o))) return fail('--origin is not an address')
  return ok({
    host: of('host'),
    port,
    data: of('data'),
    databaseUrl: of('database-url') || undefined,
    dashboard: of('dashboard') || new URL('../../dashboard/dist', import.meta.url).pathname,
    origins: origins.map(o => new URL(o).origin),
    clock,
    trustedProxies: of('trusted-proxy').split(',').filter(Boolean),
    metricsToken: of('metrics-token') || undefined,
    logLevel,
    escalation: escalation as [number, number, number],
    arrivalHours: [h1 * 60 + m1, h2 * 60 + m2],
  })
}

/** Two times of one day, the earlier first. */
const isTimes = ([h1 = 0, m1 = 0, h2 = 0, m2 = 0]: readonly number[]): boolean =>
  h1 < 24 && h2 < 24 && m1 < 60 && m2 < 60 && h1 * 60 + m1 < h2 * 60 + m2
