import type { WeightCode } from './codes.ts'
import type { PairInput } from './pair.ts'

/**
 * Evidence no research file has, by judgement. Each setting is a way of its own to come to 15 minutes face to face:
 * `most` is the probability that it does when it lasts long, `minutes` after how long two thirds of that are reached.
 * Settings add up as independent ways (noisy or), so none lowers a probability and many small ones stay small. Those
 * that come again day by day (`again`) are what habits are learnt from too: together they put a floor under the
 * probability instead of being added to it a second time.
 */
interface Way {
  code: WeightCode
  most: number
  /** null: the setting is there or not */
  minutes: number | null
  again: boolean
  /** why this much */
  why: string
}

export const ASSUMED_WAYS = [
  {
    code: 'table',
    most: 0.3,
    minutes: null,
    again: true,
    why: 'a lunch lasts 20 to 30 minutes, and a table of six has two or three within a metre',
  },
  {
    code: 'seat',
    most: 0.35,
    minutes: 120,
    again: true,
    why: 'neighbours look ahead most of a lesson: side by side all day, but face to face in breaks and group work',
  },
  {
    code: 'bus',
    most: 0.08,
    minutes: 20,
    again: false,
    why: 'two or three of some forty riders sit within a metre of one, and on a ride of 15 minutes at least',
  },
  {
    code: 'club',
    most: 0.15,
    minutes: 60,
    again: false,
    why: 'a small group facing one another, a session of an hour or so',
  },
  {
    code: 'teaching',
    most: 0.06,
    minutes: 120,
    again: false,
    why: 'a teacher stands apart from most pupils and is near each for a few minutes',
  },
  {
    code: 'room',
    most: 0.02,
    minutes: 120,
    again: false,
    why: 'as class-mates of the tuning years without any known habit',
  },
  {
    code: 'gate',
    most: 0.003,
    minutes: null,
    again: false,
    why: 'a queue is over in a minute; some go on together',
  },
] as const satisfies readonly Way[]

/**
 * Living together: near enough every day, at home, whether or not they were seen at school. Household attack rates
 * stand out in every respiratory outbreak for that reason.
 */
export const HOUSEHOLD = 0.97

/**
 * Named in an interview, as log-odds. Diaries against sensors: remembered contacts were real 15 minutes in .14 to .21
 * of cases and covered .40 of the real ones. Against class-mates' base rate that is a likelihood ratio of about 8; half
 * of its logarithm where earlier days are known, because people name those they are always with.
 */
export const NAMED = {
  /** asked, and by neither */
  neither: -0.4,
  one: 2,
  /** both say so: less than twice, for their reasons are the same */
  both: 2.8,
  /** added for remembered minutes: `long` from 15 on, `brief` below 5 */
  long: 0.4,
  brief: -0.5,
  withHabit: 0.5,
  /** whatever else is known, a remembered contact is at least this likely; the share of the diaries that were real */
  least: { one: 0.15, both: 0.25 },
} as const

/**
 * Share of expected pupils who are at school on a usual day: who was not scanned may be absent instead. About 5 % are
 * absent on a usual day in most countries' statistics.
 */
export const USUAL_ATTENDANCE = 0.95

/** The probability of 15 minutes through each setting, those that are there only. */
export function assumedWays(
  said: PairInput['assumed'],
): { code: WeightCode; probability: number; again: boolean }[] {
  const there: Record<(typeof ASSUMED_WAYS)[number]['code'], number> = {
    table: said.table ? 1 : 0,
    seat: said.seatMinutes,
    bus: said.busMinutes,
    club: said.clubMinutes,
    teaching: said.teachingMinutes,
    room: said.roomMinutes,
    gate: said.gate ? 1 : 0,
  }
  const ways: ReturnType<typeof assumedWays> = []
  for (const way of ASSUMED_WAYS) {
    const amount = there[way.code]
    if (!(amount > 0)) continue
    const share = way.minutes === null ? 1 : 1 - Math.exp(-amount / way.minutes)
    ways.push({ code: way.code, probability: way.most * share, again: way.again })
  }
  return ways
}

/** Log-odds of what was said in interviews; 0 when nobody was asked. */
export function namedWeight(input: PairInput): number {
  if (input.named === null) return 0
  let weight: number = input.named === 0 ? NAMED.neither : input.named === 1 ? NAMED.one : NAMED.both
  if (input.named > 0 && input.namedMinutes !== null) {
    if (input.namedMinutes >= 15) weight += NAMED.long
    else if (input.namedMinutes < 5) weight += NAMED.brief
  }
  return input.habit === null ? weight : weight * NAMED.withHabit
}

/** What being named alone is worth: less for a few remembered minutes, more for many; 0 when not named. */
export function namedLeast({ named, namedMinutes }: Pick<PairInput, 'named' | 'namedMinutes'>): number {
  if (named !== 1 && named !== 2) return 0
  const least = named === 1 ? NAMED.least.one : NAMED.least.both
  if (namedMinutes === null) return least
  return namedMinutes >= 15 ? least * 1.5 : namedMinutes < 5 ? least * 0.5 : least
}

/** The chance that somebody expected but not scanned was there, when `coverage` of those expected were scanned. */
export function chanceThere(coverage: number): number {
  if (!(coverage < USUAL_ATTENDANCE)) return 0.05
  return Math.max(0.05, (USUAL_ATTENDANCE - Math.max(0, coverage)) / (1 - Math.max(0, coverage)))
}
