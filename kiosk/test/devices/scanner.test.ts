import { scaledClock, systemClock } from '@schoolgate/protocol/clock'
import { seededRandom } from '@schoolgate/protocol/random'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type RunningScanner, startScanner } from '../../src/scanner/scanner.ts'
import type { DeviceState } from '../../src/serial/device.ts'
import { eventually } from '../helpers/eventually.ts'
import { type FakeDevices, startFakeDevices } from '../helpers/fake-devices.ts'

/** Every place in it is told from every other. */
const CARD = `SG1:${Array.from({ length: 51 }, (_, i) => String(i).padStart(3, '0')).join('')}`
let fakes: FakeDevices
let scanner: RunningScanner
let codes: Array<{ text: string; monoMs: number }>
let states: DeviceState[]

beforeEach(async () => {
  fakes = await startFakeDevices()
  codes = []
  states = []
  scanner = startScanner({
    path: fakes.paths.scanner,
    clock: systemClock,
    random: seededRandom(1),
    // Half the waiting on timeouts.
    lineClock: scaledClock({ startWall: 0, realWall: 0, speed: 2 }),
    onCode: (text, monoMs) => codes.push({ text, monoMs }),
    onState: state => states.push(state),
  })
  await eventually('scanner up', () => scanner.state() === 'up')
})

afterEach(async () => {
  await scanner.stop()
  expect(await fakes.stop()).toBe(0)
})

test('a scanner delivered at 9600 is found, configured and moved to 115200', () => {
  expect(scanner.counts()).toMatchObject({ baud: 115200, discardedBytes: 0, reopened: 0 })
  expect(states).toEqual(['up'])
})

test('a code is the same in one burst, seven bytes at a time and one byte at a time', async () => {
  for (const chunk of [undefined, 7, 1]) {
    const before = codes.length
    const shownAt = performance.now()
    fakes.send({ do: 'show', text: CARD, ...(chunk ? { chunk } : {}) })
    await eventually('code', () => codes.length > before)
    expect(codes.at(-1)?.text).toBe(CARD)
    expect(codes.at(-1)?.monoMs).toBeGreaterThanOrEqual(shownAt)
    expect(codes.at(-1)?.monoMs).toBeLessThanOrEqual(performance.now())
  }
  expect(codes).toHaveLength(3)
  expect(scanner.counts().discardedBytes).toBe(0)
})

test('unplugged and plugged in again, it is down and then reads on', async () => {
  fakes.send({ do: 'unplug', device: 'scanner' })
  await eventually('down', () => scanner.state() === 'down')
  fakes.send({ do: 'replug', device: 'scanner' })
  await eventually('up again', () => scanner.state() === 'up')
  fakes.send({ do: 'show', text: CARD })
  await eventually('code', () => codes.length === 1)
  expect(states).toEqual(['up', 'down', 'up'])
  expect(scanner.counts()).toMatchObject({ reopened: 1, baud: 115200 })
})

test('garbage is counted and the card behind it is read', async () => {
  fakes.send({ do: 'noise', device: 'scanner', bytes: 2000 })
  await eventually('garbage', () => scanner.counts().discardedBytes > 1000)
  await eventually('card', () => {
    if (codes.some(c => c.text === CARD)) return true
    fakes.send({ do: 'show', text: CARD })
    return false
  })
  const { bytesIn, discardedBytes } = scanner.counts()
  expect(discardedBytes).toBeLessThan(bytesIn)
})

test('a scanner that falls back to its delivered rate is noticed and found again', async () => {
  fakes.send({ do: 'baud', device: 'scanner', value: 9600 })
  await eventually('down', () => scanner.state() === 'down')
  await eventually('up again', () => scanner.state() === 'up')
  fakes.send({ do: 'show', text: CARD })
  await eventually('code', () => codes.some(c => c.text === CARD))
  expect(scanner.counts().reopened).toBe(0)
})
