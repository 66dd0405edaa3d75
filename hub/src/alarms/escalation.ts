import type { Alarm } from '@schoolgate/protocol/feed/alarm'

/** Real ms unanswered until an alarm repeats, calls a second person, calls the duty head. */
export type EscalationSteps = readonly [repeat: number, second: number, head: number]
export const ESCALATION_MS: EscalationSteps = [30_000, 60_000, 180_000]

/**
 * The level an alarm has reached. Only unanswered ones rise; low ones never do (a forgotten card calls nobody's
 * duty head), shelved ones rest. A level once reached stays.
 *
 * @param waitedMs real ms since it was raised
 * @param now hub's data clock, epoch ms
 */
export function levelOf(alarm: Alarm, waitedMs: number, now: number, steps: EscalationSteps): Alarm['level'] {
  if (alarm.state !== 'new' || alarm.priority === 'low') return alarm.level
  if (alarm.shelvedUntil !== undefined && alarm.shelvedUntil > now) return alarm.level
  const reached = steps.filter(ms => waitedMs >= ms).length
  return Math.max(alarm.level, reached) as Alarm['level']
}
