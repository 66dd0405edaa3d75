import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeCbor } from '../cbor.ts'
import { decodeDown, decodeUp, encodeFrame } from './codec.ts'
import type { Entries } from './entries.ts'
import { MAX_FRAME_BYTES } from './limits.ts'

const entries: Entries = {
  t: 'entries',
  from: 7,
  to: 7,
  prev: new Uint8Array(32).fill(1),
  head: new Uint8Array(32).fill(2),
  entries: [['0102030405060708', 12.5, 1795305600000, false, 'scan', 1, new Uint8Array([123, 125])]],
  mac: new Uint8Array(32).fill(3),
}

test('a frame survives the wire', () => {
  expect(decodeUp(encodeFrame(entries))).toEqual({ ok: true, value: entries })
})

test('a kiosk from the future may add fields', () => {
  const richer = encodeCbor({ ...entries, lamp: 'green' })
  expect(decodeUp(richer)).toEqual({ ok: true, value: entries })
})

test('a frame over 64 KiB is refused by its size', () => {
  const error = {
    code: 'frame-too-large',
    where: `${MAX_FRAME_BYTES + 1} bytes`,
  }
  expect(decodeUp(new Uint8Array(MAX_FRAME_BYTES + 1))).toEqual({
    ok: false,
    error,
  })
})

test('a misfit names the field, not its value', () => {
  const bad = encodeCbor({ ...entries, prev: 'secret' })
  expect(decodeUp(bad)).toEqual({
    ok: false,
    error: { code: 'bad-frame', where: 'prev' },
  })
})

test('a frame for the other direction is refused', () => {
  expect(decodeDown(encodeFrame(entries)).ok).toBe(false)
})

test('any bytes get an answer', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
      expect(decodeUp(bytes).ok).toBe(false)
    }),
    { seed: 8949, numRuns: 2000 },
  )
})

test('a frame cut short or with a byte too many is refused', () => {
  const whole = encodeFrame(entries)
  for (let length = 0; length < whole.length; length++) {
    expect(decodeUp(whole.subarray(0, length)).ok).toBe(false)
  }
  expect(decodeUp(Uint8Array.of(...whole, 0)).ok).toBe(false)
})
