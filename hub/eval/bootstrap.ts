import { seeded } from './random.ts'

/** A mean and the middle 95 % of what it could have been. */
export interface Interval {
  mean: number
  low: number
  high: number
}

const DRAWS = 1000
const SEED = 20_140_917

/**
 * Mean over all values, its interval by drawing whole people with their days again and again: days of one person are
 * alike, so that single days would promise too much. Seeded: the same values give the same interval.
 *
 * @param byPerson each person's values, one a day
 */
export function interval(byPerson: readonly (readonly number[])[]): Interval {
  const people = byPerson
    .filter(values => values.length > 0)
    .map(values => ({ sum: values.reduce((sum, value) => sum + value, 0), count: values.length }))
  if (people.length === 0) return { mean: 0, low: 0, high: 0 }
  const meanOf = (draw: (n: number) => number): number => {
    let sum = 0
    let count = 0
    for (let n = 0; n < people.length; n += 1) {
      const person = people[draw(n)]
      sum += person?.sum ?? 0
      count += person?.count ?? 0
    }
    return sum / count
  }
  const random = seeded(SEED)
  const means = Float64Array.from({ length: DRAWS }, () =>
    meanOf(() => Math.floor(random() * people.length)),
  ).sort()
  return {
    mean: meanOf(n => n),
    low: means[Math.floor(DRAWS * 0.025)] ?? 0,
    high: means[Math.ceil(DRAWS * 0.975) - 1] ?? 0,
  }
}
