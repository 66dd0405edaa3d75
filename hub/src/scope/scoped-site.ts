import type { Accounts } from '../store/account-types.ts'
import type { Cards } from '../store/card-types.ts'
import type { GapRow, StoredEntry } from '../store/log-types.ts'
import type { Directory, GateRow, KioskRow, SiteRow } from '../store/place-types.ts'
import type { EntryQuery, Presence } from '../store/presence-types.ts'
import type { ScopedPlace, ScopedVisitors } from './types.ts'

export interface SiteStore {
  directory: Pick<Directory, 'gates' | 'kiosksAt' | 'putPairingCode'>
  presence: Pick<Presence, 'entries' | 'gaps' | 'visitsOf'>
  accounts: Pick<Accounts, 'putWallToken' | 'dropWallTokens'>
  cards: Pick<Cards, 'putVisitor' | 'visitor' | 'visitors' | 'putPoster'>
}

/**
 * A site that was found to lie under an officer's jurisdiction. Holding one is the permission: nothing else gives
 * access to a site's data.
 */
export interface ScopedSite {
  readonly row: SiteRow
  /** the school */
  readonly place: ScopedPlace
  readonly visitors: ScopedVisitors
  gates(): Promise<GateRow[]>
  kiosks(): Promise<KioskRow[]>
  entries(query: Omit<EntryQuery, 'site'>): Promise<StoredEntry[]>
  gaps(): Promise<GapRow[]>
  /** somebody's presence at this site on a day */
  visitsOf(person: string, day: string): ReturnType<Presence['visitsOf']>
  putWallToken(tokenHash: string, createdAt: number): Promise<void>
  dropWallTokens(): Promise<void>
}

/** A gate under an officer's jurisdiction. */
export interface ScopedGate {
  readonly row: GateRow
  readonly site: ScopedSite
  putPairingCode(codeHash: string, expiresAt: number): Promise<void>
  /** @param tokenHash SHA-256 in hexadecimal; ends the poster before */
  putPoster(tokenHash: string): Promise<void>
}

export function scopedSite(
  { directory, presence, accounts, cards }: SiteStore,
  row: SiteRow,
  place: ScopedPlace,
  officer: string,
): ScopedSite {
  return {
    row,
    place,
    visitors: visitorsOf(cards, row.id),
    gates: () => directory.gates(row.id),
    kiosks: () => directory.kiosksAt(row.id),
    entries: query => presence.entries({ ...query, site: row.id }),
    gaps: () => presence.gaps(row.id),
    async visitsOf(person, day) {
      const visits = await presence.visitsOf(person, day, day)
      return visits.filter(visit => visit.site === row.id)
    },
    putWallToken: (tokenHash, createdAt) => accounts.putWallToken(tokenHash, row.id, officer, createdAt),
    dropWallTokens: () => accounts.dropWallTokens(row.id),
  }
}

export function scopedGate({ directory, cards }: SiteStore, row: GateRow, site: ScopedSite): ScopedGate {
  return {
    row,
    site,
    putPairingCode: (hash, expiresAt) => directory.putPairingCode(hash, row.id, expiresAt),
    putPoster: tokenHash => cards.putPoster(row.id, tokenHash),
  }
}

export const visitorsOf = (
  cards: Pick<Cards, 'putVisitor' | 'visitor' | 'visitors'>,
  site: string,
): ScopedVisitors => ({
  list: day => cards.visitors(site, day),
  async get(person, day) {
    const row = await cards.visitor(person, day)
    return row?.site === site ? row : undefined
  },
  put: row => cards.putVisitor({ ...row, site }),
})
