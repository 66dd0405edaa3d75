import type { Clock } from '@schoolgate/protocol/clock'
import { decodeDown, encodeFrame } from '@schoolgate/protocol/frame/codec'
import type { Config } from '@schoolgate/protocol/frame/config'
import { MAX_FRAME_BYTES } from '@schoolgate/protocol/frame/limits'
import type { Roster } from '@schoolgate/protocol/frame/roster'
import { WebSocket } from 'ws'
import type { TimerName, UplinkAction, UplinkEvent, UplinkStatus } from './events.ts'
import { UplinkMachine } from './machine.ts'
import type { UplinkWorld } from './world.ts'

export interface UplinkOptions {
  /** the hub's kiosk socket, `ws://...` or `wss://...` */
  url: string
  world: UplinkWorld
  /** the network's own time: retries and timeouts */
  clock: Clock
  onConfig(config: Config): void
  onRoster(roster: Roster): void
  onAcked(hwm: number, safeHwm: number): void
  /** hub wall time (epoch ms) for a question asked and answered at these mono ms */
  onHubTime(time: number, askedMono: number, heardMono: number): void
  onStatus(status: UplinkStatus): void
  /** a frame that could not be read: `where` names the field, never its value */
  onBadFrame?(where: string): void
}

export interface RunningUplink {
  /** An entry has been journalled. Returns at once. */
  appended(): void
  healthChanged(): void
  stop(): void
}

const HANDSHAKE_MS = 10_000

/** Keeps a connection to the hub and the journal flowing over it until stopped. Never blocks, never throws. */
export function startUplink(options: UplinkOptions): RunningUplink {
  const machine = new UplinkMachine(options.world)
  const timers = new Map<TimerName, () => void>()
  let socket: WebSocket | undefined
  let isStopped = false

  const raise = (event: UplinkEvent): void => {
    if (isStopped) return
    for (const action of machine.handle(event)) act(action)
  }

  function act(action: UplinkAction) {
    switch (action.do) {
      case 'connect':
        return connect()
      case 'disconnect':
        return socket?.terminate()
      case 'ping':
        return socket?.readyState === WebSocket.OPEN ? socket.ping() : undefined
      case 'send':
        if (socket?.readyState === WebSocket.OPEN) socket.send(encodeFrame(action.frame))
        return
      case 'timer':
        timers.get(action.timer)?.()
        timers.set(
          action.timer,
          options.clock.after(action.ms, () => raise({ on: 'timer', timer: action.timer })),
        )
        return
      case 'cancel':
        return timers.get(action.timer)?.()
      case 'config':
        return options.onConfig(action.frame)
      case 'roster':
        return options.onRoster(action.frame)
      case 'acked':
        return options.onAcked(action.hwm, action.safeHwm)
      case 'hub-time':
        return options.onHubTime(action.time, action.askedMono, action.heardMono)
      case 'status':
        return options.onStatus(action.status)
    }
  }

  function connect(): void {
    const ws = new WebSocket(options.url, {
      perMessageDeflate: false,
      maxPayload: MAX_FRAME_BYTES,
      handshakeTimeout: HANDSHAKE_MS,
    })
    socket = ws
    // Only the newest socket speaks: a late event of a closed one would close its successor's session.
    const raiseOwn = (event: UplinkEvent) => socket === ws && raise(event)
    ws.on('open', () => raiseOwn({ on: 'opened' }))
    ws.on('pong', () => raiseOwn({ on: 'heard' }))
    ws.on('ping', () => raiseOwn({ on: 'heard' }))
    ws.on('message', (data: Buffer) => {
      const frame = decodeDown(data)
      if (frame.ok) raiseOwn({ on: 'frame', frame: frame.value })
      else options.onBadFrame?.(`${frame.error.code} ${frame.error.where}`)
    })
    // `close` follows every error.
    ws.on('error', () => {})
    ws.on('close', () => raiseOwn({ on: 'closed' }))
  }

  raise({ on: 'start' })
  return {
    appended: () => raise({ on: 'appended' }),
    healthChanged: () => raise({ on: 'health-changed' }),
    stop() {
      isStopped = true
      for (const cancel of timers.values()) cancel()
      socket?.close(1000)
      const dead = socket
      options.clock.after(500, () => dead?.terminate())
    },
  }
}
