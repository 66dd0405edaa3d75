import { together } from '../facts/together.ts'
import type { PersonDay } from './evidence.ts'
import { companions } from './groups.ts'
import { stretchOf } from './lessons.ts'

/** One lunch table, over the shift's longest pause of a taught day. */
export function tableEvidence(of: PersonDay): void {
  const { book, person, day } = of
  for (const { own, other, flags } of companions(of, 'table')) {
    const { group, school } = own
    if (!school?.taught(day).taught) continue
    const time = school.lunch(day, school.shiftName(group.shift))
    const at = { school, site: null }
    const shared = together(
      book.windows(person, day, at, time),
      book.windows(other.enrolment.person, day, at, time),
    )
    if (!shared) continue
    of.add(other.enrolment.person, {
      setting: 'table',
      distance: 'near',
      label: group.name,
      source: { kind: 'group', id: group.id },
      ...stretchOf(shared),
      flags: shared.flags | flags,
    })
  }
}
