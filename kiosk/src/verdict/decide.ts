import type { Reading } from '@schoolgate/protocol/entry/reading'
import type { RulePack } from '@schoolgate/protocol/rule-pack'
import type { Reason, Verdict } from '@schoolgate/protocol/verdict'
import type { Expected } from './expected.ts'
import { isComparable, looksOfThisVisit, type PastLook } from './looks.ts'

export interface Decision {
  verdict: Verdict
  reasons: Reason[]
  /** 1 for the first look, 2 and 3 for rechecks */
  look: number
}

export interface Question {
  reading?: Reading
  /** reasons the reading itself gave against being judged */
  invalid: readonly Reason[]
  /** what this forehead is expected to show: prior, cohort or person */
  expected: Expected
  /** the person's looks today, oldest first */
  past: readonly PastLook[]
  /** on the same time line as `past`, ms */
  nowMs: number
  pack: RulePack
}

/**
 * From a look to a verdict. Triage only: nothing here says anybody is ill.
 *
 * A first look passes below both lines (z and backstop). A recheck is judged by the mean of the looks that agree.
 * What cannot be judged is a recheck while rechecks are left, then a referral to an adult; it is never a pass,
 * and a cold face cannot be judged.
 */
export function decide(question: Question): Decision {
  const { pack, nowMs } = question
  const visit = looksOfThisVisit(question.past, nowMs, pack)
  const look = Math.max(0, ...visit.map(l => l.look)) + 1
  const decision = look === 1 ? firstLook(question) : recheck(question, visit, look > pack.maxRechecks)
  return { ...decision, look: Math.min(look, 9) }
}

type Judgement = Omit<Decision, 'look'>

function firstLook(q: Question): Judgement {
  const faults = faultsOf(q)
  if (!q.reading || faults.length > 0) return { verdict: 'recheck', reasons: faults }
  const isHigh = zOf(q.reading, q) >= q.pack.zRecheck || coreOf(q.reading, q.pack) >= q.pack.firstLookBackstop
  return isHigh ? { verdict: 'recheck', reasons: ['warm'] } : { verdict: 'pass', reasons: [] }
}

function recheck(q: Question, visit: PastLook[], isLast: boolean): Judgement {
  const { pack } = q
  const again = (reasons: Reason[]): Judgement =>
    isLast ? { verdict: 'refer', reasons: ['recheck-limit', ...reasons] } : { verdict: 'recheck', reasons }
  const faults = faultsOf(q)
  if (!q.reading || faults.length > 0) return again(faults)

  const before = visit.findLast(isComparable)
  const step = before ? q.reading.surface - (before.surface as number) : 0
  const isRising =
    before !== undefined && step > pack.risingAbove && q.nowMs - before.atMs <= pack.risingWithinMs
  const agrees = Math.abs(step) <= pack.looksAgreeWithin && !isRising
  const judged = before && agrees ? [readingOf(before, q.reading), q.reading] : [q.reading]
  const z = mean(judged.map(r => zOf(r, q)))
  const core = mean(judged.map(r => coreOf(r, pack)))
  const isHigh = z >= pack.zRecheck || core >= pack.recheckBackstop

  // On the last look a high one isolates even when the looks disagree: an adult with a thermometer decides either way.
  if (isHigh && (isLast || (before && agrees))) return { verdict: 'isolate', reasons: ['still-warm'] }
  if (!agrees) return again(['unsteady'])
  if (isHigh) return again(['warm'])
  // Whom an adult was to see, or already should have, a kiosk does not wave through.
  const isInCare = visit.some(l => l.verdict === 'isolate' || l.verdict === 'refer')
  return isInCare ? { verdict: 'refer', reasons: ['recheck-limit'] } : { verdict: 'pass', reasons: [] }
}

/** What forbids judging: the reading's own faults, and a face too cold to show a fever. */
function faultsOf({ reading, invalid, expected, pack }: Question): Reason[] {
  if (!reading) return invalid.length > 0 ? [...invalid] : ['too-few-frames']
  const { surface } = reading
  const isCold = surface < pack.coldFaceBelow || surface < expected.mean - pack.coldFaceMargin
  return isCold ? [...invalid, 'cold-face'] : [...invalid]
}

const zOf = (reading: Pick<Reading, 'surface'>, q: Question): number =>
  (reading.surface - q.expected.mean) / q.expected.scale

/** A core estimate for the backstop alone: never shown, never stored. degC. */
const coreOf = (reading: Pick<Reading, 'surface' | 'ambient'>, pack: RulePack): number =>
  reading.surface + pack.coreGain * (reading.surface - reading.ambient)

const readingOf = (look: PastLook, now: Reading): Pick<Reading, 'surface' | 'ambient'> => ({
  surface: look.surface as number,
  ambient: look.ambient ?? now.ambient,
})

const mean = (values: number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length
