import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { WEIGHT_CODES } from './codes.ts'
import { strangers } from './fixtures.ts'
import { habitOf, nearnessOf } from './habit.ts'
import type { PairHabit, PairInput } from './pair.ts'
import { overDays, scorePair } from './score.ts'

const RUNS = { seed: 20_260_917, numRuns: 300 }
const seconds = fc.integer({ min: 0, max: 20_000 })
const minutes = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 600 }))

const habits: fc.Arbitrary<PairHabit> = fc
  .record({
    seconds: fc.array(fc.tuple(seconds, fc.option(fc.integer({ min: 1, max: 12 }))), { maxLength: 28 }),
    others: fc.tuple(seconds, seconds),
    shared: fc.double({ min: 0, max: 1, noNaN: true }),
    level: seconds,
  })
  .map(({ seconds: told, others, shared, level }) => {
    const list = told.map(([s]) => s)
    const mean = list.length === 0 ? 0 : list.reduce((sum, s) => sum + s, 0) / list.length
    return {
      days: list.length,
      seconds: list,
      hours: told.map(([s, h]) => (s === 0 ? 0 : h)),
      strengthA: mean + others[0],
      strengthB: mean + others[1],
      level,
      degreeA: 5,
      degreeB: 5,
      common: 2,
      commonSeconds: shared * Math.min(...others),
      rankA: null,
      rankB: null,
    }
  })

