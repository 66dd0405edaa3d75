import type { PersonDay } from './evidence.ts'
import { companions } from './groups.ts'

/** A household is together for as long as anybody can be: a whole day, of today what is over. */
const WHOLE_DAY_MIN = 24 * 60

/** One household: every day, taught or not, whatever schools its children go to. */
export function householdEvidence(of: PersonDay): void {
  for (const { own, other, flags } of companions(of, 'household')) {
    const minutes = Math.min(WHOLE_DAY_MIN, Math.floor(of.book.elapsed(of.day) / 60_000))
    of.add(other.enrolment.person, {
      setting: 'household',
      distance: 'touch',
      label: own.group.name,
      source: { kind: 'group', id: own.group.id },
      from: null,
      to: null,
      minutes,
      flags,
    })
  }
}
