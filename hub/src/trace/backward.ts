import type { ContactList } from '@schoolgate/protocol/http/trace-answer'
import type { TraceFacts } from '../store/trace-types.ts'
import { contactsFrom, listOf } from './contacts.ts'
import { type Pair, pairsOf } from './pairs.ts'
import type { AskedPerson, TraceOptions } from './types.ts'
import { sourceWindowOf } from './window.ts'

/** How likely it is that a case caught it from nobody on the list, beside each candidate's own probability. */
const ELSEWHERE = 0.02

/**
 * Likely sources: who was near the cases within incubation before their onset. `asSource` shares one out of all
 * candidates by how well each explains every case asked about.
 */
export function backwardOf(
  facts: TraceFacts,
  asked: readonly AskedPerson[],
  options: TraceOptions,
): ContactList {
  const windows = sourceDays(facts, asked, options)
  const pairs = windows.flatMap(of => pairsOf(facts, of, options.interviewed))
  const fit = asSource(pairs, asked.length)
  const contacts = contactsFrom(facts, pairs, options)
    .map(contact => ({ ...contact, asSource: fit.get(contact.person.ref) ?? 0 }))
    .sort((a, b) => b.asSource - a.asSource || b.probability - a.probability)
  return { ...listOf(facts, windows, options, contacts), kind: 'backward' }
}

/** The asked with the days on which they may have caught it. */
export const sourceDays = (
  facts: TraceFacts,
  asked: readonly AskedPerson[],
  options: TraceOptions,
): AskedPerson[] => asked.map(of => beforeOnset(facts, of, options))

/** Without a case or a date of it, or where the facts hold none of those days, the days asked about. */
function beforeOnset(facts: TraceFacts, asked: AskedPerson, { pack }: TraceOptions): AskedPerson {
  if (!asked.case || (asked.case.onset ?? asked.case.tested) === null) return asked
  const today = facts.days.at(-1) ?? asked.to
  const { from, to } = sourceWindowOf(pack, asked.case, { today, dayOf: () => today })
  return facts.days.some(day => from <= day && day <= to) ? { ...asked, from, to } : asked
}

function asSource(pairs: readonly Pair[], cases: number): Map<string, number> {
  const logs = new Map<string, number>()
  for (const { b, probability } of pairs) {
    const before = logs.get(b) ?? cases * Math.log(ELSEWHERE)
    logs.set(b, before - Math.log(ELSEWHERE) + Math.log(ELSEWHERE + probability))
  }
  // Beyond what explaining no case at all would give: else hundreds who hardly fit share half of it.
  const nobody = cases * Math.log(ELSEWHERE)
  const top = Math.max(...logs.values())
  const fits = [...logs].map(([b, log]) => [b, Math.exp(log - top) - Math.exp(nobody - top)] as const)
  const sum = fits.reduce((all, [, fit]) => all + fit, 0)
  return new Map(fits.map(([b, fit]) => [b, sum > 0 ? fit / sum : 0]))
}
