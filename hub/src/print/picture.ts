import { inflateSync } from 'node:zlib'

/** More pixels than any portrait needs: what claims to have more is not unpacked. */
const MAX_PIXELS = 8_000_000
const PNG_SIGNATURE = 0x89504e47

/**
 * Whether bytes are a picture a PDF can hold. A print run must not end because of one photo, nor may a small file
 * unpack to a large one, so a PNG is unpacked here first, and no further than it says it goes.
 */
export function isPicture(bytes: Uint8Array): boolean {
  if (bytes.length < 12) return false
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(0) === PNG_SIGNATURE) return isPng(bytes, view)
  return view.getUint16(0) === 0xffd8 && isJpeg(bytes, view)
}

const isSmall = (width: number, height: number): boolean => width * height > 0 && width * height <= MAX_PIXELS

/** By its frame header (ITU T.81, B.2.2): 8 bits, and one, three or four colours. */
function isJpeg(bytes: Uint8Array, view: DataView): boolean {
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return false
    const marker = bytes[at + 1] as number
    if (marker >= 0xc0 && marker <= 0xc2) {
      const colours = bytes[at + 9] as number
      const small = isSmall(view.getUint16(at + 7), view.getUint16(at + 5))
      return small && bytes[at + 4] === 8 && [1, 3, 4].includes(colours)
    }
    if (marker === 0xd9 || marker === 0xda) return false
    at += marker === 0xff ? 1 : 2 + Math.max(2, view.getUint16(at + 2))
  }
  return false
}

/** Samples a pixel by colour type (PNG, third edition, table 12). */
const SAMPLES: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

function isPng(bytes: Uint8Array, view: DataView): boolean {
  const parts: Uint8Array[] = []
  let ended = false
  for (let at = 8; at + 12 <= bytes.length && !ended; ) {
    const length = view.getUint32(at)
    if (at + 12 + length > bytes.length) return false
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if ((at === 8) !== (name === 'IHDR') || (name === 'IHDR' && length !== 13)) return false
    if (name === 'IDAT') parts.push(bytes.subarray(at + 8, at + 8 + length))
    ended = name === 'IEND'
    at += 12 + length
  }
  if (!ended || parts.length === 0) return false
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  const [bits = 0, type = 9, , , interlaced] = bytes.subarray(24)
  const samples = SAMPLES[type]
  if (!isSmall(width, height) || samples === undefined || ![1, 2, 4, 8, 16].includes(bits)) return false
  if (type === 3 && !includesChunk(bytes, view, 'PLTE')) return false
  // Each row with its filter byte; an interlaced picture has seven small ones, with a few bytes more.
  const raw = height * (1 + Math.ceil((width * samples * bits) / 8))
  const most = interlaced === 0 ? raw : 2 * raw + 64
  try {
    const unpacked = inflateSync(Buffer.concat(parts), { maxOutputLength: most })
    return interlaced !== 0 || unpacked.length === raw
  } catch {
    return false
  }
}

function includesChunk(bytes: Uint8Array, view: DataView, wanted: string): boolean {
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    if (String.fromCharCode(...bytes.subarray(at + 4, at + 8)) === wanted) return true
  }
  return false
}
