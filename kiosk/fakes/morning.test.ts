import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeAfternoon, makeMorning, type Pupil, RATES, type SchoolDay } from './morning.ts'
import { formatPlan, parsePlan } from './plan.ts'

const MIN = 60_000
const BELL = Date.parse('2026-11-23T08:00:00+08:00')

const school = (size: number): Pupil[] =>
  Array.from({ length: size }, (_, i) => ({
    card: `SG1:${i}`,
    group: `class ${Math.floor(i / 32)}`,
    person: `person ${i}`,
  }))
const day = (seed: number, size = 700): SchoolDay => ({
  people: school(size),
  gates: 2,
  startMs: BELL - 60 * MIN,
  bellMs: BELL,
  seed,
})

describe('a morning', () => {
  test('is the same for the same seed and another for another', () => {
    expect(makeMorning(day(1))).toEqual(makeMorning(day(1)))
    expect(makeMorning(day(1))).not.toEqual(makeMorning(day(2)))
  })

  test('brings each at most once, in order, after the gates open and not long after the bell', () => {
    fc.assert(
      fc.property(fc.integer(), seed => {
        const gates = makeMorning(day(seed, 300))
        for (const gate of gates) {
          for (let i = 1; i < gate.length; i++) {
            expect(gate[i - 1]?.at).toBeLessThanOrEqual(gate[i]?.at as number)
          }
        }
        const all = gates.flat()
        const cards = all.flatMap(item => item.card ?? [])
        expect(new Set(cards).size).toBe(cards.length)
        expect(all.length).toBeLessThanOrEqual(300)
        for (const { at, offsetC } of all) {
          expect(at).toBeGreaterThanOrEqual(BELL - 60 * MIN)
          expect(at).toBeLessThan(BELL + 46 * MIN)
          expect(Math.abs(offsetC as number)).toBeLessThanOrEqual(0.6)
        }
      }),
      { seed: 8, numRuns: 30 },
    )
  })

  test('keeps its rates, peaks before the bell and comes by classes', () => {
    const size = 20_000
    const all = makeMorning(day(3, size)).flat()
    const share = (count: number): number => count / all.length
    const near = (got: number, wanted: number): void => {
      expect(Math.abs(got - wanted)).toBeLessThan(4 * Math.sqrt((wanted * (1 - wanted)) / all.length))
    }
    near(1 - all.length / size, RATES.absent)
    near(share(all.filter(i => i.at >= BELL).length), RATES.late)
    near(share(all.filter(i => i.look === 'fever').length), RATES.fever)
    near(share(all.filter(i => i.look === 'cold-face').length), RATES.coldFace)
    near(share(all.filter(i => i.card === null).length), RATES.forgotten)
    const inWindow = (from: number, to: number): number =>
      all.filter(i => i.at >= BELL - from * MIN && i.at < BELL - to * MIN).length
    expect(inWindow(25, 10)).toBeGreaterThan(inWindow(60, 30))
    expect(inWindow(25, 10)).toBeGreaterThan(inWindow(5, 0))

    // Within a class arrivals lie closer together than in the whole school.
    const punctual = all.filter(i => i.card !== null && i.at < BELL)
    const spread = (items: typeof all): number => {
      const mean = items.reduce((sum, i) => sum + i.at / items.length, 0)
      return items.reduce((sum, i) => sum + (i.at - mean) ** 2 / items.length, 0)
    }
    const classOf = (i: { card: string | null }): number => Math.floor(Number(i.card?.slice(4)) / 32)
    const classes = Map.groupBy(punctual, classOf)
    const within = [...classes.values()].reduce((sum, c) => sum + (spread(c) * c.length) / punctual.length, 0)
    expect(within).toBeLessThan(0.8 * spread(punctual))
  })

  test('a person keeps most of their own warmth from day to day', () => {
    const offsets = (seed: number): Map<string | null, number> =>
      new Map(
        makeMorning(day(seed))
          .flat()
          .map(i => [i.card, i.offsetC as number]),
      )
    const [monday, tuesday] = [offsets(1), offsets(2)]
    const pairs = [...monday].flatMap(([card, o]) => {
      const other = card === null ? undefined : tuesday.get(card)
      return other === undefined ? [] : [[o, other] as const]
    })
    const product = pairs.reduce((sum, [a, b]) => sum + a * b, 0)
    const squares = pairs.reduce((sum, [a]) => sum + a * a, 0)
    expect(product / squares).toBeGreaterThan(0.5)
  })

  test('goes through a file', () => {
    const plan = makeMorning(day(4, 50)).flat()
    expect(parsePlan(formatPlan(plan))).toEqual(plan)
    expect(() => parsePlan('{"at":1}\n')).toThrow('line 1')
  })
})

test('in the afternoon everybody leaves after the last lesson, classes together', () => {
  const plan = makeAfternoon(day(5))
  const all = plan.flat()
  expect(all).toHaveLength(700)
  expect(all.every(i => i.at > BELL && i.look === 'normal')).toBe(true)
})
