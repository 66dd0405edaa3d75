import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { HELP, parseOptions } from './options.ts'

test('the command line goes before the environment, that before the default', () => {
  const env = { SCHOOLGATE_HUB_PORT: '7000', SCHOOLGATE_HUB_HOST: '0.0.0.0', DATABASE_URL: 'postgres://x' }
  expect(parseOptions(['--port', '0', '--data=/tmp/x'], env)).toMatchObject({
    ok: true,
    value: {
      port: 0,
      host: '0.0.0.0',
      data: '/tmp/x',
      databaseUrl: 'postgres://x',
      arrivalHours: [390, 570],
    },
  })
})

test.each([
  [['--port', 'x']],
  [['--nonsense', '1']],
  [['--port']],
  [['--clock', '1,2']],
  [['--escalation', '60,30,180']],
  [['--arrival-hours', 'early']],
  [['--arrival-hours', '99:99-00:00']],
  [['--arrival-hours', '09:30-06:30']],
  [['--port', '']],
  [['--log-level', 'loud']],
  [['--origin', 'not an address']],
])('%j is refused', argv => {
  expect(parseOptions(argv, {}).ok).toBe(false)
})

test('help names every option', () => {
  expect(parseOptions(['--help'], {})).toEqual({ ok: true, value: 'help' })
  for (const flag of ['port', 'data', 'database-url', 'clock', 'metrics-token'])
    expect(HELP).toContain(`--${flag}`)
})

test('an empty variable is none: the default stands', () => {
  const env = { SCHOOLGATE_HUB_PORT: '', SCHOOLGATE_HUB_DATABASE_URL: '', DATABASE_URL: 'postgres://x' }
  expect(parseOptions([], env)).toMatchObject({ value: { port: 8080, databaseUrl: 'postgres://x' } })
})

test('the service is given options there are', () => {
  const text = readFileSync(join(import.meta.dirname, '../deploy/hub.env'), 'utf8')
  const lines = text.split('\n').filter(line => line !== '' && !line.startsWith('#'))
  const env = Object.fromEntries(lines.map(line => line.split(/=(.*)/s, 2)))
  for (const name of Object.keys(env))
    expect(HELP).toContain(`--${name.replace('SCHOOLGATE_HUB_', '').toLowerCase().replaceAll('_', '-')} `)
  expect(parseOptions([], env)).toMatchObject({ ok: true, value: { trustedProxies: ['127.0.0.1'] } })
})
