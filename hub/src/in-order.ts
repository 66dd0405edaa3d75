import type { StoredEntry } from './store/log-types.ts'

export interface InOrderDeps {
  /** whether a site's names are in memory */
  named(site: string): boolean
  load(site: string): Promise<void>
  tell(entries: StoredEntry[]): void
  failed: (error: unknown) => void
}

/**
 * Hands committed entries on in log order: at once, or, while the names of a site are read for the first time,
 * after that.
 * @returns take, and idle, which resolves once nothing waits
 */
export function inOrder({ named, load, tell, failed }: InOrderDeps) {
  let last: Promise<void> | undefined
  return {
    take(entries: StoredEntry[]): void {
      const unread = new Set<string>()
      for (const { site } of entries) if (!named(site)) unread.add(site)
      if (last === undefined && unread.size === 0) {
        tell(entries)
        return
      }
      const mine: Promise<void> = (last ?? Promise.resolve())
        .then(() => Promise.all([...unread].map(load)))
        .catch(failed)
        .then(() => tell(entries))
        .catch(failed)
        .then(() => {
          if (last === mine) last = undefined
        })
      last = mine
    },
    async idle(): Promise<void> {
      await last
    },
  }
}
