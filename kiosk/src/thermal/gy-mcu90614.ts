import { createFramer, type FrameParser, headerOffset, type Look } from '../serial/framer.ts'
import { sum8 } from '../serial/sums.ts'
import type { ThermalFrame } from './frame.ts'

export type SpotFrame = Extract<ThermalFrame, { kind: 'spot' }>

const HEADER = [0x5a, 0x5a] as const
const READING = 0x45
/** Emissivity and offset, sent when asked for: sound frames that are no reading. */
const SETTINGS: readonly number[] = [0x25, 0x35]
/** Data length of each type; the frame is five bytes longer. */
const READING_DATA = 4
const SETTING_DATA_MAX = 4

/** Commands of the GY-MCU90614 manual. */
export const GY_MCU90614_COMMANDS = {
  query: Uint8Array.of(0xa5, 0x15, 0xba),
  auto: Uint8Array.of(0xa5, 0x45, 0xea),
} as const

/**
 * GY-MCU90614 (MLX90614 behind a UART): `5A 5A 45 04 TO TA sum8`, signed big-endian centi-degC. RS-485 variants
 * append an id byte, which is discarded and counted.
 */
export function createGyMcu90614Parser(onRubbish?: (bytes: Uint8Array) => void): FrameParser<SpotFrame> {
  return createFramer(look, onRubbish)
}

function look(bytes: Uint8Array): Look<SpotFrame> {
  const offset = headerOffset(bytes, HEADER)
  if (offset > 0) return { skip: offset }
  if (bytes.length < 4) return { wait: true }
  const type = bytes[2] as number
  const length = bytes[3] as number
  const isReading = type === READING && length === READING_DATA
  const isSetting = SETTINGS.includes(type) && length >= 1 && length <= SETTING_DATA_MAX
  if (!isReading && !isSetting) return { skip: 1 }
  const total = length + 5
  if (bytes.length < total) return { wait: true }
  if (bytes[total - 1] !== sum8(bytes, 0, total - 1)) return { skip: 1, badSum: true }
  if (!isReading) return { bytes: total }
  return { bytes: total, frame: { kind: 'spot', to: int16be(bytes, 4) / 100, ta: int16be(bytes, 6) / 100 } }
}

const int16be = (bytes: Uint8Array, at: number): number =>
  (((bytes[at] as number) << 24) | ((bytes[at + 1] as number) << 16)) >> 16
