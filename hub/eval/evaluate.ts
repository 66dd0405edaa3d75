import { COEFFICIENTS } from '../src/trace/model/coefficients.ts'
import { gateLog } from './gate.ts'
import { type Figures, measure, type ScoredDay } from './measure.ts'
import { TRACKS, type Track } from './pairs.ts'
import { scoreDay } from './score-day.ts'
import type { Study } from './study.ts'

export const MISSING = [0.1, 0.2, 0.3] as const

export interface MissingFigures {
  share: number
  map: number
  recallAt10: number
  brier: number
  /** against every scan being there, same seed */
  lost: { map: number; recallAt10: number }
}

export interface TrackFigures extends Figures {
  days: number
  msLearning: number
  msQuestion: number
  missing: MissingFigures[]
}

export interface Evaluation {
  people: number
  classes: number
  days: number
  seed: number
  notes: readonly string[]
  tracks: Record<Track, TrackFigures | { skipped: string }>
}

/** Puts a study through every track. `roster` counts all days, the others those after the first. */
export function evaluate(study: Study, seed: number, now: () => number): Evaluation {
  const tracks = {} as Evaluation['tracks']
  for (const track of TRACKS) tracks[track] = ofTrack(study, seed, track, now)
  return {
    people: study.ids.length,
    classes: new Set(study.groups.filter(group => group !== null)).size,
    days: study.days.length,
    seed,
    notes: study.notes,
    tracks,
  }
}

function ofTrack(
  study: Study,
  seed: number,
  track: Track,
  now: () => number,
): TrackFigures | { skipped: string } {
  if (track !== 'roster' && study.days.length < 2)
    return { skipped: 'one day alone: nothing is known of earlier ones' }
  if (track === 'interview' && study.diaries === null)
    return { skipped: 'no diaries: give a file with --diaries' }
  const cut = COEFFICIENTS.cut[track === 'roster' ? 'roster' : 'habit']
  const run = (share: number): { figures: Figures; days: number; learning: number; question: number } => {
    const gates = gateLog(study, seed, share)
    const days: ScoredDay[] = []
    let learning = 0
    let question = 0
    for (let index = track === 'roster' ? 0 : 1; index < study.days.length; index += 1) {
      const timed = scoreDay(study, gates, index, track, share > 0, now)
      if (timed === null) continue
      days.push(timed.day)
      learning += timed.learning
      question += timed.question
    }
    const n = Math.max(1, days.length)
    return {
      figures: measure(days, cut, COEFFICIENTS.baseRate),
      days: days.length,
      learning: learning / n,
      question: question / n,
    }
  }
  const whole = run(0)
  const recall = (figures: Figures): number => figures.recallAt['10'] ?? 0
  return {
    days: whole.days,
    ...whole.figures,
    msLearning: whole.learning,
    msQuestion: whole.question,
    missing: MISSING.map(share => {
      const { figures } = run(share)
      return {
        share,
        map: figures.map,
        recallAt10: recall(figures),
        brier: figures.brier,
        lost: { map: whole.figures.map - figures.map, recallAt10: recall(whole.figures) - recall(figures) },
      }
    }),
  }
}
