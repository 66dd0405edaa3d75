import {
  type Block,
  blocksOf,
  type FittedTrack,
  judgedOf,
  probabilityOf,
  rowsOf,
  scoredBy,
} from './fit-blocks.ts'
import { fitLogistic, type LinearModel, logOdds } from './logistic.ts'
import { type Figures, measure, pairPlace, type ScoredDay } from './measure.ts'
import { fitPower, type Window } from './over-days.ts'
import { type Study, secondsOf } from './study.ts'

export const RIDGE = 12

export interface LeftOut {
  /** the study the model did not see */
  study: string
  track: FittedTrack
  figures: Figures
}

export interface Fitted {
  roster: LinearModel
  habit: LinearModel
  overDays: number
  cut: { roster: number; habit: number }
  baseRate: { class: number; outside: number }
  leftOut: LeftOut[]
  /** of the final model, on the studies it was fitted on */
  seen: LeftOut[]
}

/** Fits everything, and says how each study comes out when the model was fitted on the others alone. */
export function fitAll(studies: readonly Study[]): Fitted {
  const baseRate = ratesOf(studies)
  const roster = fitTrack(studies, 'roster', baseRate, null)
  const habit = fitTrack(studies, 'habit', baseRate, roster)
  return {
    roster: roster.model,
    habit: habit.model,
    overDays: fitPower(studies.flatMap(study => windowsOf(study, habit.model, roster.model))),
    cut: { roster: roster.cut, habit: habit.cut },
    baseRate,
    leftOut: [...roster.leftOut, ...habit.leftOut],
    seen: [...roster.seen, ...habit.seen],
  }
}

interface TrackFit {
  model: LinearModel
  /** without the study */
  others: ReadonlyMap<Study, LinearModel>
  cut: number
  leftOut: LeftOut[]
  seen: LeftOut[]
}

/** @param roster what speaks for pairs without earlier days; null: this is it */
function fitTrack(
  studies: readonly Study[],
  track: FittedTrack,
  baseRate: Fitted['baseRate'],
  roster: TrackFit | null,
): TrackFit {
  const blocks = new Map(studies.map(study => [study, blocksOf(study, track)]))
  const of = (wanted: readonly Study[]): Block[] => wanted.flatMap(study => blocks.get(study) ?? [])
  const judged = new Map(studies.map(study => [study, judgedOf(study, track)]))
  const judgedBy = (study: Study, model: LinearModel, fallback: LinearModel): ScoredDay[] =>
    (judged.get(study) ?? []).map(block => scoredBy(model, fallback, block))
  const fit = (on: readonly Study[]): LinearModel =>
    levelled(
      fitLogistic(rowsOf(of(on)), RIDGE),
      on.flatMap(study => judged.get(study) ?? []),
    )

  const model = rounded(fit(studies))
  const others = new Map<Study, LinearModel>()
  const unseen = new Map<Study, ScoredDay[]>()
  if (studies.length > 1)
    for (const study of studies) {
      const other = fit(studies.filter(each => each !== study))
      const fallback = roster?.others.get(study) ?? other
      others.set(study, other)
      unseen.set(study, judgedBy(study, other, fallback))
    }
  const fallback = roster?.model ?? model
  const seen = new Map(studies.map(study => [study, judgedBy(study, model, fallback)]))
  const cut = bestCut([...(unseen.size > 0 ? unseen : seen).values()].flat())
  const figures = (scored: ReadonlyMap<Study, ScoredDay[]>): LeftOut[] =>
    [...scored].map(([study, days]) => ({ study: study.name, track, figures: measure(days, cut, baseRate) }))
  return { model, others, cut, leftOut: figures(unseen), seen: figures(seen) }
}

/**
 * The same weights with the base at which the probabilities of what is judged add up to what came true: the fit also
 * hears of schools and of directions in time that are not there.
 */
