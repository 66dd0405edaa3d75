import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PersonEntry } from '../store/presence-types.ts'
import { personDay, visits } from './visits.ts'

let seq = 0
const entry = (at: number, direction: 'in' | 'out', more: Partial<PersonEntry> = {}): PersonEntry => ({
  kiosk: 'k',
  journal: 'j',
  seq: ++seq,
  at,
  direction,
  verdict: 'pass',
  reasons: [],
  ...more,
})

test('in and out make a visit', () => {
  expect(visits([entry(1, 'in'), entry(5, 'out'), entry(7, 'in')])).toEqual([
    { in: 1, out: 5, outInferred: false },
    { in: 7, out: undefined, outInferred: false },
  ])
})

test('a second in ends the first visit there, inferred', () => {
  expect(visits([entry(1, 'in'), entry(4, 'in'), entry(9, 'out')])).toEqual([
    { in: 1, out: 4, outInferred: true },
    { in: 4, out: 9, outInferred: false },
  ])
})

test('an out with nothing open is a visit of no length', () => {
  expect(visits([entry(1, 'out'), entry(2, 'in'), entry(3, 'out'), entry(4, 'out')])).toEqual([
    { in: 1, out: 1, outInferred: false },
    { in: 2, out: 3, outInferred: false },
    { in: 4, out: 4, outInferred: false },
  ])
  expect(personDay([entry(1, 'out')])).toMatchObject({ in: 0, out: 1, onSite: false, firstIn: undefined })
})

test.each([
  ['pass', 1],
  ['isolate', 1],
  ['refer', 1],
  ['recheck', 0],
] as const)('an in with verdict %s opens %i visit', (verdict, count) => {
  expect(visits([entry(1, 'in', { verdict })])).toHaveLength(count)
  expect(personDay([entry(1, 'in', { verdict })]).onSite).toBe(count === 1)
})

test('a card that does not show who carries it moves nobody', () => {
  expect(visits([entry(1, 'in', { verdict: 'refer', reasons: ['card-revoked'] })])).toEqual([])
  expect(visits([entry(1, 'in', { verdict: 'refer', reasons: ['card-expired'] })])).toHaveLength(1)
})

test('only a pass is an arrival, once', () => {
  const day = [entry(1, 'in', { verdict: 'isolate' }), entry(3, 'in'), entry(4, 'out'), entry(5, 'in')]
  expect(personDay(day)).toEqual({ in: 3, out: 1, onSite: true, firstIn: 3 })
})

test('the order of arrival does not matter; visits are ordered, apart, and end with who is on site', () => {
  const one = fc.record({
    kiosk: fc.constantFrom('a', 'b'),
    journal: fc.constantFrom('x', 'y'),
    at: fc.nat(8),
    direction: fc.constantFrom('in' as const, 'out' as const),
    verdict: fc.constantFrom('pass' as const, 'recheck' as const, 'isolate' as const, 'refer' as const),
    reasons: fc.constantFrom<PersonEntry['reasons']>([], ['warm'], ['card-revoked']),
  })
  fc.assert(
    fc.property(fc.array(one, { maxLength: 10 }), fc.infiniteStream(fc.nat()), (list, keys) => {
      const entries = list.map((e, i) => ({ ...e, seq: i + 1 }))
      const shuffled = entries
        .map(e => ({ e, key: keys.next().value }))
        .sort((a, b) => a.key - b.key)
        .map(({ e }) => e)
      const built = visits(entries)
      expect(visits(shuffled)).toEqual(built)
      expect(personDay(shuffled)).toEqual(personDay(entries))
      for (let i = 1; i < built.length; i++) {
        const before = built[i - 1]
        expect(before?.out ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(built[i]?.in ?? 0)
        expect(before?.in).toBeLessThan(built[i]?.in ?? 0)
      }
      const last = built.at(-1)
      expect(last !== undefined && last.out === undefined).toBe(personDay(entries).onSite)
    }),
    { seed: 41, numRuns: 2000 },
  )
})
