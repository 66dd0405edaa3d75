import { fold } from '@schoolgate/protocol/fold'
import { LOCALES, type Locale } from '@schoolgate/protocol/locale'
import type { FaultBook } from '../fault-book.ts'
import { fault } from '../fault-codes.ts'
import type { Known, RosterPlace } from '../model.ts'
import type { Draft, OrgRow } from './draft.ts'
import type { OrgType } from './files.ts'

/** Where an organisation of the file lies. */
export type OrgPlace =
  /** at or under the place of the import: source of the place */
  | { place: string; kind: RosterPlace['kind'] }
  /** above it, or beside */
  | 'above'
  /** a school that is not under the place of the import */
  | 'outside'
  /** there, but with a fault that was said already */
  | 'faulty'
  | undefined

export interface LinkedOrgs {
  root: string
  places: Map<string, RosterPlace>
  of(org: string): OrgPlace
}

const KINDS: Record<Exclude<OrgType, 'department'>, RosterPlace['kind']> = {
  national: 'nation',
  state: 'province',
  local: 'district',
  district: 'district',
  school: 'school',
}
const RANK: Record<RosterPlace['kind'], number> = { nation: 0, province: 1, district: 2, school: 3 }

const kindOf = (org: OrgRow): RosterPlace['kind'] | undefined =>
  org.type === undefined || org.type === 'department' ? undefined : KINDS[org.type]

/**
 * Organisations to places of our tree. A department has no place of its own: it counts as the organisation it is a
 * part of. Faults of the tree keep the whole file back, as everything hangs on it.
 */
export function linkOrgs(draft: Draft, known: Known, faults: FaultBook): LinkedOrgs {
  const { orgs } = draft
  const file = draft.names.orgs
  checkParents(draft, known, faults)
  const root = rootOf(draft, known)
  const places = new Map<string, RosterPlace>()
  const found = new Map<string, OrgPlace>()
  const rootRank = RANK[known.place.kind]

  const inHub = (source: string): OrgPlace => {
    if (source === root || source === known.place.source || source === known.place.id)
      return { place: root, kind: known.place.kind }
    if (known.above.has(source)) return 'above'
    const place = known.places.get(source)
    if (place === undefined) return draft.partial.has('orgs') ? 'faulty' : undefined
    return { place: source, kind: place.kind }
  }

  const of = (id: string): OrgPlace => {
    const org = orgs.get(id)
    if (org === undefined) return inHub(id)
    if (found.has(id)) return found.get(id)
    // A cycle was said already; here it only must not turn for ever.
    found.set(id, 'faulty')
    const where = place(org)
    found.set(id, where)
    return where
  }

  const place = (org: OrgRow): OrgPlace => {
    const kind = kindOf(org)
    const upper = org.parent === '' ? undefined : of(org.parent)
    if (org.type === 'department') return upper ?? { place: root, kind: known.place.kind }
    if (kind === undefined || upper === 'faulty') return 'faulty'
    if (org.id === root) {
      places.set(root, rosterPlace(org, kind, null))
      return { place: root, kind }
    }
    const spot = { file, line: org.line, value: org.id }
    if (RANK[kind] <= rootRank) {
      if (kind !== 'school') {
        faults.add(fault('org-above', { ...spot, column: 'sourcedId' }))
        return 'above'
      }
      faults.add(fault('org-outside', { ...spot, school: org.id }, { place: known.place.name }))
      return 'outside'
    }
    const foreign = upper === 'outside' || (upper === 'above' && strange(org.parent))
    if (foreign) {
      if (kind !== 'school') return 'above'
      faults.add(fault('org-outside', { ...spot, school: org.id }, { place: known.place.name }))
      return 'outside'
    }
    const parent = typeof upper === 'object' ? upper : { place: root, kind: known.place.kind }
    if (RANK[parent.kind] > RANK[kind] || parent.kind === 'school') {
      faults.add(fault('org-order', { ...spot, column: 'parentSourcedId' }, { kind, parent: parent.kind }))
      return 'faulty'
    }
    places.set(org.id, rosterPlace(org, kind, parent.place))
    return { place: org.id, kind }
  }

  /** Beside the place of the import, not above it: another branch of the same rank. */
  const strange = (id: string): boolean => {
    const org = orgs.get(id)
    const kind = org && kindOf(org)
    return kind !== undefined && RANK[kind] === rootRank
  }

  for (const id of orgs.keys()) of(id)
  const somewhere = [...places.values()].some(p => p.kind === 'school')
  const doubtful = [...found.values()].some(where => where === 'faulty' || where === 'outside')
  if (orgs.size > 0 && !somewhere && !doubtful) faults.add(fault('school-none', { file }))
  return { root, places, of }
}

function rosterPlace(org: OrgRow, kind: RosterPlace['kind'], parent: string | null): RosterPlace {
  const locale = LOCALES.find(l => l === org.locale) as Locale | undefined
  return {
    source: org.id,
    kind,
    name: org.name,
    number: org.number,
    parent,
    line: org.line,
    ...(org.timeZone !== '' && { timeZone: org.timeZone }),
    ...(locale && { locale }),
  }
}

/**
 * What the file calls the place of the import: by its id; where the place was made by hand, the only organisation of
 * its kind, or the only one of its name or number.
 */
function rootOf(draft: Draft, known: Known): string {
  const { place } = known
  if (draft.orgs.has(place.source)) return place.source
  if (draft.orgs.has(place.id)) return place.id
  if (place.source !== place.id) return place.source
  const same = [...draft.orgs.values()].filter(org => kindOf(org) === place.kind)
  if (same.length === 1) return (same[0] as OrgRow).id
  const named = same.filter(org => fold(org.name) === fold(place.name))
  return named.length === 1 ? (named[0] as OrgRow).id : place.source
}

function checkParents(draft: Draft, known: Known, faults: FaultBook): void {
  const file = draft.names.orgs
  const told = new Set<string>()
  for (const org of draft.orgs.values()) {
    if (org.parent === '') continue
    const spot = { file, line: org.line, column: 'parentSourcedId', value: org.parent }
    if (!draft.orgs.has(org.parent)) {
      if (draft.partial.has('orgs')) continue
      const there =
        known.above.has(org.parent) || known.places.has(org.parent) || org.parent === known.place.source
      if (!there) faults.add(fault('org-parent-unknown', spot))
      continue
    }
    const cycle = cycleFrom(org.id, id => draft.orgs.get(id)?.parent)
    if (cycle === undefined || cycle.some(id => told.has(id))) continue
    for (const id of cycle) told.add(id)
    faults.add(fault('org-cycle', spot, { path: [...cycle, cycle[0]].join(' > ') }))
  }
}

/** The ids from `id` up and back to it, if its parents lead there. */
export function cycleFrom(id: string, parentOf: (id: string) => string | undefined): string[] | undefined {
  const path = [id]
  const seen = new Set(path)
  for (let at = parentOf(id); at !== undefined && at !== ''; at = parentOf(at)) {
    if (at === id) return path
    if (seen.has(at)) return undefined
    seen.add(at)
    path.push(at)
  }
  return undefined
}