function levelled(model: LinearModel, judged: readonly Block[]): LinearModel {
  let close = 0
  for (const { seconds, known } of judged)
    for (let r = 0; r < seconds.length; r += 1) if (known[r] === 1 && (seconds[r] ?? 0) >= 900) close += 1
  if (close === 0) return model
  let base = model.base
  for (let step = 0; step < 50; step += 1) {
    let sum = 0
    let curve = 0
    for (const { features, width, known } of judged)
      for (let r = 0; r < known.length; r += 1) {
        if (known[r] !== 1) continue
        const p = 1 / (1 + Math.exp(-logOdds({ base, weights: model.weights }, features, r, width)))
        sum += p
        curve += p * (1 - p)
      }
    const move = Math.max(-1, Math.min(1, (sum - close) / Math.max(curve, 1e-12)))
    base -= move
    if (Math.abs(move) < 1e-9) break
  }
  return { base, weights: model.weights }
}

const rounded = ({ base, weights }: LinearModel): LinearModel => ({
  base: round(base),
  weights: weights.map(round),
})
const round = (value: number): number => Math.round(value * 1000) / 1000

/** The probability from which listing gives the best F1 at 15 minutes, rounded to two figures. */
function bestCut(days: readonly ScoredDay[]): number {
  const pairs = days
    .flatMap(day => [...day.probability].map((p, r) => ({ p, close: (day.seconds[r] ?? 0) >= 900 })))
    .sort((x, y) => y.p - x.p)
  const all = pairs.filter(pair => pair.close).length
  let right = 0
  let best = { f1: -1, cut: 0.5 }
  pairs.forEach(({ p, close }, i) => {
    if (close) right += 1
    const next = pairs[i + 1]?.p ?? 0
    if (next === p) return
    const f1 = (2 * right) / (i + 1 + all)
    if (f1 > best.f1) best = { f1, cut: Math.sqrt(p * Math.max(next, p / 2)) }
  })
  return Number(best.cut.toPrecision(2))
}

/** How often class-mates, and others, were close on a day both were there. */
function ratesOf(studies: readonly Study[]): Fitted['baseRate'] {
  const counts = { class: { of: 0, close: 0 }, outside: { of: 0, close: 0 } }
  for (const study of studies)
    for (const block of blocksOf(study, 'roster'))
      block.seconds.forEach((seconds, r) => {
        const count = block.sameClass[r] === 1 ? counts.class : counts.outside
        count.of += 1
        if (seconds >= 900) count.close += 1
      })
  const rate = ({ of, close }: { of: number; close: number }): number =>
    Number((close / Math.max(1, of)).toPrecision(3))
  return { class: rate(counts.class), outside: rate(counts.outside) }
}

/**
 * Stretches of two days and more of pairs there on all of them, with what was known before the first: as a trace asks,
 * whose habits end where its window begins. Daily probabilities are brought to the study's own mean first, so that the
 * power says how days depend on each other and nothing else.
 */
function windowsOf(study: Study, model: LinearModel, roster: LinearModel): Window[] {
  const windows: { p: number; days: number; close: number }[] = []
  for (const block of judgedOf(study, 'habit')) {
    const n = block.people.length
    for (let i = 0; i < n; i += 1)
      for (let j = i + 1; j < n; j += 1) {
        const a = block.people[i] ?? 0
        const b = block.people[j] ?? 0
        const both = study.days.slice(block.index).filter(day => day.present[a] === 1 && day.present[b] === 1)
        if (both.length < 2) continue
        windows.push({
          p: probabilityOf(model, roster, block, pairPlace(n, i, j)),
          days: both.length,
          close: both.filter(day => secondsOf(study, day, a, b) >= 900).length,
        })
      }
  }
  const expected = windows.reduce((sum, { p, days }) => sum + p * days, 0)
  const ratio = windows.reduce((sum, { close }) => sum + close, 0) / Math.max(1e-9, expected)
  return windows.map(({ p, days, close }) => ({
    daily: new Array<number>(days).fill(p * ratio),
    any: close > 0,
  }))
}
