import { expect, test } from 'vitest'
import { LineFaults } from './line-faults.ts'

test('counts since a kiosk’s start become increments, also across its restart', () => {
  const sums = { discardedBytes: 0, badSums: 0, reopened: 0 }
  const faults = new LineFaults((kind, n) => {
    sums[kind] += n
  })
  faults.report('a', { discardedBytes: 5, badSums: 1, reopened: 0 })
  faults.report('a', { discardedBytes: 9, badSums: 1, reopened: 1 })
  faults.report('b', { discardedBytes: 2, badSums: 0, reopened: 0 })
  faults.report('a', { discardedBytes: 0, badSums: 0, reopened: 0 })
  faults.report('a', { discardedBytes: 3, badSums: 0, reopened: 0 })
  expect(sums).toEqual({ discardedBytes: 14, badSums: 1, reopened: 1 })
})
