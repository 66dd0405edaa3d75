import type { FaultBook } from '../fault-book.ts'
import { fault } from '../fault-codes.ts'
import type { Known, Roster } from '../model.ts'

/** What can only be said against the directory: ids that are something else here, deletions of what nobody knows. */
export function checkKnown(
  roster: Roster,
  known: Known,
  faults: FaultBook,
  lines: { gonePeople: ReadonlyMap<string, number>; goneGroups: ReadonlyMap<string, number> },
  names: { users: string; classes: string; orgs: string },
): void {
  const schoolOf = (place: string) => known.tree.get(place)?.source ?? ''
  for (const person of roster.people.values()) {
    const there = known.people.get(person.source)
    if (there?.role !== 'visitor') continue
    const spot = { file: person.file, line: person.line, value: person.source, school: schoolOf(there.place) }
    faults.add(fault('id-taken', spot, { kind: there.role }))
  }
  for (const place of roster.places.values()) {
    const there = known.places.get(place.source)
    if (there === undefined || there.kind === place.kind || place.source === roster.root) continue
    const spot = { file: names.orgs, line: place.line, column: 'type', value: place.source }
    faults.add(fault('id-taken', spot, { kind: there.kind }))
  }
  for (const [id, line] of lines.gonePeople) {
    if (!known.people.has(id))
      faults.add(fault('delta-unknown', { file: names.users, line, column: 'sourcedId', value: id }))
  }
  for (const [id, line] of lines.goneGroups) {
    if (!known.groups.has(id))
      faults.add(fault('delta-unknown', { file: names.classes, line, column: 'sourcedId', value: id }))
  }
}
