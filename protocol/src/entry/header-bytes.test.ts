import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EntryHeader } from './header.ts'
import { headerBytes, MAX_WRITTEN_HEADER, writeHeader } from './header-bytes.ts'

const id = fc.stringMatching(/^[0-9a-f]{16}$/)
const number = fc.oneof(
  fc.maxSafeNat(),
  fc.nat(70_000),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.float({ noNaN: true, noDefaultInfinity: true }),
  fc.nat(9_000_000).map(n => n / 64),
  fc.constantFrom(
    0,
    -0,
    23,
    24,
    255,
    256,
    65_535,
    65_536,
    2 ** 32 - 1,
    2 ** 32,
    2 ** 53,
    0.5,
    1e300,
    -7,
    5e-324,
  ),
)
const header = fc.record({
  kiosk: id,
  journal: id,
  seq: number,
  bootId: id,
  monoMs: number,
  wallMs: number,
  synced: fc.boolean(),
  kind: fc.oneof(fc.constant('scan'), fc.string({ maxLength: 30, unit: 'binary' })) as fc.Arbitrary<'scan'>,
  v: number,
})

test('writes the very bytes of the general encoder, or says that it cannot', () => {
  const target = new Uint8Array(MAX_WRITTEN_HEADER)
  fc.assert(
    fc.property(header, (h: EntryHeader) => {
      const written = writeHeader(h, target)
      if (written >= 0) expect(target.slice(0, written)).toEqual(new Uint8Array(headerBytes(h)))
    }),
    { seed: 7, numRuns: 3000 },
  )
})

test('writes the headers that kiosks send', () => {
  const target = new Uint8Array(MAX_WRITTEN_HEADER)
  const h: EntryHeader = {
    kiosk: '0011223344556677',
    journal: '8899aabbccddeeff',
    seq: 70_000,
    bootId: '0102030405060708',
    monoMs: 1234.567,
    wallMs: 1795305600000,
    synced: true,
    kind: 'scan',
    v: 1,
  }
  expect(writeHeader(h, target)).toBeGreaterThan(0)
})
