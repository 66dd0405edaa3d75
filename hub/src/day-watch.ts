import type { SiteRow } from './store/place-types.ts'
import type { Records } from './store/record-types.ts'

export interface DayWatchDeps {
  records: Pick<Records, 'refreshGroupNames'>
  sites(): Iterable<Pick<SiteRow, 'id' | 'timeZone'>>
  /** local ISO day at a zone now */
  localDay(timeZone: string): string
}

/**
 * Brings everybody's home class in step when a new day begins at their site, and once after a start: enrolments begin
 * and end without anybody touching them.
 * @returns look: one pass
 */
export function dayWatch({ records, sites, localDay }: DayWatchDeps): () => Promise<void> {
  const known = new Map<string, string>()
  return async () => {
    for (const { id, timeZone } of sites()) {
      const day = localDay(timeZone)
      if (known.get(id) === day) continue
      await records.refreshGroupNames(id, day)
      known.set(id, day)
    }
  }
}
