import type { Jurisdiction } from '@schoolgate/protocol/directory/places'
import type { RecordKind } from '@schoolgate/protocol/directory/records'
import type { Alarm } from '@schoolgate/protocol/feed/alarm'
import type { Directory, JurisdictionRow, SiteRow } from '../store/place-types.ts'
import type { TraceStore } from '../store/trace-types.ts'
import type { Alarms } from '../store/types.ts'
import { scopedPerson } from './scoped-person.ts'
import { type PlaceStore, scopedPlace } from './scoped-place.ts'
import { type ScopedGate, type ScopedSite, type SiteStore, scopedGate, scopedSite } from './scoped-site.ts'
import { scopedTracing } from './scoped-tracing.ts'
import type { ScopedTracing } from './trace-types.ts'
import type { ScopedBatch, ScopedCard, ScopedGroup, ScopedPerson, ScopedPlace, ScopedTree } from './types.ts'

export type { ScopedGate, ScopedSite }

/** The part of the store that officers' questions are answered from. */
export interface ScopedStore extends PlaceStore, Omit<SiteStore, 'directory' | 'cards'> {
  directory: SiteStore['directory'] & Pick<Directory, 'sitesUnder' | 'site' | 'gate'>
  alarms: Pick<Alarms, 'alarm'>
  trace: TraceStore
}

/** Whose place in the tree decides. */
export interface ScopeHolder {
  id: string
  /** stands in the history of what they change */
  name: string
  jurisdiction: JurisdictionRow
}

/** Everything an officer may ask. What lies outside is `undefined`, just like what does not exist. */
export interface Scope {
  sites(): Promise<ScopedSite[]>
  site(id: string): Promise<ScopedSite | undefined>
  gate(id: string): Promise<ScopedGate | undefined>
  alarm(id: string): Promise<Alarm | undefined>
  tree(): Promise<ScopedTree>
  place(id: string): Promise<ScopedPlace | undefined>
  group(id: string): Promise<ScopedGroup | undefined>
  person(id: string): Promise<ScopedPerson | undefined>
  card(id: string): Promise<ScopedCard | undefined>
  batch(id: string): Promise<ScopedBatch | undefined>
  tracing(): ScopedTracing
}

/** The single query layer: the store as seen from an officer's place in the tree. */
export function scoped(store: ScopedStore, officer: ScopeHolder): Scope {
  const { directory, alarms, records, cards } = store
  const own = officer.jurisdiction.path

  async function place(id: string): Promise<ScopedPlace | undefined> {
    const row = await records.get('jurisdiction', id)
    return row?.path.startsWith(own) ? scopedPlace(store, row, officer) : undefined
  }
  const open = async (row: SiteRow): Promise<ScopedSite | undefined> => {
    const at = await place(row.jurisdiction)
    return at && scopedSite(store, row, at, officer.id)
  }
  async function site(id: string): Promise<ScopedSite | undefined> {
    const row = await directory.site(id)
    return row && open(row)
  }
  async function person(id: string): Promise<ScopedPerson | undefined> {
    const row = await records.get('person', id)
    const at = row && (await place(row.place))
    return row && at && scopedPerson(store, row, at, own)
  }
  /** every record of a kind under the officer's jurisdiction: only for the few of a tree */
  async function all<K extends RecordKind>(kind: K) {
    const rows = []
    for (let after = ''; ; ) {
      const page = await records.under(kind, own, after, TREE_PAGE)
      rows.push(...page)
      const last = page.at(-1)
      if (page.length < TREE_PAGE || !last) return rows
      after = last.id
    }
  }

  /** Those who go to school, at each place and all above it. */
  async function countPeople(places: readonly Jurisdiction[]): Promise<Map<string, number>> {
    const people = new Map<string, number>()
    const paths = new Map(places.map(row => [row.id, row.path]))
    for (const [at, role, n] of await records.peopleByPlace(own)) {
      if (role === 'guardian' || role === 'visitor') continue
      for (const id of (paths.get(at) ?? '').split('/').filter(part => paths.has(part)))
        people.set(id, (people.get(id) ?? 0) + n)
    }
    return people
  }

  return {
    place,
    site,
    person,
    async sites() {
      const rows = await directory.sitesUnder(own)
      const places = await records.many('jurisdiction', [...new Set(rows.map(row => row.jurisdiction))])
      const opened = new Map(places.map(row => [row.id, scopedPlace(store, row, officer)]))
      return rows.flatMap(row => {
        const at = opened.get(row.jurisdiction)
        return at ? [scopedSite(store, row, at, officer.id)] : []
      })
    },
    async gate(id) {
      const row = await directory.gate(id)
      const at = row && (await site(row.site))
      return row && at && scopedGate(store, row, at)
    },
    async alarm(id) {
      const found = await alarms.alarm(id)
      return found && (await site(found.site)) ? found.alarm : undefined
    },
    async tree() {
      const ids = own.split('/').filter(id => id !== '' && id !== officer.jurisdiction.id)
      const above = ids.length === 0 ? [] : await records.many('jurisdiction', ids)
      const [mine, sites, gates] = await Promise.all([all('jurisdiction'), all('site'), all('gate')])
      return { jurisdictions: [...above, ...mine], sites, gates, people: await countPeople(mine) }
    },
    async group(id) {
      const row = await records.get('group', id)
      const at = row && (await place(row.place))
      return row && at && { row, place: at }
    },
    async card(id) {
      const row = await cards.card(id)
      const holder = row && (await person(row.person))
      return row && holder && { row, person: holder }
    },
    async batch(id) {
      const row = await records.batch(id)
      const at = row && (await place(row.place))
      return row && at && { row, place: at }
    },
    tracing: () => scopedTracing({ records, trace: store.trace, directory, own, place }),
  }
}

const TREE_PAGE = 2000
