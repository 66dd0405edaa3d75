import { closeSync, constants, openSync, writeSync } from 'node:fs'
import { type Clock, systemClock } from '@schoolgate/protocol/clock'
import type { Random } from '@schoolgate/protocol/random'
import type { DeviceState, LineCounts } from '../serial/device.ts'
import { keepOpen } from '../serial/line.ts'
import { lcusAllOff, lcusCommand } from './lcus.ts'

export interface RelayOptions {
  /** serial device file */
  path: string
  /** times the pulses */
  clock: Clock
  random: Random
  /** the wire's own time: reopening. The machine's clock unless a test says otherwise. */
  lineClock?: Clock
  /** channels on the board; all are switched off at start and stop (default 2) */
  channels?: number
  /** 'up' while the port is open: the board acknowledges nothing */
  onState?(state: DeviceState): void
}

export interface RelayCounts extends LineCounts {
  pulses: number
  /** pulses asked for while the port was closed: dropped, never made up for */
  missed: number
}

export interface RunningRelay {
  state(): DeviceState
  counts(): RelayCounts
  /**
   * Switches a channel on and off again `ms` later (300 to 800 opens a gate's lock). A pulse during a pulse
   * prolongs it.
   * @returns false when the port is not open; the pulse is then dropped, never sent later
   */
  pulse(channel: number, ms: number): boolean
  /** Switches all channels off and closes the port. */
  stop(): Promise<void>
}

const BAUD = 9600

/**
 * Keeps an LCUS relay board open; off at start, off at stop, and off when the process ends by an error. A process
 * killed outright cannot switch off: the next start does. An "on" is written once and never again by itself.
 */
export function startRelay(options: RelayOptions): RunningRelay {
  const { path, clock, random, onState, channels = 2 } = options
  const cancelOff = new Map<number, () => void>()
  let state: DeviceState = 'down'
  let stopped = false
  let pulses = 0
  let missed = 0

  const line = keepOpen({
    path,
    baud: BAUD,
    clock: options.lineClock ?? systemClock,
    random,
    onOpen() {
      line.write(lcusAllOff(channels))
      setState('up')
    },
    onBytes() {},
    onClose() {
      forgetPulses()
      setState('down')
    },
  })

  function setState(next: DeviceState): void {
    if (state === next || stopped) return
    state = next
    onState?.(next)
  }

  function forgetPulses(): void {
    for (const cancel of cancelOff.values()) cancel()
    cancelOff.clear()
  }

  /** Synchronous, for a process on its way out. */
  function offAtExit(): void {
    try {
      const fd = openSync(path, constants.O_WRONLY | constants.O_NOCTTY | constants.O_NONBLOCK)
      writeSync(fd, lcusAllOff(channels))
      closeSync(fd)
    } catch {
      // The board is gone; without its power the gate is open.
    }
  }
  process.once('exit', offAtExit)

  return {
    state: () => state,
    counts: () => ({ ...line.counts, pulses, missed }),
    pulse(channel, ms) {
      if (stopped || !line.write(lcusCommand(channel, true))) {
        missed++
        return false
      }
      pulses++
      cancelOff.get(channel)?.()
      cancelOff.set(
        channel,
        clock.after(ms, () => {
          cancelOff.delete(channel)
          line.write(lcusCommand(channel, false))
        }),
      )
      return true
    },
    async stop() {
      if (stopped) return
      stopped = true
      forgetPulses()
      line.write(lcusAllOff(channels))
      await line.stop()
      process.off('exit', offAtExit)
    },
  }
}
