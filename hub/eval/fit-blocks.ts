import {
  HABIT_FEATURES,
  habitFeatures,
  ROSTER_FEATURES,
  rosterFeatures,
} from '../src/trace/model/features.ts'
import type { PairHabit } from '../src/trace/model/pair.ts'
import { gateLog } from './gate.ts'
import { type LinearModel, logOdds, type Rows } from './logistic.ts'
import { pairPlace, type ScoredDay } from './measure.ts'
import { candidates, daysBefore, inputsOf, learn, simpleScore } from './pairs.ts'
import { type Study, secondsOf } from './study.ts'

export type FittedTrack = 'roster' | 'habit'
export const FEATURES_OF = { roster: ROSTER_FEATURES, habit: HABIT_FEATURES } as const

/** Every pair of one day, as far as other days tell, in a school of `scale` times the seconds. */
export interface Block {
  study: Study
  index: number
  /** the days that are known */
  from: readonly number[]
  scale: number
  people: readonly number[]
  features: Float64Array
  width: number
  /** scaled */
  seconds: Float64Array
  sameClass: Uint8Array
  /** 1: both were there on known days; else the roster's weights speak */
  known: Uint8Array
}

/**
 * Made-up schools beside the real one: its people spend so many times the seconds close. Other schools spend a third
 * to several times what these two years do, and a weight fitted on one level alone means nothing on another.
 */
export const SCALES: readonly { scale: number; weight: number }[] = [
  { scale: 1 / 3, weight: 1 },
  { scale: 1, weight: 1 },
  { scale: 2, weight: 0.5 },
  { scale: 4, weight: 0.25 },
]

/**
 * What weights are fitted on. `habit`: each day with the nearest other day known, the nearest two, and so on, before or
 * after: nothing the features see has a direction in time, and a week has few days. `roster`: each day, at scale 1.
 */
export function blocksOf(study: Study, track: FittedTrack): Block[] {
  const gates = gateLog(study, 1, 0)
  return study.days.flatMap((_, index) => {
    if (track === 'roster') return atScales(study, track, index, [], gates, [1])
    const others = study.days.map((_day, d) => d).filter(d => d !== index)
    others.sort((x, y) => Math.abs(x - index) - Math.abs(y - index) || x - y)
    return others.flatMap((_day, n) =>
      atScales(
        study,
        track,
        index,
        others.slice(0, n + 1),
        gates,
        SCALES.map(({ scale }) => scale),
      ),
    )
  })
}

/** What weights are judged on: the school as it is, each day by all that came before it. */
export function judgedOf(study: Study, track: FittedTrack): Block[] {
  const gates = gateLog(study, 1, 0)
  return study.days.flatMap((_, index) =>
    track === 'habit' && index === 0
      ? []
      : atScales(study, track, index, track === 'roster' ? [] : daysBefore(index), gates, [1]),
  )
}

function atScales(
  study: Study,
  track: FittedTrack,
  index: number,
  from: readonly number[],
  gates: ReturnType<typeof gateLog>,
  scales: readonly number[],
): Block[] {
  const day = study.days[index]
  const gate = gates[index]
  if (day === undefined || gate === undefined) return []
  const people = candidates(study, gate, false)
  const n = people.length
  const count = (n * (n - 1)) / 2
  const names: readonly string[] = FEATURES_OF[track]
  const width = names.length
  const blocks = scales.map(
    (scale): Block => ({
      study,
      index,
      from,
      scale,
      people,
      features: new Float64Array(count * width),
      width,
      seconds: new Float64Array(count),
      sameClass: new Uint8Array(count),
      known: new Uint8Array(count),
    }),
  )
  const inputOf = inputsOf(study, gate, people, track === 'roster' ? null : learn(study, gates, from), null)
  for (let i = 0; i < n; i += 1)
    for (let j = i + 1; j < n; j += 1) {
      const place = pairPlace(n, i, j)
      const a = people[i] ?? 0
      const b = people[j] ?? 0
      const input = inputOf(a, b)
      const { habit } = input
      for (const block of blocks) {
        const all: Record<string, number> = {
          ...rosterFeatures(input),
          ...(habit === null ? {} : habitFeatures(scaled(habit, block.scale))),
        }
        names.forEach((name, f) => {
          block.features[place * width + f] = all[name] ?? 0
        })
        block.seconds[place] = secondsOf(study, day, a, b) * block.scale
        block.sameClass[place] = input.sameClass ? 1 : 0
        block.known[place] = track === 'roster' || habit !== null ? 1 : 0
      }
    }
  return blocks
}

function scaled(habit: PairHabit, scale: number): PairHabit {
  if (scale === 1) return habit
  return {
    ...habit,
    seconds: habit.seconds.map(s => s * scale),
    strengthA: habit.strengthA * scale,
    strengthB: habit.strengthB * scale,
    level: habit.level * scale,
    commonSeconds: habit.commonSeconds * scale,
  }
}

/** Rows of many blocks; each day of each school counts alike, however many blocks speak of it. */
export function rowsOf(blocks: readonly Block[]): Rows {
  const width = blocks[0]?.width ?? 0
  const count = blocks.reduce((sum, block) => sum + block.seconds.length, 0)
  const rows: Rows = {
    features: new Float64Array(count * width),
    width,
    truth: new Uint8Array(count),
    weight: new Float64Array(count),
  }
  const perDay = new Map<string, number>()
  const dayKey = (block: Block): string => `${block.study.name} ${block.index} ${block.scale}`
  for (const block of blocks) perDay.set(dayKey(block), (perDay.get(dayKey(block)) ?? 0) + 1)
  let at = 0
  for (const block of blocks) {
    rows.features.set(block.features, at * width)
    const scale = SCALES.find(({ scale: s }) => s === block.scale)?.weight ?? 1
    const weight = scale / (perDay.get(dayKey(block)) ?? 1)
    block.seconds.forEach((seconds, r) => {
      rows.truth[at] = seconds >= 900 ? 1 : 0
      rows.weight[at] = block.known[r] === 1 ? weight : 0
      at += 1
    })
  }
  return rows
}

/** A block as a model scores it. */
export function scoredBy(model: LinearModel, roster: LinearModel, block: Block): ScoredDay {
  const { people, seconds, sameClass } = block
  const n = people.length
  const simple = new Float64Array(seconds.length)
  const probability = new Float64Array(seconds.length)
  for (let i = 0; i < n; i += 1)
    for (let j = i + 1; j < n; j += 1) {
      const place = pairPlace(n, i, j)
      simple[place] = simpleScore(
        block.study,
        block.index,
        block.from.length > 0,
        people[i] ?? 0,
        people[j] ?? 0,
      )
      probability[place] = probabilityOf(model, roster, block, place)
    }
  return { people, probability, simple, seconds, sameClass }
}

/** Of one pair; without earlier days by the roster's weights, whose features come first in both models. */
export function probabilityOf(model: LinearModel, roster: LinearModel, block: Block, place: number): number {
  return (
    1 /
    (1 + Math.exp(-logOdds(block.known[place] === 1 ? model : roster, block.features, place, block.width)))
  )
}
