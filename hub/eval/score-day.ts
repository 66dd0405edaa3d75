import { scorePair } from '../src/trace/model/score.ts'
import type { GateDay } from './gate.ts'
import { pairPlace, type ScoredDay } from './measure.ts'
import { candidates, daysBefore, inputsOf, learn, simpleScore, type Track } from './pairs.ts'
import { type Study, secondsOf } from './study.ts'

export interface Timed {
  day: ScoredDay
  /** ms to learn from the days before, once for everybody */
  learning: number
  /** ms to score everybody for one person, on average */
  question: number
}

/**
 * Scores everybody with everybody on day `index` by the ranking the product uses.
 *
 * @param now ms, for timing
 */
export function scoreDay(
  study: Study,
  gates: readonly GateDay[],
  index: number,
  track: Track,
  missing: boolean,
  now: () => number,
): Timed | null {
  const day = study.days[index]
  const gate = gates[index]
  if (day === undefined || gate === undefined) return null
  const people = candidates(study, gate, missing)
  const n = people.length
  const pairs = (n * (n - 1)) / 2
  const begun = now()
  const nearness = track === 'roster' ? null : learn(study, gates, daysBefore(index))
  const learnt = now()
  const inputOf = inputsOf(study, gate, people, nearness, track === 'interview' ? study.diaries : null)
  const probability = new Float64Array(pairs)
  for (let i = 0; i < n; i += 1)
    for (let j = i + 1; j < n; j += 1)
      probability[pairPlace(n, i, j)] = scorePair(inputOf(people[i] ?? 0, people[j] ?? 0)).probability
  const scored = now()

  const scoredDay: ScoredDay = {
    people,
    probability,
    simple: new Float64Array(pairs),
    seconds: new Float64Array(pairs),
    sameClass: new Uint8Array(pairs),
  }
  for (let i = 0; i < n; i += 1)
    for (let j = i + 1; j < n; j += 1) {
      const place = pairPlace(n, i, j)
      const a = people[i] ?? 0
      const b = people[j] ?? 0
      scoredDay.seconds[place] = secondsOf(study, day, a, b)
      scoredDay.simple[place] = simpleScore(study, index, track !== 'roster', a, b)
      const group = study.groups[a] ?? null
      scoredDay.sameClass[place] = group !== null && group === study.groups[b] ? 1 : 0
    }
  return { day: scoredDay, learning: learnt - begun, question: n === 0 ? 0 : ((scored - learnt) * 2) / n }
}
