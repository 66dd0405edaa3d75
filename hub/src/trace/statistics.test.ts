import { expect, test } from 'vitest'
import { poissonTail } from './poisson.ts'
import { enrichment, falseDiscovery, logGamma } from './statistics.ts'

test('the logarithm of the gamma function at known points', () => {
  expect(logGamma(1)).toBeCloseTo(0, 12)
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12)
  expect(logGamma(171)).toBeCloseTo(706.5730622457874, 8)
})

test('enrichment is Fisher’s exact test, one-sided', () => {
  // The lady tasting tea: all four of four right, one in seventy.
  expect(enrichment({ people: 8, members: 4, drawn: 4, hits: 4 })).toBeCloseTo(1 / 70, 12)
  expect(enrichment({ people: 8, members: 4, drawn: 4, hits: 3 })).toBeCloseTo(17 / 70, 12)
  expect(enrichment({ people: 8, members: 8, drawn: 4, hits: 4 })).toBe(1)
})

test('false discoveries by Benjamini and Hochberg', () => {
  const found = falseDiscovery([0.005, 0.009, 0.05, 0.1, 0.2])
  for (const [i, q] of [0.0225, 0.0225, 0.25 / 3, 0.125, 0.2].entries()) expect(found[i]).toBeCloseTo(q, 12)
})

test('the tail of a Poisson distribution', () => {
  expect(poissonTail(0, 3)).toBe(1)
  expect(poissonTail(2, 1)).toBeCloseTo(1 - 2 / Math.E, 12)
})
