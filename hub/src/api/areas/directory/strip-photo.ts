import { orientationOf, turnOnly } from './exif-turn.ts'
import type { PhotoType } from './photo-type.ts'

/**
 * A photo without what is not the picture: where and when it was taken, by what, its thumbnail, comments, and whatever
 * follows its end. Of a JPEG's EXIF data the turn alone is kept, or phones' portraits would lie on their side.
 *
 * @returns undefined when the bytes do not hold together as that type
 */
export function stripPhoto(type: PhotoType, bytes: Uint8Array): Uint8Array | undefined {
  switch (type) {
    case 'image/jpeg':
      return stripJpeg(bytes)
    case 'image/png':
      return stripPng(bytes)
    case 'image/webp':
      return stripWebp(bytes)
  }
}

/** Markers that stand alone, without a length (ITU T.81, table B.1): TEM and RST0 to RST7. */
const alone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)

/** Keeps tables, frame and scans; drops APP1 to APP15 (but Adobe's APP14, which tells the colours) and comments. */
function stripJpeg(bytes: Uint8Array): Uint8Array | undefined {
  const kept: Uint8Array[] = [bytes.subarray(0, 2)]
  let at = 2
  let frames = 0
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1] as number
    if (marker === 0xff) {
      at++
      continue
    }
    if (marker === 0xd9) {
      kept.push(bytes.subarray(at, at + 2))
      return frames > 0 ? joined(kept) : undefined
    }
    if (alone(marker)) {
      kept.push(bytes.subarray(at, at + 2))
      at += 2
      continue
    }
    if (at + 4 > bytes.length) return undefined
    const length = ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number)
    let end = at + 2 + length
    if (length < 2 || end > bytes.length) return undefined
    if (marker >= 0xc0 && marker <= 0xc2) frames++
    if (marker === 0xda) end = scanEnd(bytes, end)
    const told = (marker >= 0xe1 && marker <= 0xef && marker !== 0xee) || marker === 0xfe
    if (!told) kept.push(bytes.subarray(at, end))
    const turn = marker === 0xe1 ? orientationOf(bytes.subarray(at + 4, end)) : undefined
    if (turn !== undefined) kept.push(turnOnly(turn))
    at = end
  }
  return undefined
}

/** The first marker after entropy-coded data: FF followed by neither 00 nor a restart. */
function scanEnd(bytes: Uint8Array, from: number): number {
  let at = from
  while (at + 1 < bytes.length) {
    if (bytes[at] === 0xff) {
      const next = bytes[at + 1] as number
      if (next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at
    }
    at++
  }
  return bytes.length
}

/** The chunks a decoder needs (PNG, third edition, section 11.2 and the transparency of 11.3.1). */
const PNG_CHUNKS = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'sRGB'])

function stripPng(bytes: Uint8Array): Uint8Array | undefined {
  const kept: Uint8Array[] = [bytes.subarray(0, 8)]
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 8
  let first = true
  while (at + 12 <= bytes.length) {
    const end = at + 12 + view.getUint32(at)
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (end > bytes.length || (first && name !== 'IHDR')) return undefined
    first = false
    if (PNG_CHUNKS.has(name)) kept.push(bytes.subarray(at, end))
    if (name === 'IEND') return joined(kept)
    at = end
  }
  return undefined
}

/** RFC 9649: of the extended format's chunks only the header, the alpha channel and the picture. No animation. */
const WEBP_CHUNKS = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH'])
const VP8X_ALPHA = 0x10

function stripWebp(bytes: Uint8Array): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const length = view.getUint32(4, true)
  const total = Math.min(bytes.length, 8 + length)
  if (total < 20) return undefined
  const kept: Uint8Array[] = []
  let pictures = 0
  let at = 12
  while (at + 8 <= total) {
    const size = view.getUint32(at + 4, true)
    const end = at + 8 + size + (size & 1)
    if (end > total) return undefined
    const name = String.fromCharCode(...bytes.subarray(at, at + 4))
    if (name === 'ANIM' || name === 'ANMF') return undefined
    if (name === 'VP8 ' || name === 'VP8L') pictures++
    if (WEBP_CHUNKS.has(name)) {
      const chunk = bytes.slice(at, end)
      if (name === 'VP8X') chunk[8] = (chunk[8] as number) & VP8X_ALPHA
      kept.push(chunk)
    }
    at = end
  }
  if (pictures !== 1) return undefined
  const body = joined(kept)
  const out = new Uint8Array(12 + body.length)
  out.set(bytes.subarray(0, 12))
  new DataView(out.buffer).setUint32(4, 4 + body.length, true)
  out.set(body, 12)
  return out
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}
