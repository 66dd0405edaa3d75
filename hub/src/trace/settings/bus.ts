import type { Book } from '../facts/book.ts'
import { FLAGS } from '../facts/flags.ts'
import type { Stretch } from '../facts/stretch.ts'
import { minutesOf, type PersonDay } from './evidence.ts'
import { companions } from './groups.ts'

/** How long a ride to or from school is taken to last: no timetable of buses is kept. */
export const RIDE_MS = 30 * 60_000
/** A bus may be this late, or the queue at the gate this long, and somebody still came with it. */
export const RIDE_SLACK_MS = 15 * 60_000

/** One school bus: before the first lesson of the riders' shift and after its last, on days they came. */
export function busEvidence(of: PersonDay): void {
  const { book, person, day } = of
  let mine: Rides | null | undefined
  for (const { own, other, flags } of companions(of, 'bus')) {
    mine ??= ridesOf(book, person, day)
    if (!mine) return
    const b = other.enrolment.person
    const theirs = book.outside(b) ? outsideRides(mine) : ridesOf(book, b, day)
    if (!theirs) continue
    for (const way of ['there', 'back'] as const) {
      const [one, two] = [mine[way], theirs[way]]
      if (!one || !two) continue
      const from = Math.max(one.from, two.from)
      const to = Math.min(one.to, two.to)
      if (from >= to) continue
      of.add(b, {
        setting: 'bus',
        distance: 'near',
        label: own.group.name,
        source: { kind: 'group', id: own.group.id },
        from,
        to,
        minutes: minutesOf(to - from),
        flags: flags | one.flags | two.flags,
      })
    }
  }
}

type Ride = Stretch & { flags: number }
interface Rides {
  there: Ride | null
  back: Ride | null
}

/** The rides somebody may have taken: their gate scans must allow it. Null: not at school that day. */
function ridesOf(book: Book, person: string, day: string): Rides | null {
  const school = book.homeSchool(person, day)
  if (!school?.taught(day).taught) return null
  const { from, to } = school.hull(day, book.shiftOf(person, day))
  const there = { from: from - RIDE_MS, to: from }
  const back = { from: to, to: to + RIDE_MS }
  const stays = book.stays(person, day)
  const first = stays[0]
  const last = stays.at(-1)
  if (!first || !last) {
    if (!book.due(person, school, day)) return null
    const flags = FLAGS['presence-inferred']
    return { there: { ...there, flags }, back: { ...back, flags } }
  }
  const came = first.from >= there.from && first.from <= there.to + RIDE_SLACK_MS
  const went = last.open || (last.to >= back.from - RIDE_SLACK_MS && last.to <= back.to)
  return {
    there: came ? { ...there, flags: first.flags & ~FLAGS['end-inferred'] } : null,
    back: went ? { ...back, flags: last.flags } : null,
  }
}

/** Of somebody beyond the officer's part nothing is known but that they are on this bus. */
function outsideRides({ there, back }: Rides): Rides {
  const flags = FLAGS['presence-inferred']
  return { there: there && { ...there, flags }, back: back && { ...back, flags } }
}
