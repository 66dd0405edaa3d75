import { verify } from 'node:crypto'
import { type Seal, sealSignedBytes } from '@schoolgate/protocol/frame/seal'
import { ed25519PublicKey } from '@schoolgate/protocol/raw-keys'
import type { Store } from '../store/types.ts'

/** Whose chain is sealed. */
export interface Sealed {
  kiosk: string
  journal: string
}

/**
 * Keeps a seal whose signature is the kiosk's own. The key is looked up each time: seals are rare, and 18,000
 * connections should not each hold one.
 *
 * @param now hub wall time, epoch ms
 * @returns false when the signature does not fit, or the kiosk is not known any more
 */
export async function keepSeal(
  store: { ingest: Pick<Store['ingest'], 'putSeal'>; directory: Pick<Store['directory'], 'kiosk'> },
  { kiosk, journal }: Sealed,
  { seq, head, sig }: Seal,
  now: number,
): Promise<boolean> {
  const row = await store.directory.kiosk(kiosk)
  if (!row) return false
  const signed = sealSignedBytes(kiosk, journal, seq, head)
  if (!verify(null, signed, ed25519PublicKey(row.key), sig)) return false
  await store.ingest.putSeal({ kiosk, journal, seq, head, sig, receivedAt: now })
  return true
}
