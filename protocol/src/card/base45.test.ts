import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeBase45, encodeBase45 } from './base45.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

test.each([
  ['AB', 'BB8'],
  ['Hello!!', '%69 VD92EX0'],
  ['base-45', 'UJCLQE7W581'],
  ['ietf!', 'QED8WEX0'],
])('RFC 9285 section 4 example: %s is %s', (plain, encoded) => {
  expect(encodeBase45(utf8(plain))).toBe(encoded)
  expect(decodeBase45(encoded)).toEqual({ ok: true, value: utf8(plain) })
})

test('any bytes survive the round trip', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
      expect(decodeBase45(encodeBase45(bytes))).toEqual({
        ok: true,
        value: bytes,
      })
    }),
    { seed: 9285 },
  )
})

test('any text either decodes to bytes that encode to it again, or is refused', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123456789ABCXYZ $%*+-./:aé_') }), text => {
      const decoded = decodeBase45(text)
      if (decoded.ok) expect(encodeBase45(decoded.value)).toBe(text)
    }),
    { seed: 45, numRuns: 2000 },
  )
})

test.each(['A', 'AAAA', 'GGW', ':::', '::', 'abc'])('refuses %s', text => {
  expect(decodeBase45(text)).toEqual({ ok: false, error: 'not-base45' })
})
