import { type Clock, formatClockAnchor, scaledClock, systemClock } from '@schoolgate/protocol/clock'
import { seededRandom } from '@schoolgate/protocol/random'
import { afterEach, describe, expect, test } from 'vitest'
import type { ThermalFrame } from '../../src/thermal/frame.ts'
import type { ThermalModel } from '../../src/thermal/models.ts'
import { type RunningThermal, startThermal } from '../../src/thermal/thermal.ts'
import { eventually } from '../helpers/eventually.ts'
import { type FakeDevices, startFakeDevices } from '../helpers/fake-devices.ts'

const SPEED = 20
/** Of the timeouts on the line, to keep the tests short. */
const LINE_SPEED = 3
let fakes: FakeDevices
let thermal: RunningThermal
let frames: Array<{ frame: ThermalFrame; monoMs: number }>

async function start(model: ThermalModel): Promise<void> {
  const anchor = { startWall: Date.now(), realWall: Date.now(), speed: SPEED }
  const clock: Clock = scaledClock(anchor, systemClock)
  fakes = await startFakeDevices('--thermal-model', model, '--clock', formatClockAnchor(anchor))
  frames = []
  thermal = startThermal({
    path: fakes.paths.thermal,
    model,
    clock,
    random: seededRandom(1),
    lineClock: scaledClock({ ...anchor, speed: LINE_SPEED }),
    onFrame: (frame, monoMs) => frames.push({ frame, monoMs }),
  })
  await eventually('thermal up', () => thermal.state() === 'up')
}

afterEach(async () => {
  await thermal.stop()
  expect(await fakes.stop()).toBe(0)
})

const hottest = (frame: ThermalFrame | undefined): number =>
  frame === undefined ? Number.NaN : frame.kind === 'spot' ? frame.to : Math.max(...frame.pixels)
const last = (): ThermalFrame | undefined => frames.at(-1)?.frame

describe('the array', () => {
  test('streams frame after frame, and a head shows in them', async () => {
    await start('gy-mcu90640')
    const from = frames.length
    await eventually('60 frames', () => frames.length >= from + 60)
    expect(hottest(last())).toBeLessThan(24)

    fakes.send({ do: 'person', look: 'normal' })
    await eventually('a head', () => hottest(last()) > 34)
    fakes.send({ do: 'person', look: 'fever' })
    await eventually('a fever', () => hottest(last()) > 36)
    fakes.send({ do: 'leave' })
    await eventually('nobody', () => hottest(last()) < 24)
    expect(thermal.counts().badSums).toBe(0)
  })

  test('a bad sum and a frame cut short are counted; frames go on', async () => {
    await start('gy-mcu90640')
    fakes.send({ do: 'bad-sum' })
    await eventually('bad sum', () => thermal.counts().badSums === 1)
    const { discardedBytes } = thermal.counts()
    expect(discardedBytes).toBeGreaterThanOrEqual(1544)
    fakes.send({ do: 'half-frame' })
    await eventually('half a frame', () => thermal.counts().discardedBytes >= discardedBytes + 772)
    const count = frames.length
    await eventually('more frames', () => frames.length > count + 4)
  })

  test('silence makes it down, frames make it up', async () => {
    await start('gy-mcu90640')
    fakes.send({ do: 'half-frame' })
    fakes.send({ do: 'silence', on: true })
    await eventually('down', () => thermal.state() === 'down')
    fakes.send({ do: 'silence', on: false })
    await eventually('up', () => thermal.state() === 'up')
    expect(thermal.counts().reopened).toBe(0)
  })

  test('a board set to another rate is found', async () => {
    await start('gy-mcu90640')
    fakes.send({ do: 'baud', device: 'thermal', value: 460800 })
    await eventually('down', () => thermal.state() === 'down')
    await eventually('up', () => thermal.state() === 'up')
    expect(thermal.counts().baud).toBe(460800)
  })

  test('unplugged and plugged in again, it streams on', async () => {
    await start('gy-mcu90640')
    fakes.send({ do: 'unplug', device: 'thermal' })
    await eventually('down', () => thermal.state() === 'down')
    fakes.send({ do: 'replug', device: 'thermal' })
    await eventually('up', () => thermal.state() === 'up')
    expect(thermal.counts().reopened).toBe(1)
  })
})

describe.each(['gy-mcu90614', 'lu90614'] as const)('the spot %s', model => {
  test('reads the wall, then a forehead', async () => {
    await start(model)
    expect(hottest(last())).toBeLessThan(24)
    fakes.send({ do: 'person', look: 'normal' })
    await eventually('a forehead', () => hottest(last()) > 34 && hottest(last()) < 36)
    const from = frames.length
    await eventually('more', () => frames.length > from + 20)
    // A busy machine may hold frames up, so the pace is that of the quickest two.
    const times = frames.slice(from).map(f => f.monoMs)
    const gaps = times.slice(1).map((at, i) => at - (times[i] as number))
    expect(Math.min(...gaps)).toBeLessThan(1000 / 3)
  })
})
