import { readCard } from '@schoolgate/protocol/card/card'
import type { CardClaims } from '@schoolgate/protocol/card/claims'
import type { PublicKeySet } from '@schoolgate/protocol/card/keys'
import type { Reason } from '@schoolgate/protocol/verdict'

/** What a code says: claims when it is a card of ours, and a fault when it may not be used. */
export interface CheckedCard {
  claims?: CardClaims
  fault?: Reason
}

/**
 * A machine without a battery clock wakes up in the past, never in the future: until a hub has told the time, a
 * card that is expired by it is expired, but one not valid yet may well be.
 */
export function checkCard(
  text: string,
  keys: PublicKeySet,
  wall: { ms: number; synced: boolean },
): CheckedCard {
  const card = readCard(text, keys, wall.ms)
  if (card.ok) return { claims: card.value.claims }
  const { error } = card
  if (!('claims' in error)) return { fault: error.code }
  if (error.code === 'card-not-yet-valid' && !wall.synced) return { claims: error.claims }
  return { claims: error.claims, fault: error.code }
}
