import { FLAGS } from '../facts/flags.ts'
import { together } from '../facts/together.ts'
import type { PersonDay } from './evidence.ts'
import { planFlags, seated, stretchOf } from './lessons.ts'

/** One class on a taught day, where neither class nor pupil has a timetable: together from first bell to last. */
export function classEvidence(of: PersonDay): void {
  const { book, person, day } = of
  for (const { group, school, enrolment } of book.memberships(person, day)) {
    if (group.kind !== 'class' || !school?.taught(day).taught) continue
    if (!school.inPerson(group.id, group.parent, day)) continue
    const staff = enrolment.role === 'teacher' || enrolment.role === 'aide'
    const roster = book.roster(group.id, day)
    if (!staff && !roster.has(person)) continue
    if (!staff && !book.untimetabled(person, school, day)) continue
    const time = school.hull(day, school.shiftName(group.shift))
    const at = { school, site: null }
    const mine = book.windows(person, day, at, time)
    if (mine.length === 0) continue
    const source = { kind: 'group', id: group.id }
    const own = staff ? changedFlag(school.changedAfter(enrolment.id, day)) : (roster.get(person) ?? 0)
    const plan = staff ? null : school.planOf(group.id, group.room, day)
    for (const [pupil, changed] of roster) {
      if (pupil === person || !book.untimetabled(pupil, school, day)) continue
      const shared = together(mine, book.windows(pupil, day, at, time))
      if (!shared) continue
      const flags = shared.flags | own | changed
      of.add(pupil, {
        ...(staff
          ? ({ setting: 'teaching', distance: 'room' } as const)
          : seated(plan, person, pupil, 'class')),
        ...stretchOf(shared),
        label: group.name,
        source,
        flags: staff ? flags : flags | planFlags(plan, person, pupil, school, day),
      })
    }
    if (staff) continue
    for (const other of book.members(group.id, day)) {
      if (other.enrolment.role !== 'teacher' && other.enrolment.role !== 'aide') continue
      const shared = together(mine, book.windows(other.enrolment.person, day, at, time))
      if (!shared) continue
      of.add(other.enrolment.person, {
        setting: 'teaching',
        distance: 'room',
        ...stretchOf(shared),
        label: group.name,
        source,
        flags: shared.flags | own | changedFlag(school.changedAfter(other.enrolment.id, day)),
      })
    }
  }
}

const changedFlag = (changed: boolean): number => (changed ? FLAGS['changed-since'] : 0)
