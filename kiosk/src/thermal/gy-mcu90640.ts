import { createFramer, type FrameParser, headerOffset, type Look } from '../serial/framer.ts'
import { wordSum16 } from '../serial/sums.ts'
import type { ThermalFrame } from './frame.ts'

export type ArrayFrame = Extract<ThermalFrame, { kind: 'array' }>

/** `report` counts a wrong sum but keeps the frame if its length and pixels are plausible: some boards sum otherwise. */
export type ChecksumMode = 'strict' | 'report'

export const COLUMNS = 32
export const ROWS = 24
const HEADER = [0x5a, 0x5a, 0x02, 0x06] as const
const PIXELS = COLUMNS * ROWS
const TA = 4 + PIXELS * 2
const SUM = TA + 2
export const FRAME_BYTES = SUM + 2

// What an MLX90640 can see and where it works (datasheet), centi-degC.
const PIXEL_MIN = -4000
const PIXEL_MAX = 30000
const TA_MIN = -4000
const TA_MAX = 12500

/** Commands of the GY-MCU90640 manual; the last byte is the 8-bit sum. */
export const GY_MCU90640_COMMANDS = {
  auto: Uint8Array.of(0xa5, 0x35, 0x02, 0xdc),
  oneFrame: Uint8Array.of(0xa5, 0x35, 0x01, 0xdb),
  rate4Hz: Uint8Array.of(0xa5, 0x25, 0x03, 0xcd),
} as const

/**
 * GY-MCU90640 (MLX90640 behind a UART): 1544 bytes, `5A 5A 02 06`, 768 signed little-endian centi-degC from the
 * upper right corner leftwards, die temperature, sum of the first 771 16-bit words. `5A 5A` is a legal pixel, so a
 * frame begins only at all four bytes, and after a wrong sum the search goes on inside the rejected bytes.
 */
export function createGyMcu90640Parser(
  checksum: ChecksumMode = 'strict',
  onRubbish?: (bytes: Uint8Array) => void,
): FrameParser<ArrayFrame> {
  return createFramer(bytes => look(bytes, checksum), onRubbish)
}

function look(bytes: Uint8Array, checksum: ChecksumMode): Look<ArrayFrame> {
  const offset = headerOffset(bytes, HEADER)
  if (offset > 0) return { skip: offset }
  if (bytes.length < FRAME_BYTES) return { wait: true }
  const sum = (bytes[SUM] as number) | ((bytes[SUM + 1] as number) << 8)
  if (sum === wordSum16(bytes, 0, SUM)) return { bytes: FRAME_BYTES, frame: decode(bytes) }
  if (checksum === 'report' && plausible(bytes)) {
    return { bytes: FRAME_BYTES, frame: decode(bytes), badSum: true }
  }
  return { skip: 1, badSum: true }
}

/** A truncated frame shows by the header of the next one inside it. */
function plausible(bytes: Uint8Array): boolean {
  if (headerOffset(bytes.subarray(0, FRAME_BYTES), HEADER, 1) <= FRAME_BYTES - HEADER.length) return false
  for (let i = 4; i < TA; i += 2) {
    const centi = int16(bytes, i)
    if (centi < PIXEL_MIN || centi > PIXEL_MAX) return false
  }
  const ta = int16(bytes, TA)
  return ta >= TA_MIN && ta <= TA_MAX
}

function decode(bytes: Uint8Array): ArrayFrame {
  const pixels = new Float32Array(PIXELS)
  for (let row = 0; row < ROWS; row++) {
    for (let column = 0; column < COLUMNS; column++) {
      const sent = row * COLUMNS + (COLUMNS - 1 - column)
      pixels[row * COLUMNS + column] = int16(bytes, 4 + sent * 2) / 100
    }
  }
  return { kind: 'array', columns: COLUMNS, rows: ROWS, pixels, ta: int16(bytes, TA) / 100 }
}

const int16 = (bytes: Uint8Array, at: number): number =>
  (((bytes[at] as number) | ((bytes[at + 1] as number) << 8)) << 16) >> 16
