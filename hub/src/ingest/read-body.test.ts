import { type EntryBody, encodeBody, entryBodySchema } from '@schoolgate/protocol/entry/body'
import { REASONS } from '@schoolgate/protocol/verdict'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isBody, readBody } from './read-body.ts'

const whole: EntryBody = {
  direction: 'in',
  card: '0011223344556677',
  person: '8899aabbccddeeff',
  reading: { sensor: 'array-1', kind: 'array', surface: 34.5, ambient: 22.1, frames: 9, sd: 0.1 },
  verdict: 'pass',
  reasons: ['warm'],
  method: 'qr',
  rulePack: 'starter-1',
  look: 1,
  idleMs: 4000,
}

/** Values near the edges of every check. */
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }),
  fc.constantFrom(-1, 0, 1, 1.5, 9, 10, 1e300, 2 ** 53, '', 'in', 'pass', 'qr', 'array'),
  fc.constantFrom(
    'x'.repeat(40),
    'x'.repeat(41),
    '0011223344556677',
    '0011223344556677\n',
    '001122334455667G',
  ),
  fc.array(fc.constantFrom(...REASONS, 'unheard-of'), { maxLength: 10 }),
)

test('takes exactly the bodies that the schema takes', () => {
  const change = fc.tuple(fc.constantFrom(...Object.keys(whole)), fc.option(value, { nil: undefined }))
  const readingChange = fc.tuple(
    fc.constantFrom(...Object.keys(whole.reading ?? {})),
    fc.option(value, { nil: undefined }),
  )
  fc.assert(
    fc.property(
      fc.array(change, { maxLength: 2 }),
      fc.array(readingChange, { maxLength: 1 }),
      (top, inner) => {
        const body: Record<string, unknown> = {
          ...whole,
          reading: { ...whole.reading, ...Object.fromEntries(inner) },
        }
        Object.assign(body, Object.fromEntries(top))
        const raw: unknown = JSON.parse(JSON.stringify(body))
        expect(isBody(raw)).toBe(entryBodySchema.safeParse(raw).success)
      },
    ),
    { seed: 21, numRuns: 3000 },
  )
  fc.assert(
    fc.property(fc.jsonValue(), raw => {
      expect(isBody(raw)).toBe(entryBodySchema.safeParse(raw).success)
    }),
    { seed: 22, numRuns: 500 },
  )
})

test('names the field that does not fit, never its value', () => {
  expect(readBody('scan', 1, encodeBody({ ...whole, person: 'Bat-Erdene' }))).toBe(
    'body field person does not fit',
  )
  expect(readBody('scan', 1, new TextEncoder().encode('{'))).toBe('body is not JSON')
  expect(readBody('scan', 1, new Uint8Array([0xff]))).toBe('body is not JSON')
  expect(readBody('scan', 2, encodeBody(whole))).toBe('newer version of the body')
  expect(readBody('handover', 1, encodeBody(whole))).toBe('unknown kind of entry')
  expect(readBody('scan', 1, encodeBody(whole))).toEqual(whole)
})

test('a number too large for a double is not taken for one', () => {
  const text = new TextDecoder().decode(encodeBody(whole)).replace('4000', '1e999')
  expect(readBody('scan', 1, new TextEncoder().encode(text))).toBe('body field idleMs does not fit')
})
