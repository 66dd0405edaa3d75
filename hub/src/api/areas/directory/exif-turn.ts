const ORIENTATION = 0x0112
const EXIF = [0x45, 0x78, 0x69, 0x66, 0, 0] // "Exif" and two zeros

/**
 * How a picture is to be turned, 2 to 8, from the payload of an APP1 segment (EXIF 2.32, section 4.6.4); undefined
 * when it stands upright or does not say.
 */
export function orientationOf(payload: Uint8Array): number | undefined {
  if (EXIF.some((byte, i) => payload[i] !== byte) || payload.length < 14) return undefined
  const tiff = new DataView(payload.buffer, payload.byteOffset + 6, payload.length - 6)
  const little = tiff.getUint16(0) === 0x4949
  const entries = tiff.getUint32(4, little)
  if (entries + 2 > tiff.byteLength) return undefined
  const count = tiff.getUint16(entries, little)
  for (let i = 0; i < count; i++) {
    const at = entries + 2 + i * 12
    if (at + 12 > tiff.byteLength) return undefined
    if (tiff.getUint16(at, little) !== ORIENTATION) continue
    const turn = tiff.getUint16(at + 8, little)
    return turn >= 2 && turn <= 8 ? turn : undefined
  }
  return undefined
}

/** An APP1 segment that says nothing but the turn. */
export function turnOnly(turn: number): Uint8Array {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0, 0, 0, 0, 0]
  const body = [...EXIF, ...tiff]
  return Uint8Array.from([0xff, 0xe1, 0, body.length + 2, ...body])
}
