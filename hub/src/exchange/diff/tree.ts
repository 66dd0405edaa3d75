import type { Jurisdiction, Site } from '@schoolgate/protocol/directory/places'
import type { RosterPlace } from '../model.ts'
import type { UnitWork } from './unit.ts'

const RANK: Record<Jurisdiction['kind'], number> = { nation: 0, province: 1, district: 2, school: 3 }

/**
 * Places and their campuses. All that may be made come with the first unit, so that a person shared by two schools
 * has where to be at home whichever is applied first. The place of the import keeps its name: whoever imports into it
 * chose it.
 */
export function diffTree(work: UnitWork): void {
  const { plan, unit } = work
  const { roster, known, changes } = { ...plan, changes: work.changes }
  const first = unit.above || known.place.kind === 'school'
  if (!first) return
  const places = [...roster.places.values()].sort((a, b) => RANK[a.kind] - RANK[b.kind])
  for (const place of parentsFirst(places, roster.root)) {
    const id = plan.placeId(place.source)
    if (id === undefined || !plan.open(id)) continue
    const before = known.tree.get(id)
    const record = merged(place, id, before, work)
    changes.put('jurisdiction', record, before)
  }
  const homes = new Set<string>()
  for (const source of roster.people.keys()) {
    const home = plan.home(source)
    if (home !== undefined) homes.add(home)
  }
  for (const other of plan.units) {
    for (const id of other.places) {
      if (!plan.open(id) || known.sites.get(id)?.length || (other.above && !homes.has(id))) continue
      const said = [...roster.places.values()].find(place => plan.placeId(place.source) === id)
      const { id: site, locale } = plan.site(id)
      const record: Site = {
        id: site,
        place: id,
        name: said?.name ?? known.tree.get(id)?.name ?? '',
        timeZone: said?.timeZone ?? plan.defaults.timeZone,
        locale,
      }
      changes.put('site', record, undefined)
    }
  }
}

function merged(
  place: RosterPlace,
  id: string,
  before: Jurisdiction | undefined,
  { plan }: UnitWork,
): Jurisdiction {
  const isRoot = id === plan.known.place.id
  if (isRoot && before) return { ...before, source: place.source }
  const parent = place.parent === null ? plan.known.place.id : (plan.placeId(place.parent) as string)
  return {
    id,
    place: id,
    source: place.source,
    parent,
    kind: place.kind,
    name: place.name,
    number: place.number,
    // The store's own word.
    path: before?.path ?? '',
  }
}

/** Within a rank a place may lie in another: the outer one comes first. */
function parentsFirst(places: readonly RosterPlace[], root: string): RosterPlace[] {
  const bySource = new Map(places.map(place => [place.source, place]))
  const done = new Set<string>()
  const ordered: RosterPlace[] = []
  const add = (place: RosterPlace) => {
    if (done.has(place.source)) return
    done.add(place.source)
    const parent = place.source === root || place.parent === null ? undefined : bySource.get(place.parent)
    if (parent) add(parent)
    ordered.push(place)
  }
  for (const place of places) add(place)
  return ordered
}
