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
    const read = readOptions(
      ['--scanner', '/dev/a', '--port', '99999', '--lane', 'up', '--colour', 'red'],
      {},
    )
    const problems = read.ok || !('problems' in read.error) ? [] : read.error.problems
    expect(problems).toContain('What is the address of the hub? Give --hub URL or set SCHOOLGATE_KIOSK_HUB.')
    expect(problems).toContain('--port must be a number from 0 to 65535.')
    expect(problems).toContain('--lane must be one of in, out, both.')
    expect(problems).toContain('There is no option --colour; --help lists them.')
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
