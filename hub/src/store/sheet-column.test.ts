import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ByteReader, ByteWriter } from './sheet-bytes.ts'
import { readColumn, writeColumn } from './sheet-column.ts'

const number = fc.oneof(
  fc.nat({ max: 3 }),
  fc.nat({ max: 2 ** 26 }),
  fc.integer({ min: 0, max: 25 }).map(bits => 2 ** bits - 1),
  fc.maxSafeNat(),
)

test('a column is the same again, with what stands behind it', () => {
  fc.assert(
    fc.property(fc.array(number, { maxLength: 60 }), values => {
      const out = new ByteWriter(0)
      writeColumn(out, values)
      out.byte(77)
      const from = new ByteReader(out.done())
      expect([...(readColumn(from, values.length) ?? [])]).toEqual(values)
      expect([from.byte(), from.atEnd]).toEqual([77, true])
    }),
    { seed: 6, numRuns: 500 },
  )
})

test('a rare long number does not widen the others', () => {
  const out = new ByteWriter(0)
  writeColumn(
    out,
    Array.from({ length: 800 }, (_, i) => (i === 400 ? 2 ** 40 : i % 15)),
  )
  expect(out.done().length).toBeLessThan(1 + 400 + 8)
})

test('a width that is none is no column', () => {
  for (const width of [0, 26, 255])
    expect(readColumn(new ByteReader(Uint8Array.of(width, 1, 2)), 2)).toBeUndefined()
})
