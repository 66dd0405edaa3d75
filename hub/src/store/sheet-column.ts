import type { ByteReader, ByteWriter } from './sheet-bytes.ts'

/** The widest that bits left over from a byte and one value fit 32 bits. */
const WIDEST = 25
/** What a value costs that does not fit, bits: its place, and some bytes behind the column. */
const MISFIT = 32

/**
 * Whole numbers from 0 below 2^53, all in as many bits as most of them need (1 to 25, the width is the first byte), the
 * lowest first. All ones: a number that does not fit; those stand behind the bits, in order, seven bits a byte.
 */
export function writeColumn(out: ByteWriter, values: ArrayLike<number>): void {
  const width = widthFor(values)
  const full = 2 ** width - 1
  const bytes = new Uint8Array(Math.ceil((values.length * width) / 8))
  const misfits: number[] = []
  let at = 0
  let held = 0
  let bits = 0
  for (let i = 0; i < values.length; i++) {
    let value = values[i] as number
    if (value >= full) {
      misfits.push(value)
      value = full
    }
    held |= value << bits
    bits += width
    for (; bits >= 8; bits -= 8) {
      bytes[at++] = held & 255
      held >>>= 8
    }
  }
  if (bits > 0) bytes[at] = held
  out.byte(width)
  out.bytes(bytes)
  for (const value of misfits) out.number(value)
}

/** What `writeColumn` wrote of `length` values; undefined when its width is none. */
export function readColumn(from: ByteReader, length: number): Float64Array | undefined {
  const width = from.byte()
  if (width < 1 || width > WIDEST) return undefined
  const full = 2 ** width - 1
  const bytes = from.bytes(Math.ceil((length * width) / 8))
  const values = new Float64Array(length)
  let at = 0
  let held = 0
  let bits = 0
  let misfits = 0
  for (let i = 0; i < length; i++) {
    for (; bits < width; bits += 8) held |= (bytes[at++] ?? 0) << bits
    const value = held & full
    held >>>= width
    bits -= width
    values[i] = value
    if (value === full) misfits++
  }
  for (let i = 0; misfits > 0 && i < length; i++)
    if (values[i] === full) {
      values[i] = from.number()
      misfits--
    }
  return values
}

/** The width at which all of them take the least room. */
function widthFor(values: ArrayLike<number>): number {
  // By how many bits a value needs, with all ones left free.
  const needing = new Uint32Array(WIDEST + 2)
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    const bits = value >= 2 ** WIDEST - 1 ? WIDEST + 1 : Math.max(1, 32 - Math.clz32(value + 1))
    needing[bits] = (needing[bits] as number) + 1
  }
  let [best, least, above] = [WIDEST, Number.POSITIVE_INFINITY, needing[WIDEST + 1] as number]
  for (let width = WIDEST; width >= 1; width--) {
    const cost = values.length * width + above * MISFIT
    if (cost < least) [best, least] = [width, cost]
    above += needing[width] as number
  }
  return best
}
