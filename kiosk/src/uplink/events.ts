import type { Config } from '@schoolgate/protocol/frame/config'
import type { Down } from '@schoolgate/protocol/frame/down'
import type { RefusedCode } from '@schoolgate/protocol/frame/refused'
import type { Roster } from '@schoolgate/protocol/frame/roster'
import type { Up } from '@schoolgate/protocol/frame/up'

export type TimerName = 'reconnect' | 'resume' | 'health' | 'ack' | 'silence'

/** What happens to the uplink. */
export type UplinkEvent =
  | { on: 'start' | 'opened' | 'closed' | 'appended' | 'health-changed' }
  /** any sign of life that is not a frame, such as a pong */
  | { on: 'heard' }
  | { on: 'frame'; frame: Down }
  | { on: 'timer'; timer: TimerName }

/** Whether a hub is there, and why it will not have us. */
export interface UplinkStatus {
  online: boolean
  refused?: RefusedCode
}

/** What the machine asks for in return. */
export type UplinkAction =
  | { do: 'connect' | 'disconnect' | 'ping' }
  | { do: 'send'; frame: Up }
  /** sets or resets a timer, ms */
  | { do: 'timer'; timer: TimerName; ms: number }
  | { do: 'cancel'; timer: TimerName }
  | { do: 'config'; frame: Config }
  | { do: 'roster'; frame: Roster }
  | { do: 'acked'; hwm: number; safeHwm: number }
  /** the hub's wall time (epoch ms) for a question asked and answered at these mono ms */
  | { do: 'hub-time'; time: number; askedMono: number; heardMono: number }
  | { do: 'status'; status: UplinkStatus }
