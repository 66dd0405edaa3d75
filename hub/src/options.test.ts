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
