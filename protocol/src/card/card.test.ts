import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rawPublicKey } from '../raw-keys.ts'
import { decodeBase45, encodeBase45 } from './base45.ts'
import { CARD_PREFIX, issueCard, readCard } from './card.ts'
import type { PublicKeySet } from './keys.ts'

function issuer(kid: string) {
  const pair = generateKeyPairSync('ed25519')
  const x = Buffer.from(rawPublicKey(pair.publicKey)).toString('base64url')
  const seed = Buffer.from(pair.privateKey.export({ format: 'jwk' }).d as string, 'base64url')
  const keys: PublicKeySet = { keys: [{ kty: 'OKP', crv: 'Ed25519', kid, x }] }
  return { kid, seed, keys }
}

const school = issuer('0a0b0c0d')
const other = issuer('ffffffff')
const claims = {
  card: '0123456789abcdef',
  issued: '2026-09-01',
  expires: '2027-06-30',
}
const text = issueCard(claims, school.kid, school.seed)
const during = Date.parse('2026-11-23T00:00:00Z')

/** The card with one byte of its COSE message changed. */
function withByte(index: number, xor: number): string {
  const bytes = decodeBase45(text.slice(CARD_PREFIX.length))
  if (!bytes.ok) throw new Error('not base45')
  bytes.value[index] = (bytes.value[index] as number) ^ xor
  return CARD_PREFIX + encodeBase45(bytes.value)
}

test('a card is read back with the issuer’s public key alone', () => {
  expect(readCard(text, school.keys, during)).toEqual({
    ok: true,
    value: { kid: '0a0b0c0d', claims },
  })
})

test('it fits QR version 7-M in alphanumeric mode: 178 characters (ISO/IEC 18004 table 7)', () => {
  expect(text).toMatch(/^[0-9A-Z $%*+\-./:]+$/)
  expect(text.length).toBeLessThanOrEqual(178)
})

test('a card is valid on its last day and expired on the next', () => {
  expect(readCard(text, school.keys, Date.parse('2027-06-30T23:59:59Z')).ok).toBe(true)
  const after = readCard(text, school.keys, Date.parse('2027-07-01T00:00:00Z'))
  expect(after).toMatchObject({
    ok: false,
    error: { code: 'card-expired', claims },
  })
})

test('a card is not valid long before it was issued', () => {
  const before = readCard(text, school.keys, Date.parse('2026-08-30T00:00:00Z'))
  expect(before).toMatchObject({
    ok: false,
    error: { code: 'card-not-yet-valid' },
  })
})

test('a kiosk whose clock is not known to be right does not judge days', () => {
  expect(readCard(text, school.keys, undefined).ok).toBe(true)
})

test('a card outlives neither its own days nor those of its issuer’s key', () => {
  const until = (day: string) => ({ keys: school.keys.keys.map(key => ({ ...key, until: day })) })
  expect(readCard(text, until('2026-11-23'), during).ok).toBe(true)
  expect(readCard(text, until('2026-11-22'), during)).toMatchObject({
    ok: false,
    error: { code: 'card-revoked', claims },
  })
  const forged = issueCard(claims, school.kid, other.seed)
  expect(readCard(forged, until('2026-11-22'), during)).toMatchObject({ error: { code: 'card-forged' } })
})

test('a card of an issuer we were not given is foreign, not forged', () => {
  expect(readCard(text, other.keys, during)).toEqual({
    ok: false,
    error: { code: 'card-foreign', kid: '0a0b0c0d' },
  })
})

test('a card signed by somebody else under our key id is forged', () => {
  const forged = issueCard(claims, school.kid, other.seed)
  expect(readCard(forged, school.keys, during)).toMatchObject({
    ok: false,
    error: { code: 'card-forged' },
  })
})

test.each([
  ['https://example.org/me', 'web-address'],
  ['HTTP://EXAMPLE.ORG', 'web-address'],
  ['www.example.org', 'web-address'],
  ['4006381333931', 'not-a-card'],
  ['', 'not-a-card'],
  ['SG1:', 'card-malformed'],
  ['SG1:hello', 'card-malformed'],
  [`${text}00`, 'card-malformed'],
])('%s is told apart as %s', (shown, code) => {
  expect(readCard(shown, school.keys, during)).toMatchObject({
    ok: false,
    error: { code },
  })
})

test('no single changed byte leaves a card valid', () => {
  fc.assert(
    fc.property(fc.nat(102), fc.integer({ min: 1, max: 255 }), (index, xor) => {
      expect(readCard(withByte(index, xor), school.keys, during).ok).toBe(false)
    }),
    { seed: 8392, numRuns: 1000 },
  )
})

test('any text at all gets an answer', () => {
  fc.assert(
    fc.property(fc.string(), tail => {
      expect(readCard(CARD_PREFIX + tail, school.keys, during).ok).toBe(false)
    }),
    { seed: 9052, numRuns: 1000 },
  )
})
