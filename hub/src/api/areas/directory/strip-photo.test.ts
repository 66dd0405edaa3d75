import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orientationOf, turnOnly } from './exif-turn.ts'
import { type PhotoType, photoType } from './photo-type.ts'
import { stripPhoto } from './strip-photo.ts'

const bytes = (...parts: (number[] | string | Uint8Array)[]): Uint8Array =>
  new Uint8Array(
    Buffer.concat(parts.map(p => (typeof p === 'string' ? Buffer.from(p, 'latin1') : Buffer.from(p)))),
  )
const segment = (marker: number, body: Uint8Array) =>
  bytes([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255], body)

/** EXIF as a phone writes it, in its own byte order: a maker's name, then the turn. */
const exif = (turn: number) =>
  bytes(
    'Exif\0\0',
    [0x49, 0x49, 42, 0, 8, 0, 0, 0, 2, 0],
    [0x0f, 0x01, 2, 0, 4, 0, 0, 0, 0x41, 0x43, 0x4d, 0x45],
    [0x12, 0x01, 3, 0, 1, 0, 0, 0, turn, 0, 0, 0],
    'GPS 47.9 106.9',
  )
const picture = [
  segment(0xdb, bytes([0, 1, 2])),
  segment(0xc0, bytes([8, 0, 1, 0, 1, 1, 1, 0x11, 0])),
  segment(0xda, bytes([1, 1, 0, 0, 63, 0])),
  bytes([0x12, 0xff, 0, 0x34, 0xff, 0xd0, 0x56]),
]
const jpeg = (turn: number) =>
  bytes(
    [0xff, 0xd8],
    segment(0xe0, bytes('JFIF\0')),
    segment(0xe1, exif(turn)),
    segment(0xfe, bytes('comment')),
    ...picture,
    [0xff, 0xd9],
    'trailer',
  )
const chunk = (name: string, body: Uint8Array) => {
  const size = new Uint8Array(new Uint32Array([body.length]).buffer)
  return bytes(name, size, body, body.length % 2 ? [0] : [])
}
const webp = (...chunks: Uint8Array[]) => {
  const body = bytes('WEBP', ...chunks)
  return bytes('RIFF', new Uint8Array(new Uint32Array([body.length]).buffer), body)
}
const text = (of: Uint8Array | undefined) => Buffer.from(of ?? []).toString('latin1')

test('a JPEG keeps its picture and its turn, and tells nothing else', () => {
  const stripped = stripPhoto('image/jpeg', jpeg(6))
  expect(text(stripped)).not.toMatch(/GPS|ACME|comment|trailer/)
  expect(stripped).toEqual(
    bytes([0xff, 0xd8], segment(0xe0, bytes('JFIF\0')), turnOnly(6), ...picture, [0xff, 0xd9]),
  )
  expect(orientationOf(turnOnly(6).subarray(4))).toBe(6)
  expect(text(stripPhoto('image/jpeg', jpeg(1)))).not.toContain('Exif')
})

test('a WebP loses its EXIF and XMP, and the header that announces them', () => {
  const flags = bytes([0x1c, 0, 0, 0, 0, 0, 0, 0, 0, 0])
  const made = webp(chunk('VP8X', flags), chunk('VP8 ', bytes([1, 2, 3])), chunk('EXIF', bytes('GPS')))
  const stripped = stripPhoto('image/webp', made)
  expect(stripped).toEqual(
    webp(chunk('VP8X', bytes([0x10, ...new Array(9).fill(0)])), chunk('VP8 ', bytes([1, 2, 3]))),
  )
  expect(stripPhoto('image/webp', webp(chunk('ANIM', bytes([0]))))).toBeUndefined()
})

test('no bytes break it, and what is stripped stays as it is', () => {
  const whole = [
    jpeg(8),
    webp(chunk('VP8L', bytes([1, 2]))),
    bytes([0x89], 'PNG\r\n\x1a\n', [0, 0, 0, 0], 'IHDR'),
  ]
  const torn = fc
    .tuple(
      fc.constantFrom(...whole),
      fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 4 }),
      fc.nat(200),
    )
    .map(([source, changes, cut]) => {
      const out = source.slice(0, Math.max(12, source.length - cut))
      for (const [at, value] of changes) if (at < out.length) out[at] = value
      return out
    })
  fc.assert(
    fc.property(torn, made => {
      const type = photoType(made) as PhotoType | undefined
      if (type === undefined) return
      const once = stripPhoto(type, made)
      if (once === undefined) return
      expect(photoType(once)).toBe(type)
      expect(stripPhoto(type, once)).toEqual(once)
    }),
    { seed: 5, numRuns: 2000 },
  )
})
