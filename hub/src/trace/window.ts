import type { Case } from '@schoolgate/protocol/trace/case'
import type { ContactPack } from '@schoolgate/protocol/trace/contact-pack'
import { addDays, daysBetween } from '../directory/calendar.ts'

export interface TraceWindow {
  /** local ISO days, both with */
  from: string
  to: string
}

/** Local ISO days where a question is asked. */
export interface LocalDays {
  today: string
  /** @param at epoch ms */
  dayOf(at: number): string
}

/** How far back habits are looked for: four school weeks are enough to tell a habit from chance. */
export const HABIT_DAYS = 28

/**
 * The days on which a case may have passed it on, by a rule pack: counted from the onset, or without symptoms from the
 * test, or where neither is known from the day before the case was opened. It ends with isolation, and never before
 * the pack's days without symptoms are over; nothing lies after today.
 */
export function windowOf(pack: ContactPack, case_: Case, local: LocalDays): TraceWindow {
  const { today } = local
  const { anchor, rule } = anchorOf(pack, case_, local)
  const from = addDays(anchor, -rule.before)
  const planned = addDays(anchor, rule.after)
  const wellFrom =
    rule.symptomFree > 0 && case_.symptomFree !== null
      ? addDays(case_.symptomFree, rule.symptomFree - 1)
      : planned
  let to = wellFrom > planned ? wellFrom : planned
  // From the day of isolation on nobody is near any more; that day itself was still among others.
  if (case_.isolated !== null && case_.isolated < to) to = case_.isolated
  if (to > today) to = today
  return { from: from > to ? to : from, to }
}

/**
 * The days on which a case may have caught it: incubation before the onset, or before the test, both limits with.
 */
export function sourceWindowOf(pack: ContactPack, case_: Case, local: LocalDays): TraceWindow {
  const { today } = local
  const { anchor } = anchorOf(pack, case_, local)
  const last = addDays(anchor, -pack.incubation.min)
  const to = last > today ? today : last
  const from = addDays(anchor, -pack.incubation.max)
  return { from: from > to ? to : from, to }
}

/** Local days before a window that habits are learnt from, in order. */
export const habitDaysBefore = (from: string): string[] =>
  daysBetween(addDays(from, -HABIT_DAYS), addDays(from, -1))

function anchorOf(pack: ContactPack, case_: Case, { today, dayOf }: LocalDays) {
  if (!case_.asymptomatic && case_.onset !== null) return { anchor: case_.onset, rule: pack.symptomatic }
  const opened = dayOf(case_.openedAt)
  const anchor = case_.tested ?? case_.onset ?? (opened < today ? opened : today)
  return { anchor, rule: case_.asymptomatic ? pack.asymptomatic : pack.symptomatic }
}
