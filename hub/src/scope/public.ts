import type { PublicKeySet } from '@schoolgate/protocol/card/keys'
import type { Directory } from '../store/types.ts'

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
