import { type Interval, interval } from './bootstrap.ts'
import { rank } from './ranking.ts'

export const RECALL_AT = [5, 10, 20] as const
export const TRUTH_MINUTES = [1, 5, 15] as const
const CLOSE = 900
const BINS = 10
/** A bin speaks when chance alone moves what it observes by less than this: one standard error. */
const SPEAKS = 0.05

/** One day of a school, scored: everybody with everybody. */
export interface ScoredDay {
  people: readonly number[]
  /** of pairs (0,1), (0,2)... (1,2)... of `people` */
  probability: Float64Array
  /** a simpler ranking of the same pairs */
  simple: Float64Array
  seconds: Float64Array
  sameClass: Uint8Array
}

export interface RankingFigures {
  map: number
  recallAt: Record<string, number>
}

export interface CalibrationBin {
  from: number
  to: number
  pairs: number
  predicted: number
  observed: number
  /** one standard error of `observed`, were `predicted` right */
  error: number
}

export interface Figures extends RankingFigures {
  personDays: number
  pairs: number
  truePairs: number
  /** at the model's own cut */
  cut: number
  atCut: { minutes: number; precision: number; recall: number; f1: number }[]
  brier: number
  /** of the tuning years' constant rates within a class and outside */
  brierBaseRate: number
  /** of this school's own rates on these very days, which nobody knows beforehand */
  brierOwnRate: number
  calibration: {
    bins: CalibrationBin[]
    gap: number
    gapWithinClass: number
    /** largest gap of the bins that speak: those with a standard error below .05 */
    worst: number
    ratio: number
  }
  /** pairs listed for each true one found, down to the probability that finds .8 of all */
  listPerContact: number
  simple: RankingFigures
  /** of MAP, and of MAP above the simple ranking's, people drawn again and again */
  mapInterval: Interval
  aboveSimple: Interval
}

/** @param cut probability from which a pair is listed */
export function measure(
  days: readonly ScoredDay[],
  cut: number,
  baseRate: { class: number; outside: number },
): Figures {
  const probability = days.flatMap(day => [...day.probability])
  const seconds = days.flatMap(day => [...day.seconds])
  const sameClass = days.flatMap(day => [...day.sameClass])
  const close = seconds.map(s => s >= CLOSE)
  const within = (wanted: number): number => {
    let of = 0
    let hit = 0
    close.forEach((yes, i) => {
      if (sameClass[i] !== wanted) return
      of += 1
      if (yes) hit += 1
    })
    return of === 0 ? 0 : hit / of
  }
  const own = { class: within(1), outside: within(0) }
  const ours = ranking(days, day => day.probability)
  const simple = ranking(days, day => day.simple)
  const truePairs = close.filter(Boolean).length
  const bins = calibration(probability, close)
  return {
    ...ours.figures,
    personDays: ours.personDays,
    pairs: close.length,
    truePairs,
    cut,
    atCut: TRUTH_MINUTES.map(minutes => ({ minutes, ...atCut(probability, seconds, cut, minutes * 60) })),
    brier: brier(i => probability[i] ?? 0, close),
    brierBaseRate: brier(i => (sameClass[i] === 1 ? baseRate.class : baseRate.outside), close),
    brierOwnRate: brier(i => (sameClass[i] === 1 ? own.class : own.outside), close),
    calibration: {
      bins,
      gap: gapOf(bins),
      gapWithinClass: gapOf(
        calibration(
          probability.filter((_, i) => sameClass[i] === 1),
          close.filter((_, i) => sameClass[i] === 1),
        ),
      ),
      worst: Math.max(
        0,
        ...bins.filter(bin => bin.error < SPEAKS).map(bin => Math.abs(bin.predicted - bin.observed)),
      ),
      ratio: probability.reduce((sum, p) => sum + p, 0) / Math.max(1, truePairs),
    },
    listPerContact: listPerContact(probability, close, 0.8),
    simple: simple.figures,
    mapInterval: interval([...ours.precisions.values()]),
    aboveSimple: interval(
      [...ours.precisions].map(([person, each]) =>
        each.map((precision, d) => precision - (simple.precisions.get(person)?.[d] ?? 0)),
      ),
    ),
  }
}

/** Place of the pair of people[i] and people[j], i < j, among all pairs of n. */
export const pairPlace = (n: number, i: number, j: number): number => (i * (2 * n - i - 1)) / 2 + (j - i - 1)

