import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rank } from './ranking.ts'

function orders<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]]
  return items.flatMap((item, i) => orders(items.filter((_, j) => j !== i)).map(rest => [item, ...rest]))
}

/** Of one order without ties. */
function plain(truth: readonly boolean[], k: number): { precision: number; recall: number } {
  let hits = 0
  let precision = 0
  truth.forEach((is, i) => {
    if (!is) return
    hits += 1
    precision += hits / (i + 1)
  })
  return { precision: precision / hits, recall: truth.slice(0, k).filter(Boolean).length / hits }
}

test('average precision and recall are the mean over all orders of equal scores', () => {
  const item = fc.record({ score: fc.constantFrom(1, 2, 3), is: fc.boolean() })
  fc.assert(
    fc.property(
      fc.array(item, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 6 }),
      (items, k) => {
        const ranked = rank(
          items.map(({ score }) => score),
          items.map(({ is }) => is),
          [k],
        )
        if (!items.some(({ is }) => is)) {
          expect(ranked).toBeNull()
          return
        }
        const sorted = orders(items).filter(order =>
          order.every((x, i) => x.score <= (order[i - 1]?.score ?? 9)),
        )
        const each = sorted.map(order =>
          plain(
            order.map(({ is }) => is),
            k,
          ),
        )
        const mean = (of: number[]): number => of.reduce((sum, x) => sum + x, 0) / of.length
        expect(ranked?.averagePrecision).toBeCloseTo(mean(each.map(x => x.precision)), 9)
        expect(ranked?.recallAt[0]).toBeCloseTo(mean(each.map(x => x.recall)), 9)
      },
    ),
    { seed: 11, numRuns: 100 },
  )
})
