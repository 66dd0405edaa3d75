import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readOptions } from './options.ts'

const needed = ['--scanner', '/dev/a', '--thermal', '/dev/b', '--hub', 'http://hub:8080', '--data', '/data']

describe('options', () => {
  it('need four and default the rest', () => {
    expect(readOptions(needed, {})).toEqual({
      ok: true,
      value: {
        scanner: '/dev/a',
        thermal: '/dev/b',
        thermalModel: 'gy-mcu90640',
        hub: 'ws://hub:8080/kiosk',
        data: '/data',
        port: 8090,
        host: '127.0.0.1',
        logLevel: 'info',
      },
    })
  })

  it('come from the environment too; the command line wins', () => {
    const env = {
      SCHOOLGATE_KIOSK_PORT: '1',
      SCHOOLGATE_KIOSK_LANE: 'both',
      SCHOOLGATE_KIOSK_THERMAL_WARM_UP_MIN: '5',
    }
    const read = readOptions([...needed, '--port=2'], env)
    expect(read).toMatchObject({ ok: true, value: { port: 2, lane: 'both', thermalWarmUpMs: 300_000 } })
  })

  it('say in plain words what is missing and what is wrong', () => {
    const problemsOf = (argv: string[]) => {
      const read = readOptions(argv, {})
      return read.ok || !('problems' in read.error) ? [] : read.error.problems
    }
    const problems = problemsOf(['--scanner', '/dev/a', '--port', '99999', '--lane', 'up'])
    expect(problems).toContain('What is the address of the hub? Give --hub URL or set SCHOOLGATE_KIOSK_HUB.')
    expect(problems).toContain('--port must be a number from 0 to 65535.')
    expect(problems).toContain('--lane must be one of in, out, both.')
    expect(problemsOf(['--colour', 'red'])).toEqual(['There is no option --colour; --help lists them.'])
    expect(readOptions([...needed, '--relay'], {})).toMatchObject({
      error: { problems: ['--relay needs a value.'] },
    })
  })

  it('explain themselves', () => {
    const read = readOptions(['--help'], {})
    expect(read).toMatchObject({
      ok: false,
      error: { help: expect.stringContaining('SCHOOLGATE_KIOSK_SCANNER') },
    })
  })
})

describe('the service', () => {
  const deployed = (file: string) => readFileSync(join(import.meta.dirname, '../deploy', file), 'utf8')

  it('is given options there are, and nothing that does not fit', () => {
    const lines = deployed('kiosk.env')
      .split('\n')
      .filter(line => line !== '' && !line.startsWith('#'))
    const env = Object.fromEntries(lines.map(line => line.split(/=(.*)/s, 2)))
    const help = readOptions(['--help'], {})
    if (help.ok || !('help' in help.error)) throw new Error('no help')
    for (const name of Object.keys(env)) expect(help.error.help).toContain(`${name}\n`)
    expect(readOptions([], env)).toMatchObject({ ok: true, value: { data: '/var/lib/schoolgate' } })
  })

  it('starts what npm starts', () => {
    const scripts = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')).scripts
    const started = /^ExecStart=\S+\/node (.*)$/m.exec(deployed('schoolgate-kiosk.service'))?.[1]
    expect(scripts.kiosk).toContain(`exec node ${started}`)
    expect(existsSync(join(import.meta.dirname, '../..', started?.split(' ').at(-1) ?? ''))).toBe(true)
  })
})
