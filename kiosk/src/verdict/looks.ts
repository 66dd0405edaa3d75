import type { RulePack } from '@schoolgate/protocol/rule-pack'
import type { Reason, Verdict } from '@schoolgate/protocol/verdict'

/** An earlier look at the same person, as the journal keeps it. */
export interface PastLook {
  /** ms on a time line shared by all looks given together */
  atMs: number
  look: number
  verdict: Verdict
  reasons: readonly Reason[]
  surface?: number
  ambient?: number
}

/**
 * The looks that belong to this visit to the gate, oldest first: back to the last pass, and to a pause of more
 * than `looksForgottenMs`. Referrals for a card or a dead sensor looked at nobody.
 */
export function looksOfThisVisit(past: readonly PastLook[], nowMs: number, pack: RulePack): PastLook[] {
  const out: PastLook[] = []
  let later = nowMs
  for (const look of past.toReversed()) {
    if (look.verdict === 'pass' || later - look.atMs > pack.looksForgottenMs) break
    later = look.atMs
    if (look.verdict === 'refer' && !look.reasons.includes('recheck-limit')) continue
    out.unshift(look)
  }
  return out
}

/** True for a look whose surface may be compared with another's. */
export const isComparable = (look: PastLook): boolean =>
  look.surface !== undefined &&
  (look.reasons.length === 0 ||
    look.reasons.every(r => r === 'warm' || r === 'still-warm' || r === 'unsteady'))

/**
 * When a child sent to warm up may be looked at again, ms, or undefined when nothing has to be waited for. A face
 * that comes in from the cold hides a fever until it is warm again, so coming back early must not help.
 */
export function warmAgainAt(looks: readonly PastLook[], pack: RulePack): number | undefined {
  const cold = looks.filter(l => l.reasons.includes('cold-face')).at(-1)
  return cold && cold.atMs + pack.rewarmMs
}
