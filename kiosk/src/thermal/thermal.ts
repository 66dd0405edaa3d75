import type { Clock } from '@schoolgate/protocol/clock'
import type { Random } from '@schoolgate/protocol/random'
import type { DeviceState, LineCounts } from '../serial/device.ts'
import type { ThermalFrame } from './frame.ts'

/** Names of the sensors on `--thermal-model` and `decode thermal --model`. */
export type ThermalModel = 'gy-mcu90640' | 'gy-mcu90614' | 'lu90614' | 'gy-a403'

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
}

export interface RunningThermal {
  state(): DeviceState
  counts(): ThermalCounts
  stop(): Promise<void>
}

/** Keeps a thermal sensor open at the baud rate it speaks and hands on its frames until stopped. */
export function startThermal(_options: ThermalOptions): RunningThermal {
  throw new Error('not built yet')
}
