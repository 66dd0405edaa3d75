import type { Membership } from '../facts/belonging.ts'
import type { Book, Window } from '../facts/book.ts'
import { FLAGS } from '../facts/flags.ts'
import type { Stretch } from '../facts/stretch.ts'
import { together } from '../facts/together.ts'
import type { PersonDay } from './evidence.ts'
import { companions } from './groups.ts'
import { stretchOf } from './lessons.ts'

/** A club without lessons of its own is taken to meet for an hour after lessons, on every taught day. */
export const CLUB_MS = 60 * 60_000

/** One club, where its hours are not in the timetable (else its lessons tell). */
export function clubEvidence(of: PersonDay): void {
  const { book, person, day } = of
  for (const { own, other, flags } of companions(of, 'club')) {
    const { group, school } = own
    if (!school?.taught(day).taught || school.timetabled(day).has(group.id)) continue
    const b = other.enrolment.person
    const begins = Math.max(
      school.hull(day, book.shiftOf(person, day)).to,
      school.hull(day, book.shiftOf(b, day)).to,
    )
    const time = { from: begins, to: begins + CLUB_MS }
    const shared = together(thereFor(book, person, day, own, time), thereFor(book, b, day, own, time))
    if (!shared) continue
    of.add(b, {
      setting: 'club',
      distance: 'near',
      label: group.name,
      source: { kind: 'group', id: group.id },
      ...stretchOf(shared),
      flags: shared.flags | flags,
    })
  }
}

/**
 * Nobody scans out, so a stay without an end may have lasted through the club. Members from other schools come without
 * passing this school's gates.
 */
function thereFor(
  book: Book,
  person: string,
  day: string,
  { school }: Membership,
  time: Stretch,
): readonly Window[] {
  if (!school) return []
  const home = book.homeSchool(person, day)
  if (home === school) return book.windows(person, day, { school, site: null, lasting: true }, time)
  const came = book.outside(person) || book.stays(person, day).length > 0
  return came || (home !== null && book.due(person, home, day))
    ? [{ ...time, flags: FLAGS['presence-inferred'] }]
    : []
}
