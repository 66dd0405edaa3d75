import type { Alarm } from '@schoolgate/protocol/feed/alarm'
import type {
  Accounts,
  Alarms,
  Directory,
  EntryQuery,
  GapRow,
  GateRow,
  JurisdictionRow,
  KioskRow,
  Presence,
  SiteRow,
  StoredEntry,
} from '../store/types.ts'

/** The part of the store that officers' questions are answered from. */
export interface ScopedStore {
  directory: Pick<
    Directory,
    'jurisdiction' | 'sitesUnder' | 'site' | 'gates' | 'gate' | 'kiosksAt' | 'putPairingCode'
  >
  presence: Pick<Presence, 'entries' | 'gaps'>
  accounts: Pick<Accounts, 'putWallToken' | 'dropWallTokens'>
  alarms: Pick<Alarms, 'alarm'>
}

/**
 * A site that was found to lie under an officer's jurisdiction. Holding one is the permission: nothing else gives
 * access to a site's data.
 */
export interface ScopedSite {
  readonly row: SiteRow
  gates(): Promise<GateRow[]>
  kiosks(): Promise<KioskRow[]>
  entries(query: Omit<EntryQuery, 'site'>): Promise<StoredEntry[]>
  gaps(): Promise<GapRow[]>
  putWallToken(tokenHash: string, createdAt: number): Promise<void>
  dropWallTokens(): Promise<void>
}

/** A gate under an officer's jurisdiction. */
export interface ScopedGate {
  readonly row: GateRow
  putPairingCode(codeHash: string, expiresAt: number): Promise<void>
}

/** Whose place in the tree decides. */
export interface ScopeHolder {
  id: string
  jurisdiction: JurisdictionRow
}

/** Everything an officer may ask. What lies outside is `undefined`, just like what does not exist. */
export interface Scope {
  sites(): Promise<ScopedSite[]>
  site(id: string): Promise<ScopedSite | undefined>
  gate(id: string): Promise<ScopedGate | undefined>
  alarm(id: string): Promise<Alarm | undefined>
}

/** The single query layer: the store as seen from an officer's place in the tree. */
export function scoped(store: ScopedStore, officer: ScopeHolder): Scope {
  const { directory, presence, accounts, alarms } = store

  const open = (row: SiteRow): ScopedSite => ({
    row,
    gates: () => directory.gates(row.id),
    kiosks: () => directory.kiosksAt(row.id),
    entries: query => presence.entries({ ...query, site: row.id }),
    gaps: () => presence.gaps(row.id),
    putWallToken: (tokenHash, createdAt) => accounts.putWallToken(tokenHash, row.id, officer.id, createdAt),
    dropWallTokens: () => accounts.dropWallTokens(row.id),
  })

  async function site(id: string): Promise<ScopedSite | undefined> {
    const row = await directory.site(id)
    const place = row && (await directory.jurisdiction(row.jurisdiction))
    return row && place?.path.startsWith(officer.jurisdiction.path) ? open(row) : undefined
  }

  return {
    site,
    async sites() {
      const rows = await directory.sitesUnder(officer.jurisdiction.path)
      return rows.map(open)
    },
    async gate(id) {
      const row = await directory.gate(id)
      if (!row || !(await site(row.site))) return undefined
      return { row, putPairingCode: (hash, expiresAt) => directory.putPairingCode(hash, row.id, expiresAt) }
    },
    async alarm(id) {
      const found = await alarms.alarm(id)
      return found && (await site(found.site)) ? found.alarm : undefined
    },
  }
}