function ranking(
  days: readonly ScoredDay[],
  scores: (day: ScoredDay) => Float64Array,
): { figures: RankingFigures; personDays: number; precisions: Map<number, number[]> } {
  let personDays = 0
  let precision = 0
  const recall = RECALL_AT.map(() => 0)
  const precisions = new Map<number, number[]>()
  for (const day of days) {
    const n = day.people.length
    const score = scores(day)
    for (let i = 0; i < n; i += 1) {
      const list: number[] = []
      const truth: boolean[] = []
      for (let j = 0; j < n; j += 1) {
        if (i === j) continue
        const place = i < j ? pairPlace(n, i, j) : pairPlace(n, j, i)
        list.push(score[place] ?? 0)
        truth.push((day.seconds[place] ?? 0) >= CLOSE)
      }
      const ranked = rank(list, truth, RECALL_AT)
      if (ranked === null) continue
      personDays += 1
      precision += ranked.averagePrecision
      const person = day.people[i] ?? 0
      const own = precisions.get(person)
      if (own === undefined) precisions.set(person, [ranked.averagePrecision])
      else own.push(ranked.averagePrecision)
      ranked.recallAt.forEach((r, k) => {
        recall[k] = (recall[k] ?? 0) + r
      })
    }
  }
  const mean = (sum: number): number => (personDays === 0 ? 0 : sum / personDays)
  return {
    personDays,
    precisions,
    figures: {
      map: mean(precision),
      recallAt: Object.fromEntries(RECALL_AT.map((k, n) => [String(k), mean(recall[n] ?? 0)])),
    },
  }
}

function atCut(
  probability: readonly number[],
  seconds: readonly number[],
  cut: number,
  from: number,
): { precision: number; recall: number; f1: number } {
  let listed = 0
  let right = 0
  let all = 0
  probability.forEach((p, i) => {
    const is = (seconds[i] ?? 0) >= from
    if (p >= cut) listed += 1
    if (is) all += 1
    if (is && p >= cut) right += 1
  })
  const precision = listed === 0 ? 0 : right / listed
  const recall = all === 0 ? 0 : right / all
  return { precision, recall, f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall) }
}

function brier(predicted: (i: number) => number, close: readonly boolean[]): number {
  let sum = 0
  close.forEach((yes, i) => {
    sum += (predicted(i) - (yes ? 1 : 0)) ** 2
  })
  return close.length === 0 ? 0 : sum / close.length
}

/** Ten bins of equal width, empty ones left out. */
export function calibration(probability: readonly number[], close: readonly boolean[]): CalibrationBin[] {
  const sums = Array.from({ length: BINS }, () => ({ pairs: 0, predicted: 0, observed: 0 }))
  probability.forEach((p, i) => {
    const bin = sums[Math.min(BINS - 1, Math.floor(p * BINS))]
    if (bin === undefined) return
    bin.pairs += 1
    bin.predicted += p
    if (close[i] === true) bin.observed += 1
  })
  return sums.flatMap(({ pairs, predicted, observed }, i) =>
    pairs === 0
      ? []
      : [
          {
            from: i / BINS,
            to: (i + 1) / BINS,
            pairs,
            predicted: predicted / pairs,
            observed: observed / pairs,
            error: Math.sqrt(((predicted / pairs) * (1 - predicted / pairs)) / pairs),
          },
        ],
  )
}

/** Mean gap between predicted and observed, by the pairs in each bin. */
function gapOf(bins: readonly CalibrationBin[]): number {
  let pairs = 0
  let sum = 0
  for (const bin of bins) {
    pairs += bin.pairs
    sum += bin.pairs * Math.abs(bin.predicted - bin.observed)
  }
  return pairs === 0 ? 0 : sum / pairs
}

function listPerContact(probability: readonly number[], close: readonly boolean[], recall: number): number {
  const all = close.filter(Boolean).length
  if (all === 0) return 0
  const right = probability.filter((_, i) => close[i] === true).sort((x, y) => y - x)
  const down = right[Math.ceil(all * recall) - 1] ?? 0
  let listed = 0
  let found = 0
  probability.forEach((p, i) => {
    if (p < down) return
    listed += 1
    if (close[i] === true) found += 1
  })
  return listed / found
}
