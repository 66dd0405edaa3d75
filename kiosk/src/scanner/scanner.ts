import type { Clock } from '@schoolgate/protocol/clock'
import type { Random } from '@schoolgate/protocol/random'
import type { DeviceState, LineCounts } from '../serial/device.ts'

export interface ScannerOptions {
  /** serial device file, e.g. `/dev/ttyS0` or `/dev/serial/by-id/...` */
  path: string
  /** stamps what arrives: `onCode` gives this clock's `mono()` */
  clock: Clock
  random: Random
  /** the wire's own time: timeouts, the silence rule, reopening. The machine's clock unless a test says otherwise. */
  lineClock?: Clock
  /** @param text what the code says, without its tail  @param monoMs when its first byte came */
  onCode(text: string, monoMs: number): void
  /** first called when the scanner answers, then at each change; the state before the first call is 'down' */
  onState?(state: DeviceState): void
}

export interface ScannerCounts extends LineCounts {
  codes: number
  replies: number
  discardedBytes: number
  badSums: number
}

export interface RunningScanner {
  state(): DeviceState
  counts(): ScannerCounts
  stop(): Promise<void>
}

/** Keeps a GM65-family scanner open, configured and watched until stopped. */
export function startScanner(_options: ScannerOptions): RunningScanner {
  throw new Error('not built yet')
}
