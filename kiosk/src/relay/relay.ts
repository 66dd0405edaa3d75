import type { Clock } from '@schoolgate/protocol/clock'
import type { Random } from '@schoolgate/protocol/random'
import type { DeviceState, LineCounts } from '../serial/device.ts'

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
   * Switches a channel on and off again `ms` later (300 to 800 opens a gate's lock).
   * @returns false when the port is not open; the pulse is then dropped, never sent later
   */
  pulse(channel: number, ms: number): boolean
  /** Switches all channels off and closes the port. */
  stop(): Promise<void>
}

/** Keeps an LCUS relay board open; off at start, off at stop, off when the process ends. */
export function startRelay(_options: RelayOptions): RunningRelay {
  throw new Error('not built yet')
}
