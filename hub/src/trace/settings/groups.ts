import type { GroupKind } from '@schoolgate/protocol/directory/group'
import type { Membership } from '../facts/belonging.ts'
import { FLAGS } from '../facts/flags.ts'
import type { PersonDay } from './evidence.ts'

/** Somebody's groups of a kind on a day, each with the others in it. */
export function* companions(
  { book, person, day }: PersonDay,
  kind: GroupKind,
): Generator<{ own: Membership; other: Membership; flags: number }> {
  const met = new Set<string>()
  for (const own of book.memberships(person, day)) {
    if (own.group.kind !== kind || met.has(own.group.id)) continue
    met.add(own.group.id)
    for (const other of book.members(own.group.id, day)) {
      if (other.enrolment.person === person) continue
      yield { own, other, flags: changed(own, day) | changed(other, day) }
    }
  }
}

const changed = ({ enrolment, school }: Membership, day: string): number =>
  school?.changedAfter(enrolment.id, day) ? FLAGS['changed-since'] : 0
