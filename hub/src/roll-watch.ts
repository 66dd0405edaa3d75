import type { Cards } from './store/card-types.ts'
import type { Directory } from './store/place-types.ts'

export interface RollWatchDeps {
  directory: Pick<Directory, 'rosterVersions'>
  cards: Pick<Cards, 'configVersions'>
  /** sites somebody is connected to, by kiosk or screen */
  active(): Iterable<string>
  /** the site's people or cards */
  changed(site: string): Promise<void>
  /** what its kiosks are configured by */
  configChanged(site: string): Promise<void>
}

/**
 * Notices that a site's cards, people or configuration changed, whoever changed them: the setup command runs in a
 * process of its own, and another hub may share the database.
 * @returns look: one pass
 */
export function rollWatch(deps: RollWatchDeps): () => Promise<void> {
  const watches = [
    watch(() => deps.directory.rosterVersions(), deps.changed),
    watch(() => deps.cards.configVersions(), deps.configChanged),
  ]
  return async () => {
    for (const look of watches) await look(deps.active())
  }
}

/** All versions in one read: thousands of sites are looked at every few seconds. */
function watch(
  versions: () => Promise<ReadonlyMap<string, number>>,
  changed: (site: string) => Promise<void>,
) {
  const known = new Map<string, number>()
  return async (sites: Iterable<string>) => {
    const all = await versions()
    for (const site of sites) {
      const now = all.get(site) ?? 0
      if (known.get(site) === now) continue
      await changed(site)
      known.set(site, now)
    }
  }
}
