import type { FrameParser } from '../serial/framer.ts'
import type { ThermalFrame } from './frame.ts'
import { createGyA403Parser } from './gy-a403.ts'
import { createGyMcu90614Parser, GY_MCU90614_COMMANDS } from './gy-mcu90614.ts'
import { type ChecksumMode, createGyMcu90640Parser, GY_MCU90640_COMMANDS } from './gy-mcu90640.ts'
import { createLu90614Parser, LU90614_COMMANDS, type Lu90614Mode } from './lu90614.ts'

/** Names of the sensors on `--thermal-model` and `decode thermal --model`. */
export const THERMAL_MODEL_NAMES = ['gy-mcu90640', 'gy-mcu90614', 'lu90614', 'gy-a403'] as const
export type ThermalModel = (typeof THERMAL_MODEL_NAMES)[number]

export interface ParserOptions {
  checksum?: ChecksumMode
  mode?: Lu90614Mode
}

export interface ThermalModelSpec {
  name: string
  /** `presence` never carries a temperature worth judging */
  kind: 'array' | 'spot' | 'presence'
  /** rates to try, the delivered one first */
  bauds: readonly number[]
  /** sent at each rate tried; harmless when the sensor streams already */
  start: readonly Uint8Array[]
  /** a sensor that only answers: asked again `everyMs` after its answer, or after `timeoutMs` without one */
  poll?: { command: Uint8Array; everyMs: number; timeoutMs: number }
  createParser(options?: ParserOptions): FrameParser<ThermalFrame>
}

export const THERMAL_MODELS: Record<ThermalModel, ThermalModelSpec> = {
  'gy-mcu90640': {
    name: 'GY-MCU90640 (MLX90640, 32 x 24)',
    kind: 'array',
    bauds: [115200, 460800, 9600],
    start: [GY_MCU90640_COMMANDS.rate4Hz, GY_MCU90640_COMMANDS.auto],
    createParser: options => createGyMcu90640Parser(options?.checksum),
  },
  'gy-mcu90614': {
    name: 'GY-MCU90614 (MLX90614, spot)',
    kind: 'spot',
    bauds: [9600, 115200],
    start: [GY_MCU90614_COMMANDS.auto],
    createParser: () => createGyMcu90614Parser(),
  },
  lu90614: {
    name: 'LU90614 (spot, on request)',
    kind: 'spot',
    bauds: [9600],
    start: [LU90614_COMMANDS.surfaceMode],
    poll: { command: LU90614_COMMANDS.measure, everyMs: 100, timeoutMs: 800 },
    createParser: options => createLu90614Parser(options?.mode),
  },
  'gy-a403': {
    name: 'GY register frame A4 03 (GY-MCU8833 8 x 8 presence, GY-614V spot)',
    kind: 'presence',
    bauds: [9600, 115200],
    start: [],
    createParser: () => createGyA403Parser(),
  },
}
