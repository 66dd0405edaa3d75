import type { Cards } from './store/card-types.ts'
import type { Directory } from './store/place-types.ts'

export interface RollWatchDeps {
  directory: Pick<Directory, 'rosterVersion'>
  cards: Pick<Cards, 'configVersion'>
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
    watch(site => deps.directory.rosterVersion(site), deps.changed),
    watch(site => deps.cards.configVersion(site), deps.configChanged),
  ]
  return async () => {
    for (const site of deps.active()) for (const look of watches) await look(site)
  }
}

function watch(version: (site: string) => Promise<number>, changed: (site: string) => Promise<void>) {
  const known = new Map<string, number>()
  return async (site: string) => {
    const now = await version(site)
    if (known.get(site) === now) return
    await changed(site)
    known.set(site, now)
  }
}