const inputs: fc.Arbitrary<PairInput> = fc
  .record({
    sameClass: fc.boolean(),
    sameGrade: fc.boolean(),
    sameSex: fc.constantFrom(null, true, false),
    habit: fc.option(habits),
    named: fc.constantFrom(null, 0 as const, 1 as const, 2 as const),
    namedMinutes: fc.option(fc.integer({ min: 0, max: 300 })),
    assumed: fc.record({
      household: fc.boolean(),
      table: fc.boolean(),
      seatMinutes: minutes,
      busMinutes: minutes,
      clubMinutes: minutes,
      teachingMinutes: minutes,
      roomMinutes: minutes,
      gate: fc.boolean(),
    }),
    seen: fc.constantFrom('both' as const, 'one' as const, 'none' as const),
    coverage: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(strangers)

describe('scorePair', () => {
  test('gives a probability whose log-odds are the sum of its named weights', () => {
    fc.assert(
      fc.property(inputs, input => {
        const { probability, weights } = scorePair(input)
        expect(probability).toBeGreaterThan(0)
        expect(probability).toBeLessThan(1)
        const sum = weights.reduce((z, weight) => z + weight.logOdds, 0)
        expect(sum).toBeCloseTo(Math.log(probability) - Math.log1p(-probability), 6)
        for (const { code } of weights) expect(WEIGHT_CODES).toContain(code)
      }),
      RUNS,
    )
  })

  test('more seconds on an earlier day never lower it, all else of the school alike', () => {
    const day = fc.record({
      ab: seconds,
      ac: seconds,
      bc: seconds,
      cd: seconds,
      there: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(day, { minLength: 1, maxLength: 6 }), fc.nat(), seconds, (days, which, more) => {
        const score = (extra: number): number => {
          const nearness = nearnessOf(
            days.map(({ ab, ac, bc, cd, there }, n) => ({
              day: String(n),
              present: new Set(there || n === 0 ? ['a', 'b', 'c', 'd'] : ['a', 'c', 'd']),
              pairs: [
                ...(there || n === 0
                  ? ([
                      ['a', 'b', ab + (n === which % days.length ? extra : 0)],
                      ['b', 'c', bc],
                    ] as [string, string, number][])
                  : []),
                ['a', 'c', ac],
                ['c', 'd', cd],
              ],
            })),
          )
          return scorePair(strangers({ sameClass: true, habit: habitOf(nearness, 'a', 'b') })).probability
        }
        expect(score(more)).toBeGreaterThanOrEqual(score(0) - 1e-12)
      }),
      RUNS,
    )
  })

  test('an hour more of the day in which they were close raises it, and untold hours are taken from the minutes', () => {
    const near = (hours?: number): number => {
      const known = nearnessOf([
        {
          day: '1',
          present: new Set(['a', 'b']),
          pairs: hours === undefined ? [['a', 'b', 600]] : [['a', 'b', 600, hours]],
        },
      ])
      return scorePair(strangers({ sameClass: true, habit: habitOf(known, 'a', 'b') })).probability
    }
    const told = [1, 2, 3, 4, 5, 6].map(near)
    expect(told).toEqual([...told].sort((x, y) => x - y))
    expect(new Set(told).size).toBe(6)
    expect(near()).toBeGreaterThan(near(1))
    expect(near()).toBeLessThan(near(6))
  })

  test('no assumed evidence lowers it, and none of it is called fitted', () => {
    fc.assert(
      fc.property(inputs, input => {
        const bare = scorePair({ ...input, assumed: strangers().assumed })
        const full = scorePair(input)
        expect(full.probability).toBeGreaterThanOrEqual(bare.probability - 1e-9)
        const fitted = full.weights.filter(weight => !weight.assumed).map(weight => weight.code)
        for (const code of ['household', 'table', 'seat', 'bus', 'club', 'teaching', 'room', 'gate', 'named'])
          expect(fitted).not.toContain(code)
      }),
      RUNS,
    )
  })

  test('a seat is not counted twice, as that day and as a habit learnt from it', () => {
    const assumed = { ...strangers().assumed, seatMinutes: 240 }
    const near = nearnessOf([{ day: '1', present: new Set(['a', 'b']), pairs: [['a', 'b', 9000]] }])
    const habit = habitOf(near, 'a', 'b')
    const learnt = scorePair(strangers({ sameClass: true, habit })).probability
    const seat = scorePair(strangers({ sameClass: true, assumed })).probability
    const both = scorePair(strangers({ sameClass: true, habit, assumed })).probability
    expect(both).toBeCloseTo(Math.max(learnt, seat), 9)
  })

  test('who was not scanned is less likely to have been near, and not at all cleared', () => {
    const known = scorePair(strangers({ sameClass: true })).probability
    const one = scorePair(strangers({ sameClass: true, seen: 'one', coverage: 0.6 })).probability
    const none = scorePair(strangers({ sameClass: true, seen: 'none', coverage: 0.6 })).probability
    const full = scorePair(strangers({ sameClass: true, seen: 'one', coverage: 1 })).probability
    expect(one).toBeLessThan(known)
    expect(none).toBeLessThan(one)
    expect(full).toBeLessThan(one)
    expect(full).toBeGreaterThan(0)
  })

  test('a household is near at home, seen at school or not', () => {
    const assumed = { ...strangers().assumed, household: true }
    expect(scorePair(strangers({ assumed, seen: 'none', coverage: 1 })).probability).toBeGreaterThan(0.9)
  })

  test('classes, then company of earlier days, then being named, move it up', () => {
    const close = nearnessOf([
      {
        day: '1',
        present: new Set(['a', 'b', 'c']),
        pairs: [
          ['a', 'b', 1500],
          ['b', 'c', 600],
        ],
      },
    ])
    const steps = [
      strangers(),
      strangers({ sameGrade: true }),
      strangers({ sameClass: true }),
      strangers({ sameClass: true, habit: habitOf(close, 'a', 'b') }),
      strangers({ sameClass: true, habit: habitOf(close, 'a', 'b'), named: 1 }),
      strangers({ sameClass: true, habit: habitOf(close, 'a', 'b'), named: 2 }),
    ].map(input => scorePair(input).probability)
    expect(steps).toEqual([...steps].sort((x, y) => x - y))
  })
})

describe('overDays', () => {
  test('is no less than the likeliest day and no more than days that know nothing of each other', () => {
    const p = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.array(p, { maxLength: 20 }), daily => {
        const any = overDays(daily)
        expect(any).toBeGreaterThanOrEqual(Math.max(0, ...daily) - 1e-9)
        expect(any).toBeLessThanOrEqual(1 - daily.reduce((none, q) => none * (1 - q), 1) + 1e-6)
      }),
      RUNS,
    )
  })

  test('a day more never lowers it where days are alike', () => {
    for (const p of [0.001, 0.1, 0.6])
      for (let days = 1; days < 14; days += 1)
        expect(overDays(new Array(days + 1).fill(p))).toBeGreaterThan(overDays(new Array(days).fill(p)))
  })

  test('no days, no probability', () => {
    expect(overDays([])).toBe(0)
  })
})
