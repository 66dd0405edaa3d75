import type { WeightCode } from './codes.ts'
import type { PairHabit, PairInput } from './pair.ts'

/** The numbers that fitted weights multiply. The fitting script and the ranking both take them from here. */
export type RosterFeature = Extract<WeightCode, 'class' | 'grade' | 'sex'>
export type HabitFeature =
  | RosterFeature
  | Extract<WeightCode, 'close-time' | 'close-often' | 'common' | 'level'>

export const ROSTER_FEATURES = ['class', 'grade', 'sex'] as const satisfies readonly RosterFeature[]
export const HABIT_FEATURES = [
  ...ROSTER_FEATURES,
  'close-time',
  'close-often',
  'common',
  'level',
] as const satisfies readonly HabitFeature[]

/**
 * Hours of a day in which two people were close, for each log1p of minutes they were: about the tuning schools' mean,
 * taken where records tell minutes and no hours.
 */
const HOURS_EXPECTED = 1.5

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
 * What earlier days say. More seconds of the two on any day, or more hours, raise `close-time` and `close-often` and
 * leave the rest: company in common is measured without the pair's own time.
 */
export function habitFeatures(habit: PairHabit): Record<Exclude<HabitFeature, RosterFeature>, number> {
  const { days, seconds, hours } = habit
  let total = 0
  let logs = 0
  let often = 0
  for (let n = 0; n < seconds.length; n += 1) {
    const s = seconds[n] ?? 0
    const log = Math.log1p(s / 60)
    total += s
    logs += log
    often += hours[n] ?? HOURS_EXPECTED * log
  }
  const mean = days === 0 ? 0 : total / days
  const othersA = Math.max(0, habit.strengthA - mean) / 60
  const othersB = Math.max(0, habit.strengthB - mean) / 60
  // With one more day of nothing counted in: a single day says less than the same every day. On the tuning years no
  // weighting by recency did better than none, over a week and a half. The root keeps the high probabilities honest.
  return {
    'close-time': Math.sqrt(logs / (days + 1)),
    'close-often': often / (days + 1),
    // a minute in the divisor: two people nearly always alone have no company to share
    common: Math.min(1, habit.commonSeconds / 60 / (Math.min(othersA, othersB) + 1)),
    level: Math.log1p(habit.level / 60) - LEVEL_CENTRE,
  }
}
