import { encodeCbor } from '../cbor.ts'
import { hexToBytes } from '../hex.ts'
import type { EntryHeader } from './header.ts'

/** What the chain hashes of a header: one array in deterministic CBOR (RFC 8949 section 4.2.1). */
export const headerBytes = (h: EntryHeader): Uint8Array =>
  encodeCbor([
    h.v,
    h.kind,
    hexToBytes(h.kiosk),
    hexToBytes(h.journal),
    h.seq,
    hexToBytes(h.bootId),
    h.monoMs,
    h.wallMs,
    h.synced,
  ])

/** The most bytes `writeHeader` may need. */
export const MAX_WRITTEN_HEADER = 96

/**
 * Writes the same bytes into `target` for the headers that occur: a hub hashes every entry of a country, and the
 * general encoder is most of that cost.
 * @returns how many bytes were written; -1 for a header that only the general encoder can write
 */
export function writeHeader(h: EntryHeader, target: Uint8Array): number {
  const { kind } = h
  if (kind.length > 23) return -1
  target[0] = 0x89
  let at = writeNumber(h.v, target, 1)
  if (at < 0) return -1
  target[at++] = 0x60 | kind.length
  for (let i = 0; i < kind.length; i++) {
    const code = kind.charCodeAt(i)
    if (code > 0x7f) return -1
    target[at++] = code
  }
  at = writeId(h.kiosk, target, at)
  if (at >= 0) at = writeId(h.journal, target, at)
  if (at >= 0) at = writeNumber(h.seq, target, at)
  if (at >= 0) at = writeId(h.bootId, target, at)
  if (at >= 0) at = writeNumber(h.monoMs, target, at)
  if (at >= 0) at = writeNumber(h.wallMs, target, at)
  if (at < 0) return -1
  target[at++] = h.synced ? 0xf5 : 0xf4
  return at
}

const DIGIT = new Int8Array(128).fill(-1)
for (let i = 0; i < 16; i++) DIGIT['0123456789abcdef'.charCodeAt(i)] = i

function writeId(hex: string, target: Uint8Array, start: number): number {
  if (hex.length !== 16) return -1
  let at = start
  target[at++] = 0x48
  for (let i = 0; i < 16; i += 2) {
    const high = DIGIT[hex.charCodeAt(i)] ?? -1
    const low = DIGIT[hex.charCodeAt(i + 1)] ?? -1
    if (high < 0 || low < 0) return -1
    target[at++] = (high << 4) | low
  }
  return at
}

const float = new Float64Array(1)
const floatBytes = new Uint8Array(float.buffer)
const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1

/** Unsigned integers and fractions in their shortest form, as far as they occur. */
function writeNumber(n: number, target: Uint8Array, start: number): number {
  let at = start
  if (Number.isSafeInteger(n) && n >= 0) {
    if (n < 24) target[at++] = n
    else if (n < 0x100) {
      target[at++] = 0x18
      target[at++] = n
    } else if (n < 0x10000) {
      target[at++] = 0x19
      target[at++] = n >>> 8
      target[at++] = n
    } else if (n < 0x100000000) {
      target[at++] = 0x1a
      at = write32(n, target, at)
    } else {
      target[at++] = 0x1b
      at = write32(Math.floor(n / 0x100000000), target, at)
      at = write32(n % 0x100000000, target, at)
    }
    return at
  }
  if (!LITTLE_ENDIAN || !Number.isFinite(n) || Number.isInteger(n)) return -1
  if (Math.fround(n) === n) return writeShortFloat(n, target, at)
  float[0] = n
  target[at++] = 0xfb
  for (let i = 7; i >= 0; i--) target[at++] = floatBytes[i] as number
  return at
}

const single = new Float32Array(1)
const singleBits = new Uint32Array(single.buffer)

/** A fraction that fits 32 bits: in 16 where those suffice. */
function writeShortFloat(n: number, target: Uint8Array, start: number): number {
  single[0] = n
  const bits = singleBits[0] as number
  const exponent = ((bits >>> 23) & 0xff) - 127
  if (exponent < -14) return -1
  if (exponent > 15 || (bits & 0x1fff) !== 0) {
    target[start] = 0xfa
    return write32(bits, target, start + 1)
  }
  const half = ((bits >>> 16) & 0x8000) | ((exponent + 15) << 10) | ((bits >>> 13) & 0x3ff)
  target[start] = 0xf9
  target[start + 1] = half >>> 8
  target[start + 2] = half
  return start + 3
}

function write32(n: number, target: Uint8Array, at: number): number {
  target[at] = n >>> 24
  target[at + 1] = n >>> 16
  target[at + 2] = n >>> 8
  target[at + 3] = n
  return at + 4
}
