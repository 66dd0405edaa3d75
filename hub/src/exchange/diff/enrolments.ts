import type { Enrolment } from '@schoolgate/protocol/directory/group'
import { isPlain } from '../plain/source.ts'
import { ofPlaces } from './by-place.ts'
import { openOn } from './changes.ts'
import type { UnitGroups } from './groups.ts'
import type { UnitWork } from './unit.ts'

/**
 * Who is in which group of a school. An enrolment is known by its id, its group and its person together: whoever
 * changes class gets a new one and the old one ends, so that the days spent in each stay told.
 */
export function diffEnrolments(work: UnitWork, groups: UnitGroups): void {
  const { plan, unit, current, changes } = work
  if (unit.above) return
  const there = new Map(current.enrolment.map(e => [keyOf(e), e]))
  const peopled = new Set(current.enrolment.map(e => e.group))
  const handClass = byHandClasses(work, groups)
  const after = new Map<string, Enrolment>()
  const seen = new Set<string>()

  for (const said of ofPlaces(plan.said.enrolments, unit.places)) {
    const group = groups.ids.get(said.group)
    if (group === undefined) continue
    const person = work.present(said.person)
    if (person === undefined || plan.archiving.has(person)) continue
    const before = there.get(`${said.source}\n${group}\n${person}`)
    const fresh = groups.made.has(group) || !peopled.has(group)
    const kind = groups.byId.get(group)?.kind
    const movedByHand =
      before !== undefined && kind === 'class' && before.to !== null && handClass.has(person)
    const record: Enrolment = {
      id: before?.id ?? plan.ids.record(),
      source: said.source,
      place: unit.places[0] as string,
      group,
      person,
      role: said.role,
      primary: said.primary,
      from: said.from ?? (before ? before.from : fresh ? null : plan.today),
      to: said.to ?? (movedByHand ? before.to : null),
    }
    if (seen.has(record.id)) continue
    seen.add(record.id)
    after.set(record.id, record)
    changes.put('enrolment', record, before)
  }

  for (const enrolment of current.enrolment) {
    if (seen.has(enrolment.id)) continue
    if (openOn(enrolment, plan.today) && isOver(enrolment, work, groups)) {
      changes.end('enrolment', enrolment, work.yesterday)
    } else after.set(enrolment.id, enrolment)
  }
  tellClasses(work, groups, after)
}

const keyOf = (e: Enrolment): string => `${e.source}\n${e.group}\n${e.person}`

function isOver(enrolment: Enrolment, { plan, here }: UnitWork, groups: UnitGroups): boolean {
  const { roster } = plan
  if (plan.archiving.has(enrolment.person) || roster.gone.enrolments.has(enrolment.source)) return true
  if (enrolment.source === enrolment.id) return false
  const source = plan.byId.get(enrolment.person)
  if (roster.plain) {
    const kind = groups.byId.get(enrolment.group)?.kind
    const spoken = source !== undefined && roster.people.has(source)
    return spoken && kind !== undefined && roster.plain.groups.has(kind) && isPlain(enrolment.source)
  }
  if (isPlain(enrolment.source)) return false
  if (roster.whole.enrolments && plan.spoken(enrolment.place)) return true
  // Of a school the file does not name: whoever left it for another.
  const home = source === undefined ? undefined : plan.home(source)
  return roster.whole.enrolments && home !== undefined && !here.has(home)
}

/** People in a class by hand, where the file still has the old one. */
function byHandClasses({ plan, current }: UnitWork, groups: UnitGroups): Set<string> {
  const people = new Set<string>()
  for (const e of current.enrolment) {
    if (e.source === e.id && openOn(e, plan.today) && groups.byId.get(e.group)?.kind === 'class')
      people.add(e.person)
  }
  return people
}

/** Pupils' home classes before and after, for the list of differences. */
function tellClasses(work: UnitWork, groups: UnitGroups, after: ReadonlyMap<string, Enrolment>): void {
  const { plan, current, classes } = work
  const names = (enrolments: Iterable<Enrolment>) => {
    const byPerson = new Map<string, string>()
    for (const e of enrolments) {
      const group = groups.byId.get(e.group)
      if (e.role !== 'student' || group?.kind !== 'class') continue
      if (!openOn(e, plan.today) || !openOn(group, plan.today)) continue
      if (e.from !== null && e.from > plan.today && byPerson.has(e.person)) continue
      byPerson.set(e.person, group.name)
    }
    return byPerson
  }
  const old = new Map(current.group.map(g => [g.id, g]))
  const before = new Map<string, string>()
  for (const e of current.enrolment) {
    const group = old.get(e.group)
    if (e.role !== 'student' || group?.kind !== 'class') continue
    if (openOn(e, plan.today) && openOn(group, plan.today)) before.set(e.person, group.name)
  }
  const now = names(after.values())
  for (const person of new Set([...before.keys(), ...now.keys()]))
    classes.set(person, { before: before.get(person) ?? '', after: now.get(person) ?? '' })
}
