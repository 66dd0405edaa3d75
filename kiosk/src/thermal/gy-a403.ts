import { createFramer, type FrameParser, headerOffset, type Look } from '../serial/framer.ts'
import { sum8 } from '../serial/sums.ts'
import type { ThermalFrame } from './frame.ts'

const HEADER = [0xa4, 0x03] as const
/** GY-MCU8833: die temperature and 64 whole degrees. */
const ARRAY_START = 0x09
const ARRAY_COUNT = 0x42
const SIDE = 8
/** GY-614V: emissivity, object, ambient and "body" temperature. Its start register is not documented. */
const SPOT_COUNT = 0x07

/**
 * The GY family's register frame `A4 03 startReg count data sum8`, big-endian centi-degC. A GY-MCU8833 gives a
 * coarse `presence` picture, a GY-614V a spot; its own "body" figure is adjusted by the module and is left out.
 * The GY-MCU8833's pixels are handed on in the order sent: its manual draws no orientation.
 */
export function createGyA403Parser(onRubbish?: (bytes: Uint8Array) => void): FrameParser<ThermalFrame> {
  return createFramer(look, onRubbish)
}

function look(bytes: Uint8Array): Look<ThermalFrame> {
  const offset = headerOffset(bytes, HEADER)
  if (offset > 0) return { skip: offset }
  if (bytes.length < 4) return { wait: true }
  const count = bytes[3] as number
  const isArray = count === ARRAY_COUNT && bytes[2] === ARRAY_START
  if (!isArray && count !== SPOT_COUNT) return { skip: 1 }
  const total = count + 5
  if (bytes.length < total) return { wait: true }
  if (bytes[total - 1] !== sum8(bytes, 0, total - 1)) return { skip: 1, badSum: true }
  return { bytes: total, frame: isArray ? presence(bytes) : spot(bytes) }
}

function presence(bytes: Uint8Array): ThermalFrame {
  const pixels = new Float32Array(SIDE * SIDE)
  for (let i = 0; i < pixels.length; i++) pixels[i] = ((bytes[6 + i] as number) << 24) >> 24
  return { kind: 'presence', columns: SIDE, rows: SIDE, pixels, ta: int16be(bytes, 4) / 100 }
}

const spot = (bytes: Uint8Array): ThermalFrame => ({
  kind: 'spot',
  to: int16be(bytes, 5) / 100,
  ta: int16be(bytes, 7) / 100,
})

const int16be = (bytes: Uint8Array, at: number): number =>
  (((bytes[at] as number) << 24) | ((bytes[at + 1] as number) << 16)) >> 16
