import type { Exposure } from '@schoolgate/protocol/http/trace-answer'
import type { TraceFacts } from '../store/trace-types.ts'
import type { PairExposure } from './exposure.ts'
import { type Book, bookOf } from './facts/book.ts'
import { arrivalEvidence } from './settings/arrival.ts'
import { busEvidence } from './settings/bus.ts'
import { classEvidence } from './settings/class-day.ts'
import { clubEvidence } from './settings/club.ts'
import { PersonDay, type Sink } from './settings/evidence.ts'
import { gateEvidence } from './settings/gate.ts'
import { householdEvidence } from './settings/household.ts'
import { lessonEvidence } from './settings/lessons.ts'
import { namedEvidence } from './settings/named.ts'
import { tableEvidence } from './settings/table.ts'

/**
 * All evidence that somebody was near anybody else, day by day: every setting but `school`, whose people are counted
 * and not listed. Times are epoch ms. The work is that of one person's circles, not of the school's.
 *
 * @param days local ISO days in order; the facts' window where nothing is said
 */
export function exposuresOf(
  facts: TraceFacts,
  person: string,
  days: readonly string[] = facts.days,
): PairExposure[] {
  const found: PairExposure[] = []
  gather(bookOf(facts), person, days, (b, exposure) => found.push({ a: person, b, ...exposure }))
  return found
}

/** The same by the other person, each one's in order of day. */
export function exposuresByPerson(
  facts: TraceFacts,
  person: string,
  days: readonly string[],
): Map<string, Exposure[]> {
  const found = new Map<string, Exposure[]>()
  gather(bookOf(facts), person, days, (b, exposure) => {
    const own = found.get(b)
    if (own) own.push(exposure)
    else found.set(b, [exposure])
  })
  return found
}

function gather(book: Book, person: string, days: readonly string[], found: Sink): void {
  for (const day of days) {
    const of = new PersonDay(book, person, day, found)
    householdEvidence(of)
    lessonEvidence(of)
    classEvidence(of)
    tableEvidence(of)
    busEvidence(of)
    clubEvidence(of)
    arrivalEvidence(of)
    gateEvidence(of)
    namedEvidence(of)
  }
}
