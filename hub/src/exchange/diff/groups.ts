import type { Group } from '@schoolgate/protocol/directory/group'
import type { Room } from '@schoolgate/protocol/directory/places'
import { fold } from '@schoolgate/protocol/fold'
import { lookOf } from '../look.ts'
import type { RosterGroup } from '../model.ts'
import { isPlain } from '../plain/source.ts'
import { openOn } from './changes.ts'
import type { UnitWork } from './unit.ts'

export interface UnitGroups {
  /** our id by the file's */
  ids: Map<string, string>
  /** by our id, as they will be */
  byId: Map<string, Group>
  /** ids of groups made by this import */
  made: Set<string>
}

/** Classes, sections and other groups of a school. */
export function diffGroups(work: UnitWork, terms: ReadonlyMap<string, string>): UnitGroups {
  const { plan, unit, current, changes } = work
  const groups: UnitGroups = {
    ids: new Map(),
    byId: new Map(current.group.map(group => [group.id, group])),
    made: new Set(),
  }
  const there = new Map(current.group.map(group => [group.source, group]))
  for (const group of current.group) groups.ids.set(group.source, group.id)
  if (unit.above) return groups
  const place = unit.places[0] as string
  const rooms = new RoomsByName(work, place)
  const said = plan.said.groups.get(place) ?? []
  const seen = new Set<string>()
  for (const group of halvesLast(said)) {
    const before =
      there.get(group.source) ?? (group.byName ? named(current.group, group, plan.today) : undefined)
    const id = before?.id ?? plan.ids.record()
    groups.ids.set(group.source, id)
    seen.add(id)
    // Made by hand and found by its name: it is not ours to change.
    if (before && before.source !== group.source) continue
    const record = merged(group, before, { id, place, terms, groups, rooms, work })
    if (before === undefined) groups.made.add(id)
    groups.byId.set(id, record)
    changes.put('group', record, before)
  }
  for (const group of current.group) {
    if (seen.has(group.id) || !openOn(group, plan.today)) continue
    if (plan.roster.gone.groups.has(group.source) || (isOver(group, work) && group.source !== group.id)) {
      groups.byId.set(group.id, { ...group, to: work.yesterday })
      // Lessons and seat plans name it, so it ends and is not removed.
      const begun = group.from !== null && group.from > work.yesterday ? { from: work.yesterday } : {}
      changes.put('group', { ...group, ...begun, to: work.yesterday }, group)
    }
  }
  return groups
}

function isOver(group: Group, { plan }: UnitWork): boolean {
  const { roster } = plan
  if (!plan.spoken(group.place)) return false
  if (roster.plain) return roster.whole.groups && isPlain(group.source) && roster.plain.groups.has(group.kind)
  return roster.whole.groups && !isPlain(group.source)
}

interface Merge {
  id: string
  place: string
  terms: ReadonlyMap<string, string>
  groups: UnitGroups
  rooms: RoomsByName
  work: UnitWork
}

function merged(said: RosterGroup, before: Group | undefined, merge: Merge): Group {
  const { id, place, terms, groups, rooms, work } = merge
  const { plan } = work
  const termIds = said.terms?.map(term => terms.get(term)).filter(term => term !== undefined)
  const course = said.course === null || said.course === undefined ? said.course : courseOf(said.course, work)
  const parent = said.parent === null || said.parent === undefined ? said.parent : groups.ids.get(said.parent)
  return {
    id,
    source: said.source,
    place,
    kind: said.kind,
    name: said.name,
    // An empty cell says nothing of what people here have set.
    grade: said.grade ?? before?.grade ?? null,
    shift: before?.shift ?? null,
    room: (said.room ? rooms.id(said.room) : undefined) ?? before?.room ?? null,
    parent: parent === undefined ? (before?.parent ?? null) : parent,
    course: course === undefined ? (before?.course ?? null) : course,
    terms: termIds ?? before?.terms ?? [],
    from: said.from === undefined ? (before?.from ?? null) : said.from,
    to: said.to === undefined ? reopened(before, plan.today) : said.to,
  }
}

/** A group that is in the file again is not over. */
const reopened = (before: Group | undefined, today: string): string | null =>
  before && openOn(before, today) ? before.to : null

function courseOf(source: string, { plan }: UnitWork): string | undefined {
  const said = plan.roster.courses.has(source) || plan.known.courses.has(source)
  return said ? plan.courseId(source) : undefined
}

const halvesLast = (groups: readonly RosterGroup[]): RosterGroup[] =>
  groups.toSorted((a, b) => Number(a.kind === 'half') - Number(b.kind === 'half'))

function named(groups: readonly Group[], said: RosterGroup, today: string): Group | undefined {
  const look = lookOf(said.name)
  return groups.find(g => g.kind === said.kind && openOn(g, today) && lookOf(g.name) === look)
}

/** Rooms by the names a file gives them; a name nobody knows becomes a classroom. */
class RoomsByName {
  readonly #work: UnitWork
  readonly #place: string
  readonly #ids = new Map<string, string>()

  constructor(work: UnitWork, place: string) {
    this.#work = work
    this.#place = place
    for (const room of work.current.room) this.#ids.set(fold(room.name), room.id)
  }

  id(name: string): string {
    const key = fold(name)
    const known = this.#ids.get(key)
    if (known !== undefined) return known
    const { plan, changes } = this.#work
    const room: Room = {
      id: plan.ids.record(),
      place: this.#place,
      site: plan.site(this.#place).id,
      name,
      kind: 'classroom',
      capacity: null,
    }
    changes.put('room', room, undefined)
    this.#ids.set(key, room.id)
    return room.id
  }
}
