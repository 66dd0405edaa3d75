import { spawn } from 'node:child_process'
import { type Clock, systemClock } from '@schoolgate/protocol/clock'
import { seededRandom } from '@schoolgate/protocol/random'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startRelay } from '../../src/relay/relay.ts'
import { eventually } from '../helpers/eventually.ts'
import { type FakeDevices, startFakeDevices } from '../helpers/fake-devices.ts'
import { ManualClock } from '../helpers/manual-clock.ts'

let fakes: FakeDevices

beforeEach(async () => {
  fakes = await startFakeDevices()
})

afterEach(async () => {
  expect(await fakes.stop()).toBe(0)
})

const switched = (): string[] =>
  fakes.events.filter(e => e.event === 'relay').map(e => `${e.channel} ${e.on ? 'on' : 'off'}`)
const start = (clock: Clock = systemClock) =>
  startRelay({ path: fakes.paths.relay, clock, random: seededRandom(1) })

test('off at start, on for the length of a pulse, off at stop', async () => {
  const clock = new ManualClock()
  const relay = start(clock)
  await eventually('off at start', () => switched().length === 2)
  expect(relay.pulse(1, 300)).toBe(true)
  clock.advance(299)
  // what is sent later arrives later: the other channel's pulse shows that this one is not over yet
  expect(relay.pulse(2, 500)).toBe(true)
  clock.advance(1)
  await eventually('pulse over', () => switched().length === 5)
  clock.advance(499)
  await relay.stop()
  await eventually('off at stop', () => switched().length === 8)
  expect(switched().slice(2, 6)).toEqual(['1 on', '2 on', '1 off', '2 off'])
  expect(switched().slice(6)).toEqual(['1 off', '2 off'])
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
