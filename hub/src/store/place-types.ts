import type { PersonRole } from '@schoolgate/protocol/directory/person'
import type { RosterRow } from '@schoolgate/protocol/frame/roster'
import type { Locale } from '@schoolgate/protocol/locale'

export type JurisdictionKind = 'nation' | 'province' | 'district' | 'school'

export interface JurisdictionRow {
  id: string
  parent: string | null
  kind: JurisdictionKind
  name: string
  /** `/`-joined ids from the root to this one, with both ends slashed: a subtree is one prefix */
  path: string
}

export interface SiteRow {
  id: string
  /** the school */
  jurisdiction: string
  name: string
  timeZone: string
  locale: Locale
}

export interface GateRow {
  id: string
  site: string
  name: string
  lane: 'in' | 'out' | 'both'
}

export interface KioskRow {
  /** first 8 bytes of SHA-256(key), hexadecimal */
  id: string
  gate: string
  /** Ed25519 public key, 32 bytes */
  key: Uint8Array
  status: 'active' | 'quarantined'
  pairedAt: number
}

export interface PersonRow {
  id: string
  site: string
  role: PersonRole
  name: string
  /** what the child's own screen says */
  given: string
  /** class or department */
  group: string
}

/** Somebody on a site's roll. */
export interface RollRow extends PersonRow {
  /** false: has left, and is named where they scanned before */
  active: boolean
}

export interface CardRow {
  id: string
  person: string
  issued: string
  expires: string
  revokedAt: number | null
}

export interface IssuerKeyRow {
  kid: string
  jurisdiction: string
  publicKey: Uint8Array
  /** last day its cards are accepted; null or absent: as long as they run */
  trustedUntil?: string | null
}

export interface Directory {
  jurisdiction(id: string): Promise<JurisdictionRow | undefined>
  /** The path given is not looked at: it follows from the parent. This and the puts below leave a history of `setup`. */
  putJurisdiction(row: JurisdictionRow): Promise<void>
  putSite(row: SiteRow): Promise<void>
  putGate(row: GateRow): Promise<void>
  site(id: string): Promise<SiteRow | undefined>
  sitesUnder(path: string): Promise<SiteRow[]>
  gates(site: string): Promise<GateRow[]>
  gate(id: string): Promise<GateRow | undefined>
  kiosk(id: string): Promise<KioskRow | undefined>
  kiosksAt(site: string): Promise<KioskRow[]>
  putKiosk(row: KioskRow): Promise<void>
  /** @param codeHash SHA-256 of the code's UTF-8 bytes, hexadecimal */
  putPairingCode(codeHash: string, gate: string, expiresAt: number): Promise<void>
  /** Consumes a code once; undefined when unknown, used or expired. */
  takePairingCode(codeHash: string, now: number): Promise<string | undefined>
  putPeople(people: PersonRow[]): Promise<void>
  /** everybody but guardians, who are not on the roll */
  people(site: string): Promise<RollRow[]>
  putCards(cards: CardRow[]): Promise<void>
  revokeCard(card: string, at: number): Promise<void>
  putIssuerKey(row: IssuerKeyRow): Promise<void>
  /** keys of the site's school and of every jurisdiction above it that are trusted today */
  issuerKeys(site: string): Promise<IssuerKeyRow[]>
  /** grows with every change of the site's cards or people */
  rosterVersion(site: string): Promise<number>
  /** of every site that ever had one, in one read; another site's is 0 */
  rosterVersions(): Promise<ReadonlyMap<string, number>>
  /** rows changed after `since`; when `since` is 0 everything but cards that expired more than 30 days ago */
  rosterSince(site: string, since: number): Promise<{ version: number; set: RosterRow[]; remove: string[] }>
}
