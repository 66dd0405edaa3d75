import { expect, test } from 'vitest'
import { likelihoodOf } from './likelihood.ts'

test('words grow weaker as chance grows likelier', () => {
  expect([0, 0.009, 0.01, 0.05, 0.2, 1].map(likelihoodOf)).toEqual([
    'hardly',
    'hardly',
    'unlikely',
    'perhaps',
    'likely',
    'likely',
  ])
})
