import type { WeightCode } from './codes.ts'
import type { PairHabit, PairInput } from './pair.ts'

/** The numbers that fitted weights multiply. The fitting script and the ranking both take them from here. */
export type RosterFeature = Extract<WeightCode, 'class' | 'grade' | 'sex'>
export type HabitFeature = RosterFeature | Extract<WeightCode, 'close-time' | 'common' | 'sociable' | 'level'>

export const ROSTER_FEATURES = ['class', 'grade', 'sex'] as const satisfies readonly RosterFeature[]
export const HABIT_FEATURES = [
  ...ROSTER_FEATURES,
  'close-time',
  'common',
  'sociable',
  'level',
] as const satisfies readonly HabitFeature[]

/** log1p of minutes a day close with anybody at which `level` is zero: about the tuning schools' mean */
const LEVEL_CENTRE = Math.log1p(35)

export function rosterFeatures(input: PairInput): Record<RosterFeature, number> {
  return {
    class: input.sameClass ? 1 : 0,
    grade: !input.sameClass && input.sameGrade ? 1 : 0,
    sex: input.sameSex === null ? 0 : input.sameSex ? 0.5 : -0.5,
  }
}

/**
 * What earlier days say. More seconds of the two on any day raise `close-time` and leave the rest: company in common
 * and sociability are measured without the pair's own time.
 */
export function habitFeatures(habit: PairHabit): Record<Exclude<HabitFeature, RosterFeature>, number> {
  const mean = habit.days === 0 ? 0 : sum(habit.seconds) / habit.days
  const othersA = Math.max(0, habit.strengthA - mean) / 60
  const othersB = Math.max(0, habit.strengthB - mean) / 60
  const level = Math.log1p(habit.level / 60)
  return {
    'close-time': closeTime(habit.seconds, habit.days),
    // a minute in the divisor: two people nearly always alone have no company to share
    common: Math.min(1, habit.commonSeconds / 60 / (Math.min(othersA, othersB) + 1)),
    sociable: Math.log1p(othersA) + Math.log1p(othersB) - 2 * level,
    level: level - LEVEL_CENTRE,
  }
}

/**
 * Mean log-minutes a day, with one more day of nothing counted in: a single day says less than the same every day. On
 * the tuning years no weighting by recency did better than none, over a week and a half.
 */
function closeTime(seconds: readonly number[], days: number): number {
  let logs = 0
  for (const s of seconds) logs += Math.log1p(s / 60)
  return logs / (days + 1)
}

function sum(values: readonly number[]): number {
  let total = 0
  for (const value of values) total += value
  return total
}
