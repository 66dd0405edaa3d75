import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StoredEntry } from '../store/log-types.ts'
import { CardTrail, isImpossible, type Passage } from './clones.ts'

const T = 1_760_000_000_000
const passage = (more: Partial<Passage> = {}): Passage => ({
  site: 's',
  gate: 'a',
  direction: 'in',
  lo: T,
  hi: T,
  ...more,
})
const after = (ms: number, more: Partial<Passage> = {}) =>
  passage({ gate: 'b', lo: T + ms, hi: T + ms, ...more })

describe('two passages of one card', () => {
  test('are impossible at two gates, the same way, within seconds', () => {
    expect(isImpossible(passage(), after(19_999))).toBe(true)
    expect(isImpossible(after(19_999), passage())).toBe(true)
    expect(isImpossible(passage(), after(20_000))).toBe(false)
    expect(isImpossible(passage(), after(5000, { gate: 'a' }))).toBe(false)
    expect(isImpossible(passage(), after(5000, { direction: 'out' }))).toBe(false)
  })
  test('at two sites they may lie further apart', () => {
    expect(isImpossible(passage(), after(45_000, { site: 't' }))).toBe(true)
    expect(isImpossible(passage(), after(60_000, { site: 't' }))).toBe(false)
  })
  test('are never impossible while any time within their intervals is possible', () => {
    const span = fc.tuple(fc.integer({ min: -40_000, max: 40_000 }), fc.integer({ min: 0, max: 30_000 }))
    fc.assert(
      fc.property(span, span, fc.double({ min: 0, max: 1, noNaN: true }), (one, two, at) => {
        const a = passage({ lo: T + one[0], hi: T + one[0] + one[1] })
        const b = passage({ gate: 'b', lo: T + two[0], hi: T + two[0] + two[1] })
        const gap = Math.abs(a.lo + at * (a.hi - a.lo) - (b.lo + (1 - at) * (b.hi - b.lo)))
        if (isImpossible(a, b)) expect(gap).toBeLessThan(20_000)
        expect(isImpossible(b, a)).toBe(isImpossible(a, b))
      }),
      { seed: 20, numRuns: 500 },
    )
  })
})

describe('the trail of a card', () => {
  const entry = (gate: string, ms: number, more: Partial<StoredEntry> = {}) =>
    ({
      card: 'c',
      site: 's',
      gate,
      direction: 'in',
      verdict: 'pass',
      lo: T + ms,
      hi: T + ms,
      ...more,
    }) as StoredEntry
  test('names the gate it cannot have come from, in whatever order entries arrive', () => {
    const trail = new CardTrail()
    expect(trail.add(entry('a', 0))).toBeUndefined()
    expect(trail.add(entry('a', 300_000))).toBeUndefined()
    expect(trail.add(entry('b', 4000))).toMatchObject({ gate: 'a', lo: T })
  })
  test('is told apart from other cards and from looks that let nobody through', () => {
    const trail = new CardTrail()
    trail.add(entry('a', 0))
    expect(trail.add(entry('b', 1000, { card: 'd' }))).toBeUndefined()
    trail.add(entry('a', 60_000, { verdict: 'recheck' }))
    expect(trail.add(entry('b', 65_000))).toBeUndefined()
  })
})
