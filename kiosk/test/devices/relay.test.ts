import { spawn } from 'node:child_process'
import { systemClock } from '@schoolgate/protocol/clock'
import { seededRandom } from '@schoolgate/protocol/random'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startRelay } from '../../src/relay/relay.ts'
import { eventually } from '../helpers/eventually.ts'
import { type FakeDevices, startFakeDevices } from '../helpers/fake-devices.ts'

let fakes: FakeDevices

beforeEach(async () => {
  fakes = await startFakeDevices()
})

afterEach(async () => {
  expect(await fakes.stop()).toBe(0)
})

const switched = (): string[] =>
  fakes.events.filter(e => e.event === 'relay').map(e => `${e.channel} ${e.on ? 'on' : 'off'}`)
const start = () => startRelay({ path: fakes.paths.relay, clock: systemClock, random: seededRandom(1) })

test('off at start, on for the length of a pulse, off at stop', async () => {
  const relay = start()
  await eventually('off at start', () => switched().length === 2)
  expect(relay.pulse(1, 300)).toBe(true)
  await eventually('pulse over', () => switched().length === 4)
  await relay.stop()
  await eventually('off at stop', () => switched().length === 6)
  expect(switched()).toEqual(['1 off', '2 off', '1 on', '1 off', '1 off', '2 off'])
  const [on, off] = fakes.events.filter(e => e.event === 'relay').slice(2, 4)
  const length = (off?.mono as number) - (on?.mono as number)
  expect(length).toBeGreaterThan(280)
  expect(length).toBeLessThan(800)
})

test('a pulse while it is unplugged is dropped, and plugging in only switches off', async () => {
  const relay = start()
  await eventually('up', () => relay.state() === 'up' && switched().length === 2)
  fakes.send({ do: 'unplug', device: 'relay' })
  await eventually('down', () => relay.state() === 'down')
  expect(relay.pulse(1, 300)).toBe(false)
  fakes.send({ do: 'replug', device: 'relay' })
  await eventually('up again', () => relay.state() === 'up' && switched().length === 4)
  expect(switched().slice(2)).toEqual(['1 off', '2 off'])
  expect(relay.counts()).toMatchObject({ missed: 1, pulses: 0 })
  await relay.stop()
})

test('a process that dies of an error in the middle of a pulse leaves the gate closed', async () => {
  const script = `
    import { systemClock } from '@schoolgate/protocol/clock'
    import { startRelay } from ${JSON.stringify(new URL('../../src/relay/relay.ts', import.meta.url).href)}
    const relay = startRelay({
      path: ${JSON.stringify(fakes.paths.relay)},
      clock: systemClock,
      random: Math.random,
      onState() {
        relay.pulse(1, 60_000)
        setTimeout(() => { throw new Error('crash') }, 100)
      },
    })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: new URL('../..', import.meta.url).pathname,
    stdio: 'ignore',
  })
  const code = await new Promise(resolve => child.once('exit', resolve))
  expect(code).not.toBe(0)
  await eventually('off', () => switched().length === 5)
  expect(switched()).toEqual(['1 off', '2 off', '1 on', '1 off', '2 off'])
})
