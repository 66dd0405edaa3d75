import type { Jurisdiction } from '@schoolgate/protocol/directory/places'
import { fold } from '@schoolgate/protocol/fold'
import type { Locale } from '@schoolgate/protocol/locale'
import type { FaultBook } from '../fault-book.ts'
import { fault } from '../fault-codes.ts'
import type { Known, Roster, RosterPerson, RosterPlace } from '../model.ts'
import { type ByPlace, byPlace } from './by-place.ts'

export interface PlanSetting {
  roster: Roster
  known: Known
  faults: FaultBook
  /** ISO day at the place of the import */
  today: string
  /** of new campuses */
  defaults: { timeZone: string; locale: Locale }
  ids: NewIds
}

/** Random ids: 16 hexadecimal digits of a person, short opaque ones of other records. */
export interface NewIds {
  person(): string
  record(): string
}

/** A part of the difference that is made all or not at all: a school, or what lies above the schools. */
export interface Unit {
  /** source id of the school, as in faults; of what lies above, of the place of the import */
  source: string
  name: string
  /** our place; null until it is made */
  place: string | null
  /** ids of the places whose records it holds */
  places: string[]
  above: boolean
}

/**
 * What the difference rests on, for all schools together: which of our places each of the file's is, where everybody
 * is at home, who is archived, and the ids of what is new. Faulty schools are left out of all of it.
 */
export interface Plan extends PlanSetting {
  units: Unit[]
  /** our id of a place of the file */
  placeId(source: string): string | undefined
  /** whether anything of this place may be changed */
  open(place: string): boolean
  /** whether the file names this place, so that what it does not list there is gone */
  spoken(place: string): boolean
  /** where somebody of the file is at home; undefined: left as they are */
  home(source: string): string | undefined
  personId(source: string): string
  courseId(source: string): string
  /** campus of a place for somebody new there, and its language */
  site(place: string): { id: string; locale: Locale; made: boolean }
  /** ids of people to be archived */
  archiving: Set<string>
  /** people new to us who are written already, by source */
  made: Set<string>
  /** sources of known people, by id */
  byId: ReadonlyMap<string, string>
  said: ByPlace
}

/** Archived for good: no file brings them back. */
const FOR_GOOD = new Set(['deceased', 'duplicate'])

export function makePlan(setting: PlanSetting): Plan {
  const { roster, known, faults, ids } = setting
  const faulty = faults.faulty
  const matched = matchPlaces(roster, known, ids)
  const ownSource = new Map([...matched].map(([source, id]) => [id, source]))
  const kindAt = (place: string) =>
    roster.places.get(ownSource.get(place) ?? '')?.kind ?? known.tree.get(place)?.kind
  const placeId = (source: string) => matched.get(source) ?? known.places.get(source)?.id
  const sourceAt = (place: string) => ownSource.get(place) ?? known.tree.get(place)?.source ?? place

  const open = (place: string): boolean => kindAt(place) !== undefined && !faulty.has(sourceAt(place))

  const people = new Map<string, string>()
  const courses = new Map<string, string>()
  const sites = new Map<string, { id: string; locale: Locale; made: boolean }>()
  const childrenOf = Map.groupBy(roster.links, link => link.guardian)
  const homes = new Map<string, string | undefined>()

  const home = (source: string): string | undefined => {
    if (homes.has(source)) return homes.get(source)
    homes.set(source, undefined)
    const person = roster.people.get(source)
    const found = person && findHome(person)
    homes.set(source, found)
    return found
  }

  const findHome = (person: RosterPerson): string | undefined => {
    const there = known.people.get(person.source)
    if (there && (!open(there.place) || there.role === 'visitor')) return undefined
    if (there?.status === 'archived' && FOR_GOOD.has(there.reason ?? '')) return undefined
    const named = person.homes.map(placeId).filter(id => id !== undefined)
    if ((person.role ?? there?.role) === 'guardian') {
      for (const link of childrenOf.get(person.source) ?? []) {
        const child = home(link.child) ?? known.people.get(link.child)?.place
        if (child !== undefined && !named.includes(child)) named.push(child)
      }
    }
    const usable = named.filter(open)
    if (there && (named.length === 0 || (!person.settled && usable.includes(there.place)))) return there.place
    return usable[0]
  }

  const plan: Plan = {
    ...setting,
    units: [],
    placeId,
    open,
    spoken: place => roster.plain !== undefined || roster.places.has(sourceAt(place)),
    home,
    personId: source => entry(people, source, () => known.people.get(source)?.id ?? ids.person()),
    courseId: source => entry(courses, source, () => known.courses.get(source)?.id ?? ids.record()),
    site: place =>
      entry(sites, place, () => {
        const first = known.sites.get(place)?.[0]
        if (first) return { id: first.id, locale: first.locale, made: false }
        const said = roster.places.get(ownSource.get(place) ?? '')
        return { id: ids.record(), locale: said?.locale ?? setting.defaults.locale, made: true }
      }),
    archiving: new Set(),
    made: new Set(),
    byId: new Map([...known.people.values()].map(p => [p.id, p.source])),
    said: byPlace(roster, known, placeId, home),
  }
  plan.units = makeUnits(plan, sourceAt, kindAt)
  findArchived(plan)
  return plan
}

