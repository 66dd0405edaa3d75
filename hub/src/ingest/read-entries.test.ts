import { decodeUp, encodeFrame } from '@schoolgate/protocol/frame/codec'
import type { Entries, WireEntry } from '@schoolgate/protocol/frame/entries'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readEntries } from './read-entries.ts'

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 })
const id = fc.stringMatching(/^[0-9a-f]{16}$/)
const number = fc.oneof(
  fc.maxSafeNat(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.float({ noNaN: true, noDefaultInfinity: true }),
  fc.nat(9_000_000).map(n => n / 64),
  fc.constantFrom(0, 23, 24, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, 0.5, -3, 1.1),
)
const kind = fc.oneof(fc.constant('scan'), fc.string({ maxLength: 20, unit: 'grapheme-ascii' }))
const wire = fc.tuple(id, number, number, fc.boolean(), kind, fc.nat(3), fc.uint8Array({ maxLength: 300 }))
const frame = fc.record({
  t: fc.constant('entries' as const),
  from: fc.nat(),
  to: fc.nat(),
  prev: bytes32,
  head: bytes32,
  entries: fc.array(wire as fc.Arbitrary<WireEntry>, { maxLength: 8 }),
  mac: bytes32,
})

/** What the general decoder says, bytes as plain arrays. */
function general(bytes: Uint8Array): Entries | undefined {
  const read = decodeUp(bytes)
  return read.ok && read.value.t === 'entries' ? read.value : undefined
}

test('whatever it reads, the general decoder reads alike', () => {
  let taken = 0
  fc.assert(
    fc.property(frame, value => {
      const bytes = new Uint8Array(encodeFrame(value))
      const read = readEntries(bytes)
      if (read === undefined) return
      taken++
      expect(read).toEqual(general(bytes))
    }),
    { seed: 31, numRuns: 1000 },
  )
  expect(taken).toBeGreaterThan(100)
})

test('a changed, cut or lengthened frame is never taken for another one', () => {
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    byte: fc.nat(255),
    how: fc.constantFrom('set', 'cut', 'add'),
  })
  fc.assert(
    fc.property(frame, fc.array(edit, { minLength: 1, maxLength: 3 }), (value, edits) => {
      let bytes: Uint8Array = new Uint8Array(encodeFrame(value))
      for (const { at, byte, how } of edits) {
        const index = Math.floor(at * bytes.length)
        if (how === 'cut') bytes = bytes.slice(0, index)
        else if (how === 'add') bytes = new Uint8Array([...bytes, byte])
        else if (index < bytes.length) bytes[index] = byte
      }
      const read = readEntries(bytes)
      if (read !== undefined) expect(read).toEqual(general(bytes))
    }),
    { seed: 32, numRuns: 3000 },
  )
})
