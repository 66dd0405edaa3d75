import { type Clock, systemClock } from '@schoolgate/protocol/clock'
import type { Random } from '@schoolgate/protocol/random'
import type { DeviceState, LineCounts } from '../serial/device.ts'
import { keepOpen } from '../serial/line.ts'
import type { ThermalFrame } from './frame.ts'
import { THERMAL_MODELS, type ThermalModel } from './models.ts'

export interface ThermalOptions {
  /** serial device file */
  path: string
  model: ThermalModel
  /** stamps frames and paces the polling of sensors that only answer */
  clock: Clock
  random: Random
  /** the wire's own time: probing, staleness, reopening. The machine's clock unless a test says otherwise. */
  lineClock?: Clock
  /** degC; `monoMs` is `clock.mono()` when the frame's last byte came */
  onFrame(frame: ThermalFrame, monoMs: number): void
  /** 'up' with the first valid frame; 'down' after 3 s without one or when the port is gone */
  onState?(state: DeviceState): void
}

export interface ThermalCounts extends LineCounts {
  frames: number
  discardedBytes: number
  badSums: number
  /** the rate frames last came at */
  baud: number
}

export interface RunningThermal {
  state(): DeviceState
  counts(): ThermalCounts
  stop(): Promise<void>
}

/** Without a valid frame for this long a sensor is down, and its rate is looked for again. */
const STALE_MS = 3000

/** Keeps a thermal sensor open at the baud rate it speaks and hands on its frames until stopped. */
export function startThermal(options: ThermalOptions): RunningThermal {
  const { path, model, clock, random, onFrame, onState } = options
  const lineClock = options.lineClock ?? systemClock
  const spec = THERMAL_MODELS[model]
  const parser = spec.createParser()
  let state: DeviceState = 'down'
  /** where frames last came, and how many times in a row they did not */
  let known = spec.bauds[0] as number
  let misses = 0
  /** counts up, so that what waits for an older try gives up */
  let probes = 0
  let lastFrame = 0
  let cancelStale: () => void = () => {}
  let cancelPoll: () => void = () => {}
  let stopped = false

  /** Every second try goes to the rate that worked: mostly the sensor was only quiet. */
  function baud(): number {
    const others = spec.bauds.filter(b => b !== known)
    return misses % 2 === 0 ? known : (others[(misses >> 1) % others.length] ?? known)
  }

  const line = keepOpen({
    path,
    baud: baud(),
    clock: lineClock,
    random,
    onOpen: () => void probe(),
    onBytes(bytes) {
      for (const frame of parser.push(bytes)) {
        if (stopped) return
        lastFrame = lineClock.mono()
        if (state === 'down') {
          known = baud()
          misses = 0
          setState('up')
        }
        onFrame(frame, clock.mono())
        pollIn(spec.poll?.everyMs ?? 0, clock)
      }
    },
    onClose() {
      probes++
      cancelStale()
      cancelPoll()
      parser.end()
      setState('down')
    },
  })

  function setState(next: DeviceState): void {
    if (state === next || stopped) return
    state = next
    onState?.(next)
  }

  /** Tries the current rate; the watch moves on to the next one when no frame comes. */
  async function probe(): Promise<void> {
    const mine = ++probes
    const set = await line.setBaud(baud())
    if (stopped || mine !== probes) return
    if (!set) {
      line.drop()
      return
    }
    parser.end()
    for (const command of spec.start) line.write(command)
    lastFrame = lineClock.mono()
    pollIn(0, clock)
    watch()
  }

  function watch(): void {
    cancelStale()
    cancelStale = lineClock.after(STALE_MS - (lineClock.mono() - lastFrame), () => {
      if (lineClock.mono() - lastFrame < STALE_MS) return watch()
      // Going down, the rate stays what it was for one more try.
      if (state === 'down') misses++
      setState('down')
      void probe()
    })
  }

  function pollIn(ms: number, on: Clock): void {
    const poll = spec.poll
    if (!poll || stopped) return
    cancelPoll()
    cancelPoll = on.after(ms, () => {
      line.write(poll.command)
      pollIn(poll.timeoutMs, lineClock)
    })
  }

  return {
    state: () => state,
    counts: () => ({
      ...line.counts,
      frames: parser.counts.frames,
      discardedBytes: parser.counts.discardedBytes,
      badSums: parser.counts.badSums,
      baud: baud(),
    }),
    async stop() {
      stopped = true
      cancelStale()
      cancelPoll()
      await line.stop()
    },
  }
}
