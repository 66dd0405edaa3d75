import { crc32, deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPicture } from './picture.ts'

function chunk(name: string, data: Uint8Array): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(data.length)
  head.write(name, 4, 'latin1')
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), data])))
  return Buffer.concat([head, data, sum])
}

/** A grey PNG that claims a size and carries `raw` bytes of rows. */
function png(width: number, height: number, raw = height * (width + 1), cut = 0): Uint8Array {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0])
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  const packed = deflateSync(Buffer.alloc(raw))
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', packed.subarray(0, packed.length - cut)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
const jpeg = (width: number, height: number, colours = 3): Uint8Array => {
  const bytes = Buffer.from('ffd8ffe000040000ffc000110800000000030000', 'hex')
  bytes.writeUInt16BE(height, 13)
  bytes.writeUInt16BE(width, 15)
  bytes[17] = colours
  return bytes
}

test('a picture is one whose bytes keep what its header says', () => {
  expect(isPicture(png(3, 4))).toBe(true)
  expect(isPicture(jpeg(480, 640))).toBe(true)
  expect(isPicture(png(3, 4, 19))).toBe(false)
  expect(isPicture(png(3, 4, 20, 3))).toBe(false)
  expect(isPicture(jpeg(480, 640, 2))).toBe(false)
  expect(isPicture(jpeg(0, 640))).toBe(false)
  expect(isPicture(new TextEncoder().encode('RIFF....WEBPVP8 '))).toBe(false)
})

test('what claims to be huge, or unpacks to more than it claims, is left packed', () => {
  expect(isPicture(jpeg(60_000, 60_000))).toBe(false)
  expect(isPicture(png(100_000, 100_000, 10))).toBe(false)
  expect(isPicture(png(10, 10, 50_000_000))).toBe(false)
})

test('any bytes, and any damage to a picture, get an answer', () => {
  const whole = [png(5, 5), jpeg(48, 64)]
  fc.assert(
    fc.property(
      fc.constantFrom(...whole),
      fc.array(fc.tuple(fc.nat(80), fc.nat(255)), { maxLength: 4 }),
      fc.nat(80),
      (bytes, changes, cut) => {
        const damaged = Uint8Array.from(bytes)
        for (const [at, value] of changes) if (at < damaged.length) damaged[at] = value
        expect(typeof isPicture(damaged.subarray(0, damaged.length - cut))).toBe('boolean')
      },
    ),
    { seed: 15948, numRuns: 2000 },
  )
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), bytes => {
      expect(typeof isPicture(bytes)).toBe('boolean')
    }),
    { seed: 81, numRuns: 1000 },
  )
})
