import type { Directory } from './store/types.ts'

export interface RollWatchDeps {
  directory: Pick<Directory, 'rosterVersion'>
  /** sites somebody is connected to, by kiosk or screen */
  active(): Iterable<string>
  changed(site: string): Promise<void>
}

/**
 * Notices that a site's cards or people changed, whoever changed them: the setup command runs in a process of its
 * own, and another hub may share the database.
 * @returns look: one pass
 */
export function rollWatch({ directory, active, changed }: RollWatchDeps): () => Promise<void> {
  const known = new Map<string, number>()
  return async () => {
    for (const id of active()) {
      const version = await directory.rosterVersion(id)
      const before = known.get(id)
      known.set(id, version)
      if (before !== version) await changed(id)
    }
  }
}
