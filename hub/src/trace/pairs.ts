import type { Exposure } from '@schoolgate/protocol/http/trace-answer'
import type { TraceFacts } from '../store/trace-types.ts'
import { Closeness } from './closeness.ts'
import { Crowd } from './crowd.ts'
import { exposuresByPerson } from './exposures.ts'
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
  exposures: Exposure[]
}

/** Everybody with evidence of having been near the person asked about, on the days asked about. */
export function pairsOf(facts: TraceFacts, asked: AskedPerson, interviewed: ReadonlySet<string>): Pair[] {
  const book = bookOf(facts)
  const days = facts.days.filter(day => asked.from <= day && day <= asked.to)
  const closeness = Closeness.of(book, asked.person)
  const byPerson = exposuresByPerson(facts, asked.person, days)
  const crowd = new Crowd(book, asked.person, interviewed)
  return [...byPerson].map(([b, exposures]) =>
    pairOf(book, closeness, crowd, { a: asked.person, b, exposures, interviewed }),
  )
}

interface Found {
  a: string
  b: string
  exposures: Exposure[]
  interviewed: ReadonlySet<string>
}

function pairOf(
  book: Book,
  closeness: Closeness,
  crowd: Crowd,
  { a, b, exposures, interviewed }: Found,
): Pair {
  const habit = closeness.with(b)
  let score: PairScore | null = null
  const daily: number[] = []
  for (let i = 0; i < exposures.length; ) {
    const day = exposures[i]?.day as string
    const begin = i
    let end = i + 1
    let gate = atGate(exposures[i] as Exposure)
    for (; exposures[end]?.day === day; end++) gate &&= atGate(exposures[end] as Exposure)
    const scored = () =>
      scoreOf(book, pairInput(book, { a, b, day, habit, interviewed }, exposures, begin, end))
    const found = gate && habit === null ? crowd.score(b, day, scored) : scored()
    daily.push(found.probability)
    if (!score || found.probability > score.probability) score = found
    i = end
  }
  return { a, b, probability: overDays(daily), score: score as PairScore, exposures }
}

const atGate = ({ setting }: Exposure): boolean => setting === 'gate' || setting === 'arrival'

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
  const { household, table, seatMinutes, busMinutes, clubMinutes, teachingMinutes, roomMinutes, gate } =
    input.assumed
  const pair = `${sameClass} ${sameGrade} ${sameSex} ${classSize} ${schoolSize} ${named} ${namedMinutes} ${seen}`
  const ways = `${household} ${table} ${gate} ${seatMinutes} ${busMinutes} ${clubMinutes} ${teachingMinutes}`
  return `${pair} ${coverage} ${ways} ${roomMinutes}`
}
