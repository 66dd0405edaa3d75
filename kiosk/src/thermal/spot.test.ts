import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesOf, concat, cut, placesArbitrary } from '../../test/helpers/chunks.ts'
import { sum8 } from '../serial/sums.ts'
import type { ThermalFrame } from './frame.ts'
import { createGyA403Parser } from './gy-a403.ts'
import { createGyMcu90614Parser } from './gy-mcu90614.ts'
import { createLu90614Parser } from './lu90614.ts'
import { THERMAL_MODEL_NAMES, THERMAL_MODELS } from './models.ts'

const withSum = (hex: string): Uint8Array => {
  const bytes = bytesOf(`${hex}00`)
  bytes[bytes.length - 1] = sum8(bytes, 0, bytes.length - 1)
  return bytes
}

describe('GY-MCU90614', () => {
  test('reads the manual’s sample and temperatures below zero', () => {
    const parser = createGyMcu90614Parser()
    expect(parser.push(bytesOf('5A5A45040C780D19A7 5A5A45040D8009 6AFD'))).toEqual([
      { kind: 'spot', to: 31.92, ta: 33.53 },
      { kind: 'spot', to: 34.56, ta: 24.1 },
    ])
    expect(parser.push(withSum('5A5A4504FE0CFFFF'))).toEqual([{ kind: 'spot', to: -5, ta: -0.01 }])
    expect(parser.counts.discardedBytes).toBe(0)
  })

  test('settings are sound but no reading, an RS-485 id byte is discarded, a wrong sum is counted', () => {
    const parser = createGyMcu90614Parser()
    expect(parser.push(withSum('5A5A250161'))).toEqual([])
    expect(parser.counts).toMatchObject({ frames: 0, discardedBytes: 0 })
    expect(parser.push(bytesOf('5A5A45040C780D19A7 01 5A5A45040C780D19A7'))).toHaveLength(2)
    expect(parser.counts.discardedBytes).toBe(1)
    expect(parser.push(bytesOf('5A5A45040C780D19A8 5A5A45040C780D19A7'))).toHaveLength(1)
    expect(parser.counts).toMatchObject({ badSums: 1, discardedBytes: 10 })
  })

  test('a stray 5A before a frame does not cost the frame', () => {
    expect(createGyMcu90614Parser().push(bytesOf('5A 5A5A45040C780D19A7'))).toHaveLength(1)
  })
})

describe('LU90614', () => {
  const body = bytesOf('FEAC24320000000000')
  const surface = withSum('FEAA220C00000000')

  test('reads the mode it asked for and names no ambient temperature', () => {
    expect(createLu90614Parser('body').push(body)).toEqual([{ kind: 'spot', to: 36.5, ta: Number.NaN }])
    expect(createLu90614Parser().push(surface)).toEqual([{ kind: 'spot', to: 34.12, ta: Number.NaN }])
  })

  test('refuses the other mode and says so', () => {
    const parser = createLu90614Parser('surface')
    expect(parser.push(concat([body, surface]))).toHaveLength(1)
    expect(parser.refused).toBe(1)
    expect(parser.counts).toMatchObject({ discardedBytes: 9, badSums: 0 })
  })
})

describe('GY register frame', () => {
  test('a GY-MCU8833 gives 64 whole degrees for presence only', () => {
    const pixels = Array.from({ length: 64 }, (_, i) =>
      (i === 3 ? 0xfb : 22).toString(16).padStart(2, '0'),
    ).join('')
    const frame = withSum(`A403094209C4${pixels}`)
    expect(frame).toHaveLength(71)
    const [first] = createGyA403Parser().push(frame) as [Extract<ThermalFrame, { kind: 'presence' }>]
    expect(first).toMatchObject({ kind: 'presence', columns: 8, rows: 8, ta: 25 })
    expect([...first.pixels.subarray(0, 5)]).toEqual([22, 22, 22, -5, 22])
  })

  test('a GY-614V is known by its count, whatever its start register; its adjusted figure is left out', () => {
    for (const start of ['00', '07', '31']) {
      expect(createGyA403Parser().push(withSum(`A403${start}07 61 0D80 096A 0E42`))).toEqual([
        { kind: 'spot', to: 34.56, ta: 24.1 },
      ])
    }
  })
})

describe('every sensor', () => {
  const samples: Record<string, Uint8Array> = {
    'gy-mcu90614': bytesOf('5A5A45040C780D19A7'),
    lu90614: withSum('FEAA220C00000000'),
    'gy-a403': withSum('A4030007 61 0D80 096A 0E42'),
  }

  test.each(Object.keys(samples))('%s: chunking changes nothing, and no byte goes uncounted', model => {
    const spec = THERMAL_MODELS[model as keyof typeof THERMAL_MODELS]
    const sample = samples[model] as Uint8Array
    const run = (parts: readonly Uint8Array[]) => {
      const parser = spec.createParser()
      const frames = parts.flatMap(p => parser.push(p))
      expect(parser.counts.bytesIn).toBe(
        parser.counts.frameBytes + parser.counts.discardedBytes + parser.counts.pendingBytes,
      )
      frames.push(...parser.end())
      return { frames, counts: { ...parser.counts } }
    }
    const piece = fc.oneof(
      fc.constant(sample),
      fc.uint8Array({ maxLength: 30 }),
      fc.integer({ min: 1, max: sample.length - 1 }).map(n => sample.subarray(0, n)),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), placesArbitrary, (pieces, places) => {
        const all = concat(pieces)
        const whole = run([all])
        expect(run(cut(all, places))).toEqual(whole)
        expect(run([...all].map(b => Uint8Array.of(b)))).toEqual(whole)
        // Noise may happen to end in a header and swallow nothing: every whole frame is found again.
        expect(whole.counts.frames).toBeGreaterThanOrEqual(pieces.filter(p => p === sample).length)
        expect(whole.counts.bytesIn).toBe(whole.counts.frameBytes + whole.counts.discardedBytes)
      }),
      { seed: 614, numRuns: 200 },
    )
  })

  test('has an entry in the table, with commands whose last byte is their sum', () => {
    for (const name of THERMAL_MODEL_NAMES) {
      const { start, poll, bauds } = THERMAL_MODELS[name]
      for (const command of [...start, ...(poll ? [poll.command] : [])]) {
        expect(command.at(-1)).toBe(sum8(command, 0, command.length - 1))
      }
      expect(bauds.length).toBeGreaterThan(0)
    }
  })
})
