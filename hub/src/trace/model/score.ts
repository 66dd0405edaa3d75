import { assumedWays, chanceThere, HOUSEHOLD, namedLeast, namedWeight } from './assumed.ts'
import type { WeightCode } from './codes.ts'
import { COEFFICIENTS } from './coefficients.ts'
import { habitFeatures, rosterFeatures } from './features.ts'
import type { PairInput, PairScore } from './pair.ts'

/** Nobody is ever cleared, and nothing is ever certain. */
const LEAST = 1e-6
const MOST = 1 - 1e-6

const logistic = (z: number): number => 1 / (1 + Math.exp(-z))
const logit = (p: number): number => Math.log(p / (1 - p))
const within = (p: number): number => Math.min(MOST, Math.max(LEAST, p))

/**
 * The probability that two people spent 15 minutes or more face to face that day, and what moved it.
 *
 * Fitted weights first (`base`, class, sex, earlier days), then judgement: names said in interviews, settings that are
 * ways of their own to come near, and the chance that somebody not scanned was there. The weights add up to the
 * probability's log-odds. A household's nearness is at home and does not depend on scans.
 */
export function scorePair(input: PairInput): PairScore {
  const weights: PairScore['weights'] = []
  let z = 0
  const add = (code: WeightCode, logOdds: number, assumed: boolean): void => {
    if (logOdds === 0) return
    z += logOdds
    weights.push({ code, logOdds, assumed })
  }
  const moveTo = (code: WeightCode, probability: number): void =>
    add(code, logit(within(probability)) - z, true)

  const roster = rosterFeatures(input)
  if (input.habit === null) {
    add('base', COEFFICIENTS.roster.base, false)
    for (const [code, weight] of ROSTER) add(code, weight * roster[code], false)
  } else {
    const all = { ...roster, ...habitFeatures(input.habit) }
    add('base', COEFFICIENTS.habit.base, false)
    for (const [code, weight] of HABIT) add(code, weight * all[code], false)
  }

  const named = Math.max(z + namedWeight(input), logit(within(namedLeast(input))))
  add('named', input.named === null ? 0 : named - z, true)
  let floor = 0
  for (const way of assumedWays(input.assumed)) {
    const before = logistic(z)
    if (way.again) floor += (1 - floor) * way.probability
    const after = way.again ? Math.max(before, floor) : before + (1 - before) * way.probability
    if (after > before) moveTo(way.code, after)
  }
  if (input.seen !== 'both') {
    const chance = chanceThere(input.coverage)
    moveTo('unscanned', logistic(z) * (input.seen === 'one' ? chance : chance * chance))
  }
  if (input.assumed.household) {
    const before = logistic(z)
    moveTo('household', before + (1 - before) * HOUSEHOLD)
  }
  return { probability: logistic(z), weights }
}

const ROSTER = entries(COEFFICIENTS.roster.weights)
const HABIT = entries(COEFFICIENTS.habit.weights)

function entries<Code extends string>(
  weights: Readonly<Record<Code, number>>,
): readonly (readonly [Code, number])[] {
  return Object.entries(weights) as [Code, number][]
}

/**
 * At least one close-contact day of several. Days of one pair depend on each other: who was not close on one is less
 * likely to be on the next, so several days count for fewer, by a power fitted on the tuning years.
 */
export function overDays(daily: readonly number[]): number {
  let most = 0
  let none = 0
  let days = 0
  for (const p of daily) {
    if (!(p > 0)) continue
    days += 1
    most = Math.max(most, p)
    none += Math.log1p(-Math.min(p, MOST))
  }
  if (days === 0) return 0
  return Math.max(most, 1 - Math.exp(none * days ** (COEFFICIENTS.overDays - 1)))
}
