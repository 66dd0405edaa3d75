import type { Contact, TraceGrade } from '@schoolgate/protocol/http/trace-answer'
import { GRADES, type Grade, type GradeCause } from '@schoolgate/protocol/trace/words'
import type { TraceFacts } from '../store/trace-types.ts'
import { type Blind, blindOf } from './blind.ts'
import type { AskedPerson } from './types.ts'

/** Shares from which a blind spot is named, and from which it lowers a list to B, C or D. Judged, not fitted. */
const STEPS: Partial<Record<GradeCause, { b: number; c: number; d: number }>> = {
  // Without entries nothing but the timetable speaks: half of those asked about, and the list is a guess.
  'no-entries': { b: 0.001, c: 0.25, d: 0.5 },
  // Up to 5 % is what forgotten cards and late pupils make.
  coverage: { b: 0.05, c: 0.2, d: 0.5 },
  // Hardly any school scans everybody out; ends are inferred well enough from the bell never to cost more than a B.
  'no-exits': { b: 0.2, c: 2, d: 2 },
  outage: { b: 0.001, c: 0.25, d: 0.75 },
  clock: { b: 0.02, c: 0.25, d: 2 },
  'card-ended': { b: 0.001, c: 0.5, d: 2 },
  'two-places': { b: 0.001, c: 0.25, d: 2 },
  'no-timetable': { b: 0.001, c: 0.5, d: 2 },
  'no-seats': { b: 0.25, c: 2, d: 2 },
  'not-interviewed': { b: 0.001, c: 2, d: 2 },
  moved: { b: 0.001, c: 0.5, d: 2 },
  outside: { b: 0.001, c: 2, d: 2 },
  // A weekend in a fortnight is usual: from more than half of the days on, most of the time is dark.
  holiday: { b: 0.5, c: 0.9, d: 2 },
  expired: { b: 0.001, c: 0.25, d: 0.75 },
}
/** A gate that is silent for an hour hides less than one that is for a day. */
const PART_OF_DAY = 0.2
/** Small blind spots add up: from this many on, a B is a C. */
const MANY_SMALL = 4

/** Why a list about these persons is less sure than it looks, and a grade for it. */
export function gradeOf(
  facts: TraceFacts,
  asked: readonly AskedPerson[],
  list: { interviewed: ReadonlySet<string>; contacts: readonly Contact[] },
): TraceGrade {
  return gradeFrom([...blindOf(facts, asked, list.interviewed), outsideBlind(list.contacts)])
}

/** Who of a list is known as a mark alone. */
export function outsideBlind(contacts: readonly Contact[]): Blind {
  const outside = contacts.filter(contact => contact.person.outside).length
  return { code: 'outside', n: outside, of: contacts.length, days: [] }
}

/** @param blind with how many of how many; those with none are left out */
export function gradeFrom(blind: readonly Blind[]): TraceGrade {
  const named = blind.filter(of => levelOf(of) > 0 || (of.n > 0 && of.days.length > 0))
  const levels = named.map(levelOf)
  const worst = Math.max(0, ...levels)
  const small = levels.filter(level => level === 1).length
  const level = worst === 1 && small >= MANY_SMALL ? 2 : worst
  return {
    grade: GRADES[level] as Grade,
    causes: named
      .toSorted((x, y) => levelOf(y) - levelOf(x))
      .map(({ code, n, of, days, silent = [] }) => ({
        ...{ code, n, of, days: [...days] },
        ...(silent.length > 0 ? { silent: [...silent] } : {}),
      })),
  }
}

function levelOf({ code, n, of, whole }: Blind): number {
  const steps = STEPS[code]
  const weighs = whole ? whole.length + (n - whole.length) * PART_OF_DAY : n
  if (!steps || weighs === 0) return 0
  const share = of > 0 ? weighs / of : 1
  return share >= steps.d ? 3 : share >= steps.c ? 2 : share >= steps.b ? 1 : 0
}
