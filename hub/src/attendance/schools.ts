import type { Site } from '@schoolgate/protocol/directory/places'
import type { Records } from '../store/record-types.ts'

/** A school with its campuses. */
export interface School {
  place: string
  /** of its jurisdiction */
  path: string
  sites: Site[]
  /** of its first campus: a school lives by one clock */
  timeZone: string
}

const PAGE = 1000

/** Every place that has a campus, by id. */
export async function loadSchools(records: Pick<Records, 'under' | 'many'>): Promise<Map<string, School>> {
  const sites: Site[] = []
  for (let after = ''; ; ) {
    const page = await records.under('site', '/', after, PAGE)
    sites.push(...page)
    const last = page.at(-1)
    if (page.length < PAGE || !last) break
    after = last.id
  }
  const of = Map.groupBy(sites, site => site.place)
  const schools = new Map<string, School>()
  const ids = [...of.keys()].sort()
  for (let i = 0; i < ids.length; i += PAGE)
    for (const { id, path } of await records.many('jurisdiction', ids.slice(i, i + PAGE))) {
      const own = of.get(id) as Site[]
      schools.set(id, { place: id, path, sites: own, timeZone: own[0]?.timeZone ?? 'UTC' })
    }
  return schools
}
