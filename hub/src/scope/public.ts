import type { PublicKeySet } from '@schoolgate/protocol/card/keys'
import type { Directory, GateRow, SiteRow } from '../store/place-types.ts'
import { type PlaceStore, scopedPlace } from './scoped-place.ts'
import { visitorsOf } from './scoped-site.ts'
import type { ScopedPlace, ScopedVisitors } from './types.ts'

/**
 * The card issuers' public keys a site trusts: the one thing anybody may ask, since anybody may verify a card.
 * An unknown site has none.
 */
export async function publicKeys(
  directory: Pick<Directory, 'issuerKeys'>,
  site: string,
): Promise<PublicKeySet> {
  const rows = await directory.issuerKeys(site)
  return {
    keys: rows.map(row => ({
      kty: 'OKP',
      crv: 'Ed25519',
      kid: row.kid,
      x: Buffer.from(row.publicKey).toString('base64url'),
    })),
  }
}

/** What a visitor's phone may do at the gate whose poster it read: come forward, and be given a pass for today. */
export interface PosterGate {
  readonly gate: GateRow
  readonly site: SiteRow
  readonly visitors: Pick<ScopedVisitors, 'get' | 'put'>
  readonly place: Pick<ScopedPlace, 'row' | 'apply'> & { cards: Pick<ScopedPlace['cards'], 'keys' | 'issue'> }
}

/** @param tokenHash SHA-256 of the poster's token, hexadecimal */
export async function atPoster(
  store: PlaceStore & { directory: Pick<Directory, 'gate' | 'site'> },
  tokenHash: string,
): Promise<PosterGate | undefined> {
  const { directory, records, cards } = store
  const id = await cards.posterGate(tokenHash)
  const gate = id === undefined ? undefined : await directory.gate(id)
  const site = gate && (await directory.site(gate.site))
  const row = site && (await records.get('jurisdiction', site.jurisdiction))
  if (!gate || !site || !row) return undefined
  const place = scopedPlace(store, row, { id: 'visitor', name: gate.name })
  const { keys, issue } = place.cards
  return {
    gate,
    site,
    visitors: visitorsOf(cards, site.id),
    place: { row, apply: place.apply, cards: { keys, issue } },
  }
}
