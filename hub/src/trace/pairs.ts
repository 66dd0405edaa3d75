import type { Exposure } from '@schoolgate/protocol/http/trace'
import type { TraceFacts } from '../store/trace-types.ts'
import { Closeness } from './closeness.ts'
import type { PairExposure } from './exposure.ts'
import { exposuresOf } from './exposures.ts'
import { type Book, bookOf } from './facts/book.ts'
import type { PairInput, PairScore } from './model/pair.ts'
import { overDays, scorePair } from './model/score.ts'
import { pairInput } from './pair-input.ts'
import type { AskedPerson } from './types.ts'

/** Two people over a window: what brought them near and how likely it was close. */
export interface Pair {
  a: string
  b: string
  /** of at least one day of close contact */
  probability: number
  /** of the likeliest day */
  score: PairScore
  /** in order of time */
  exposures: PairExposure[]
}

/** Everybody with evidence of having been near the person asked about, on the days asked about. */
export function pairsOf(facts: TraceFacts, asked: AskedPerson, interviewed: ReadonlySet<string>): Pair[] {
  const book = bookOf(facts)
  const days = facts.days.filter(day => asked.from <= day && day <= asked.to)
  const closeness = Closeness.of(book, asked.person)
  const byPerson = Map.groupBy(exposuresOf(facts, asked.person, days), exposure => exposure.b)
  return [...byPerson].map(([b, exposures]) => pairOf(book, closeness, { b, exposures, interviewed }))
}

function pairOf(
  book: Book,
  closeness: Closeness,
  { b, exposures, interviewed }: { b: string; exposures: PairExposure[]; interviewed: ReadonlySet<string> },
): Pair {
  const a = exposures[0]?.a as string
  const habit = closeness.with(b)
  let score: PairScore | null = null
  const daily: number[] = []
  for (let i = 0; i < exposures.length; ) {
    const day = exposures[i]?.day as string
    let end = i + 1
    while (exposures[end]?.day === day) end++
    const found = scoreOf(book, pairInput(book, { a, b, day, habit, interviewed }, exposures.slice(i, end)))
    daily.push(found.probability)
    if (!score || found.probability > score.probability) score = found
    i = end
  }
  return { a, b, probability: overDays(daily), score: score as PairScore, exposures }
}

const scores = new WeakMap<Book, Map<string, PairScore>>()

/** Most pairs of a school differ in nothing the model sees: what was scored once is not scored again. */
function scoreOf(book: Book, input: PairInput): PairScore {
  if (input.habit !== null) return scorePair(input)
  let known = scores.get(book)
  if (!known) {
    known = new Map()
    scores.set(book, known)
  }
  const key = keyOf(input)
  let score = known.get(key)
  if (!score) {
    score = scorePair(input)
    known.set(key, score)
  }
  return score
}

function keyOf(input: PairInput): string {
  const { sameClass, sameGrade, sameSex, classSize, schoolSize, named, namedMinutes, seen, coverage } = input
  const pair = `${sameClass} ${sameGrade} ${sameSex} ${classSize} ${schoolSize} ${named} ${namedMinutes}`
  return `${pair} ${seen} ${coverage} ${Object.values(input.assumed).join()}`
}

/** As answers carry it: between whom is told by the contact it belongs to. */
export const exposureOf = (of: PairExposure): Exposure => ({
  setting: of.setting,
  day: of.day,
  from: of.from,
  to: of.to,
  minutes: of.minutes,
  distance: of.distance,
  label: of.label,
  source: of.source,
  quality: of.quality,
})
