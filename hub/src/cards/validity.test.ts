import { expect, test } from 'vitest'
import { cardExpiry } from './validity.ts'

const quarters = (year: number) => [
  { year, to: `${year - 1}-11-05` },
  { year, to: `${year}-05-31` },
  { year, to: `${year}-03-20` },
]

test('to the end of the last term and 60 days', () => {
  expect(cardExpiry(quarters(2027), '2026-09-01')).toBe('2027-07-30')
})

test('without terms, or with bygone ones alone, a year', () => {
  expect(cardExpiry([], '2026-09-01')).toBe('2027-09-01')
  expect(cardExpiry(quarters(2020), '2026-09-01')).toBe('2027-09-01')
})

test('a card made for the last weeks runs into the next year, where that is known', () => {
  expect(cardExpiry([...quarters(2027), ...quarters(2028)], '2027-06-10')).toBe('2028-07-30')
  expect(cardExpiry(quarters(2027), '2027-06-10')).toBe('2027-07-30')
})
