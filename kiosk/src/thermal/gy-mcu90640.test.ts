import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesOf, concat, cut, placesArbitrary } from '../../test/helpers/chunks.ts'
import { wordSum16 } from '../serial/sums.ts'
import { type ChecksumMode, createGyMcu90640Parser, FRAME_BYTES } from './gy-mcu90640.ts'

/** @param centi pixels in the order sent, centi-degC */
function wire(centi: (index: number) => number, taCenti = 2812): Uint8Array {
  const bytes = new Uint8Array(FRAME_BYTES)
  const words = new DataView(bytes.buffer)
  bytes.set([0x5a, 0x5a, 0x02, 0x06])
  for (let i = 0; i < 768; i++) words.setInt16(4 + i * 2, centi(i), true)
  words.setInt16(1540, taCenti, true)
  words.setUint16(1542, wordSum16(bytes, 0, 1542), true)
  return bytes
}

function parse(parts: readonly Uint8Array[], checksum?: ChecksumMode) {
  const parser = createGyMcu90640Parser(checksum)
  const frames = parts.flatMap(part => parser.push(part))
  frames.push(...parser.end())
  return { frames, counts: parser.counts }
}

const even = wire(() => 3300)

describe('GY-MCU90640', () => {
  test('33.00 degC everywhere and a die at 28.12 sum to 58 17', () => {
    expect([...even.subarray(1542)]).toEqual([...bytesOf('58 17')])
    const { frames, counts } = parse([even])
    expect(frames[0]?.ta).toBeCloseTo(28.12, 5)
    expect(frames[0]?.pixels.every(p => Math.abs(p - 33) < 1e-4)).toBe(true)
    expect(counts).toMatchObject({ frames: 1, discardedBytes: 0, badSums: 0 })
  })

  test('the first pixel sent is the upper right of the picture', () => {
    const { frames } = parse([wire(i => i)])
    const pixels = frames[0]?.pixels as Float32Array
    expect(pixels[31]).toBeCloseTo(0)
    expect(pixels[0]).toBeCloseTo(0.31)
    expect(pixels[32 + 31]).toBeCloseTo(0.32)
  })

  test('temperatures below zero are signed', () => {
    const { frames } = parse([wire(() => -500, -1)])
    expect(frames[0]?.pixels[5]).toBeCloseTo(-5)
    expect(frames[0]?.ta).toBeCloseTo(-0.01)
  })

  test('5A 5A is a legal pixel, anywhere', () => {
    const hot = wire(() => 0x5a5a)
    const { frames, counts } = parse([hot.subarray(0, 3), hot.subarray(3), hot])
    expect(frames).toHaveLength(2)
    expect(counts.discardedBytes).toBe(0)
  })

  test('a frame cut off after 700 bytes costs only itself', () => {
    const { frames, counts } = parse([even.subarray(0, 700), even, even])
    expect(frames).toHaveLength(2)
    expect(counts).toMatchObject({ discardedBytes: 700, badSums: 1 })
  })

  test('a wrong sum drops the frame when strict, keeps it when reporting, and counts in both', () => {
    const bad = Uint8Array.from(even)
    bad[1543] = 0
    expect(parse([bad, even])).toMatchObject({
      frames: { length: 1 },
      counts: { discardedBytes: FRAME_BYTES, badSums: 1 },
    })
    expect(parse([bad, even], 'report')).toMatchObject({
      frames: { length: 2 },
      counts: { discardedBytes: 0, badSums: 1 },
    })
  })

  test('reporting still refuses implausible pixels and frames that run into the next one', () => {
    const absurd = wire(() => -20_000)
    absurd[1543] = (absurd[1543] as number) ^ 1
    expect(parse([absurd, even], 'report').frames).toHaveLength(1)
    expect(parse([even.subarray(0, 700), even], 'report')).toMatchObject({
      frames: { length: 1 },
      counts: { discardedBytes: 700 },
    })
  })

  test('any chunking, noise and truncation give the same frames and an exact count', () => {
    const piece = fc.oneof(
      fc.integer({ min: -4000, max: 20_000 }).map(c => ({ good: wire(i => c + (i % 7)) })),
      fc.uint8Array({ maxLength: 200 }).map(noise => ({ noise })),
      fc.integer({ min: 1, max: FRAME_BYTES - 1 }).map(n => ({ noise: even.subarray(0, n) })),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), placesArbitrary, (pieces, places) => {
        const all = concat(pieces.map(p => ('good' in p ? p.good : p.noise)))
        const whole = parse([all])
        const parts = parse(cut(all, places))
        expect(parts.frames).toEqual(whole.frames)
        expect({ ...parts.counts }).toEqual({ ...whole.counts })
        expect(whole.frames).toHaveLength(pieces.filter(p => 'good' in p).length)
        expect(whole.counts.bytesIn).toBe(whole.counts.frameBytes + whole.counts.discardedBytes)
        expect(whole.counts.pendingBytes).toBe(0)
      }),
      { seed: 90640, numRuns: 60 },
    )
  })

  test('one byte at a time is as good as one burst', () => {
    const all = concat([Uint8Array.of(0x5a), even, Uint8Array.of(0x5a, 0x5a), even])
    const single = parse([...all].map(b => Uint8Array.of(b)))
    expect(single.frames).toHaveLength(2)
    expect({ ...single.counts }).toEqual({ ...parse([all]).counts })
  })

  test('rubbish is handed out, byte for byte', () => {
    const rubbish: number[] = []
    const parser = createGyMcu90640Parser('strict', bytes => rubbish.push(...bytes))
    parser.push(concat([bytesOf('01 5a 02'), even, bytesOf('ff')]))
    parser.end()
    expect(rubbish).toEqual([0x01, 0x5a, 0x02, 0xff])
  })
})
