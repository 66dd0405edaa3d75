import { join } from 'node:path'
import type { Clock } from '@schoolgate/protocol/clock'
import type { Random } from '@schoolgate/protocol/random'
import { createGm65Device, type Gm65DeviceOptions } from './gm65-device.ts'
import type { Look, Standing } from './person.ts'
import { createFakePort, type FakePort } from './port.ts'
import { createRelayDevice } from './relay-device.ts'
import {
  createGyMcu90614Device,
  createGyMcu90640Device,
  createLu90614Device,
  type ThermalDevice,
  type View,
} from './thermal-device.ts'
import { DIE_ABOVE_ROOM, renderScene, spotTemperature } from './thermal-scene.ts'

export const FAKE_THERMAL_MODELS = ['gy-mcu90640', 'gy-mcu90614', 'lu90614'] as const
export type FakeThermalModel = (typeof FAKE_THERMAL_MODELS)[number]
export const DEVICE_NAMES = ['scanner', 'thermal', 'relay'] as const
export type DeviceName = (typeof DEVICE_NAMES)[number]

export interface RelayEvent {
  channel: number
  on: boolean
}

/** A gate's three fake devices and whoever stands before them. */
export interface FakeGate {
  paths: Record<DeviceName, string>
  /** Holds a code before the scanner. @returns false when it is unplugged or not reading */
  show(text: string, chunk?: number): boolean
  /** Somebody steps before the sensor, in place of whoever stood there. */
  stepUp(look: Look, offsetC?: number): void
  stepAway(): void
  setRoom(degC: number): void
  unplug(device: DeviceName): void
  replug(device: DeviceName): void
  /** Random bytes on the line. */
  noise(device: DeviceName, bytes: number): void
  /** The next thermal frame carries a wrong sum, or breaks off halfway; `silent` stops the stream. */
  spoil(how: 'bad-sum' | 'half'): void
  silence(silent: boolean): void
  /** The device changes its rate by itself, as after a power cut. */
  setBaud(device: DeviceName, baud: number): void
  stop(): void
}

export interface FakeGateOptions {
  /** an existing directory; the device paths are made in it */
  dir: string
  thermalModel: FakeThermalModel
  clock: Clock
  random: Random
  roomC?: number
  scanner?: Gm65DeviceOptions
  onRelay(event: RelayEvent): void
}

const MODELS: Record<FakeThermalModel, () => ThermalDevice> = {
  'gy-mcu90640': createGyMcu90640Device,
  'gy-mcu90614': createGyMcu90614Device,
  lu90614: createLu90614Device,
}

export function startFakeGate(options: FakeGateOptions): FakeGate {
  const { dir, clock, random, onRelay } = options
  const scanner = createGm65Device(options.scanner)
  const thermal = MODELS[options.thermalModel]()
  const relay = createRelayDevice(onRelay)
  let roomC = options.roomC ?? 22
  let standing: Standing | undefined
  let spoiled: 'bad-sum' | 'half' | undefined
  let silent = false
  let stopped = false
  let cancelFrame: () => void = () => {}

  const view = (): View => {
    const now = clock.mono()
    return {
      picture: () => renderScene(standing, roomC, now, random),
      spot: () => spotTemperature(standing, roomC, now, random),
      room: roomC,
      die: roomC + DIE_ABOVE_ROOM,
    }
  }

  const ports: Record<DeviceName, FakePort> = {
    scanner: createFakePort({
      path: join(dir, 'scanner'),
      clock,
      baud: () => scanner.baud,
      onData(bytes) {
        const reply = scanner.receive(bytes, clock.mono())
        if (reply.length > 0) ports.scanner.send(reply, reply.length)
        scanner.settle()
      },
    }),
    thermal: createFakePort({
      path: join(dir, 'thermal'),
      clock,
      baud: () => thermal.baud,
      onData(bytes) {
        for (const answer of thermal.receive(bytes, view())) sendFrame(answer)
        stream()
      },
    }),
    relay: createFakePort({
      path: join(dir, 'relay'),
      clock,
      baud: () => 9600,
      onData: bytes => relay.receive(bytes),
    }),
  }

  function sendFrame(frame: Uint8Array): void {
    if (silent || ports.thermal.isSending()) return
    const how = spoiled
    spoiled = undefined
    if (how === 'bad-sum') frame[frame.length - 1] = (frame.at(-1) as number) ^ 0xff
    ports.thermal.send(how === 'half' ? frame.subarray(0, frame.length >> 1) : frame)
  }

  /** Keeps the stream at the sensor's rate, whatever the timers do. */
  function stream(due = clock.mono()): void {
    cancelFrame()
    const everyMs = thermal.everyMs
    if (everyMs === undefined || stopped) return
    const now = clock.mono()
    const next = Math.max(due + everyMs, now)
    cancelFrame = clock.after(next - now, () => {
      if (ports.thermal.isPlugged()) sendFrame(thermal.frame(view()))
      stream(next)
    })
  }

  for (const name of DEVICE_NAMES) ports[name].plug()
  stream()

  return {
    paths: { scanner: ports.scanner.path, thermal: ports.thermal.path, relay: ports.relay.path },
    show(text, chunk) {
      const bytes = ports.scanner.isPlugged() ? scanner.read(text, clock.mono()) : undefined
      if (bytes) ports.scanner.send(bytes, chunk)
      return bytes !== undefined
    },
    stepUp(look, offsetC = 0) {
      standing = { look, offsetC, since: clock.mono() }
    },
    stepAway() {
      if (standing && standing.leaving === undefined) standing.leaving = clock.mono()
    },
    setRoom: degC => {
      roomC = degC
    },
    unplug: device => ports[device].unplug(),
    replug(device) {
      if (device === 'scanner') scanner.restart()
      if (device === 'relay') relay.restart()
      ports[device].plug()
    },
    noise(device, count) {
      ports[device].send(Uint8Array.from({ length: count }, () => Math.floor(random() * 256)))
    },
    spoil: how => {
      spoiled = how
    },
    silence: on => {
      silent = on
    },
    setBaud(device, baud) {
      if (device === 'scanner') scanner.setBaud(baud)
      if (device === 'thermal') thermal.setBaud(baud)
    },
    stop() {
      stopped = true
      cancelFrame()
      for (const name of DEVICE_NAMES) ports[name].unplug()
    },
  }
}