/**
 * Our places for the file's: by source id; a place made by hand also by its number or its name, where only one has it,
 * since its gates and kiosks are there already. New ones get an id.
 */
function matchPlaces(roster: Roster, known: Known, ids: NewIds): Map<string, string> {
  const matched = new Map<string, string>([[roster.root, known.place.id]])
  const taken = new Set<string>([known.place.id])
  const rest: RosterPlace[] = []
  for (const place of roster.places.values()) {
    if (place.source === roster.root) continue
    const there = known.places.get(place.source)
    if (there && there.kind === place.kind && !taken.has(there.id)) {
      matched.set(place.source, there.id)
      taken.add(there.id)
    } else rest.push(place)
  }
  const byHand = [...known.tree.values()].filter(p => p.source === p.id && !taken.has(p.id))
  for (const place of rest) {
    const same = byHand.filter(p => p.kind === place.kind && !taken.has(p.id))
    const numbered = same.filter(p => p.number !== null && p.number === place.number)
    const named = same.filter(p => fold(p.name) === fold(place.name))
    const one = numbered.length === 1 ? numbered[0] : named.length === 1 ? named[0] : undefined
    if (one) taken.add(one.id)
    matched.set(place.source, one?.id ?? ids.record())
  }
  return matched
}

function makeUnits(
  plan: Plan,
  sourceAt: (place: string) => string,
  kindAt: (place: string) => Jurisdiction['kind'] | undefined,
): Unit[] {
  const { roster, known, faults } = plan
  const whole = roster.whole.people || roster.whole.enrolments || roster.whole.groups
  const named = new Set<string>()
  for (const source of roster.places.keys()) named.add(plan.placeId(source) as string)
  // A delta tells of places it does not name; what it takes away may be anywhere.
  const anywhere = roster.gone.enrolments.size + roster.gone.posts.size > 0
  for (const place of anywhere ? known.tree.keys() : touched(plan)) named.add(place)

  const units: Unit[] = []
  const aboveSchools = known.place.kind !== 'school'
  if (aboveSchools) {
    const places = [...new Set([...known.tree.keys(), ...named])].filter(id => kindAt(id) !== 'school')
    const { name } = known.place
    units.push({ source: roster.root, name, place: known.place.id, places, above: true })
  }
  for (const id of named) {
    if (kindAt(id) !== 'school') continue
    const source = sourceAt(id)
    const name = roster.places.get(source)?.name ?? known.tree.get(id)?.name ?? source
    units.push({ source, name, place: known.tree.has(id) ? id : null, places: [id], above: false })
  }
  if (whole && roster.kind !== 'plain') {
    for (const place of known.tree.values()) {
      if (place.kind !== 'school' || named.has(place.id) || !aboveSchools) continue
      faults.add(fault('school-not-in-file', { school: place.source }, { name: place.name }))
    }
  }
  return units
}

function* touched(plan: Plan): Generator<string> {
  const { roster, known } = plan
  for (const person of roster.people.values()) {
    const there = known.people.get(person.source)
    if (there) yield there.place
    for (const source of [...person.homes, ...(person.posts ?? []).map(post => post.place)]) {
      const id = plan.placeId(source)
      if (id !== undefined) yield id
    }
  }
  for (const group of roster.groups.values()) {
    const id = plan.placeId(group.place)
    if (id !== undefined) yield id
  }
  for (const { group } of roster.enrolments) {
    const there = known.groups.get(group)
    if (there) yield there.place
  }
  for (const source of roster.gone.people) {
    const there = known.people.get(source)
    if (there) yield there.place
  }
  for (const source of roster.gone.groups) {
    const there = known.groups.get(source)
    if (there) yield there.place
  }
}

/** Whoever came by an import and is in the file no more, at the places the file speaks of. */
function findArchived(plan: Plan): void {
  const { roster, known, archiving } = plan
  const roles = roster.plain?.roles
  for (const person of known.people.values()) {
    if (person.status === 'archived' || person.role === 'visitor') continue
    if (!plan.open(person.place)) continue
    if (roster.gone.people.has(person.source)) archiving.add(person.id)
    else if (roster.whole.people && !roster.people.has(person.source) && person.source !== person.id) {
      if (plan.spoken(person.place) && (roles === undefined || roles.has(person.role)))
        archiving.add(person.id)
    }
  }
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key)
  if (value === undefined) {
    value = make()
    map.set(key, value)
  }
  return value
}
