/** Why a card ended: `reissued` when a newer one took its place, which the kiosk tells apart. */
export type CardEnd = 'revoked' | 'reissued'

export interface CardDetail {
  id: string
  person: string
  issued: string
  expires: string
  /** epoch ms; null while it counts */
  revokedAt: number | null
  end: CardEnd | null
}

export interface KeyDetail {
  kid: string
  jurisdiction: string
  publicKey: Uint8Array
  madeAt: number
  /** last day its cards are accepted; null: as long as they run */
  trustedUntil: string | null
}

export interface VisitorRow {
  person: string
  site: string
  day: string
  phone: string
  purpose: string
  at: number
  by: 'desk' | 'phone'
  state: 'waiting' | 'issued' | 'revoked' | 'refused'
  /** questions answered with yes */
  yes: string[]
}

/** Cards beyond what a kiosk's roster needs. Every change raises the site's roster or configuration version. */
export interface Cards {
  cardsOf(people: readonly string[]): Promise<CardDetail[]>
  card(id: string): Promise<CardDetail | undefined>
  /** New cards; with `end`, the holders' active ones end as that at `at` in the same transaction. */
  issue(cards: readonly CardDetail[], end: CardEnd | null, at: number): Promise<void>
  /** Ends cards, or with null takes that back. */
  end(cards: readonly string[], end: CardEnd | null, at: number): Promise<void>
  counts(
    path: string,
    today: string,
  ): Promise<{ people: number; active: number; without: number; revoked: number }>

  keys(jurisdictions: readonly string[]): Promise<KeyDetail[]>
  putKey(key: KeyDetail): Promise<void>
  /** the strictest of the place and those above it; undefined: none */
  issuedBefore(place: string): Promise<string | undefined>
  ownIssuedBefore(place: string): Promise<string | undefined>
  setIssuedBefore(place: string, day: string | null): Promise<void>
  /** grows with every change of keys, the issued-before day, gates or the site that its kiosks must hear of */
  configVersion(site: string): Promise<number>
  /** of every site that ever had one, in one read; another site's is 0 */
  configVersions(): Promise<ReadonlyMap<string, number>>

  putVisitor(row: VisitorRow): Promise<void>
  visitor(person: string, day: string): Promise<VisitorRow | undefined>
  visitors(site: string, day: string): Promise<VisitorRow[]>
  /** the poster's token at a gate, as SHA-256 in hexadecimal; a new one ends the old */
  putPoster(gate: string, tokenHash: string): Promise<void>
  posterGate(tokenHash: string): Promise<string | undefined>
}
