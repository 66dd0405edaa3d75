import { readCard } from '@schoolgate/protocol/card/card'
import type { CardClaims } from '@schoolgate/protocol/card/claims'
import type { Config } from '@schoolgate/protocol/frame/config'
import type { Reason } from '@schoolgate/protocol/verdict'

/** What a code says: claims when it is a card of ours, and a fault when it may not be used. */
export interface CheckedCard {
  claims?: CardClaims
  fault?: Reason
}

/**
 * A machine without a battery clock wakes up in the past, never in the future: until a hub has told the time, a
 * card that is expired by it is expired, but one not valid yet may well be. A card ends with its last day at the
 * school, where that is over before it is in UTC.
 *
 * @param now the kiosk's wall time, epoch ms, and the school's day it falls on
 */
export function checkCard(
  text: string,
  { keys, cardsIssuedBefore }: Pick<Config, 'keys' | 'cardsIssuedBefore'>,
  now: { ms: number; day: string; synced: boolean },
): CheckedCard {
  const card = readCard(text, keys, now.ms)
  if (card.ok) {
    const { claims } = card.value
    if (claims.expires < now.day) return { claims, fault: 'card-expired' }
    if (cardsIssuedBefore && claims.issued < cardsIssuedBefore) return { claims, fault: 'card-revoked' }
    return { claims }
  }
  const { error } = card
  if (!('claims' in error)) return { fault: error.code }
  if (error.code === 'card-not-yet-valid' && !now.synced) return { claims: error.claims }
  return { claims: error.claims, fault: error.code }
}
