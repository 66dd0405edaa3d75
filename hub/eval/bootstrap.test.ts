import { expect, test } from 'vitest'
import { interval } from './bootstrap.ts'
import { seeded } from './random.ts'

test('covers the mean about as widely as theory says, and is the same twice', () => {
  const random = seeded(1)
  const values = Array.from({ length: 400 }, () => [random()])
  const found = interval(values)
  expect(found.mean).toBeCloseTo(0.5, 1)
  // 1.96 standard errors of 400 uniform numbers
  expect((found.high - found.low) / 2).toBeGreaterThan(0.02)
  expect((found.high - found.low) / 2).toBeLessThan(0.036)
  expect(interval(values)).toEqual(found)
})

test('days of one person are not taken for as many people', () => {
  const random = seeded(2)
  const people = Array.from({ length: 40 }, () => random())
  const days = interval(people.map(value => new Array<number>(10).fill(value)))
  const once = interval(people.map(value => [value]))
  expect(days).toEqual({
    mean: expect.closeTo(once.mean, 9),
    low: expect.closeTo(once.low, 9),
    high: expect.closeTo(once.high, 9),
  })
})

test('nobody, nothing', () => {
  expect(interval([])).toEqual({ mean: 0, low: 0, high: 0 })
  expect(interval([[], []])).toEqual({ mean: 0, low: 0, high: 0 })
})
