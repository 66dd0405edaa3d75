import { dayNumber, isoDay } from '@schoolgate/protocol/card/claims'
import type { JurisdictionKind } from '../store/place-types.ts'

/** An issuer's key as far as its life goes. */
export interface KeyLife {
  kid: string
  jurisdiction: string
  /** epoch ms */
  madeAt: number
  /** last day its cards are accepted; null: signs new cards now */
  trustedUntil: string | null
}

/** A jurisdiction from the root of the tree to a place. */
export interface Above {
  id: string
  kind: JurisdictionKind
}

/**
 * The key that signs for people of a place: the newest of the nearest jurisdiction at or above it that has one
 * here. A key that was replaced or retired signs nothing any more, even while its cards are accepted.
 *
 * @param path ids from the root to the place
 * @param held key ids whose private half is here
 */
export function signingKey<K extends KeyLife>(
  keys: readonly K[],
  path: readonly string[],
  held: ReadonlySet<string>,
): K | undefined {
  for (const place of path.toReversed()) {
    const [newest] = keys
      .filter(key => key.jurisdiction === place && key.trustedUntil === null && held.has(key.kid))
      .sort((a, b) => b.madeAt - a.madeAt || (a.kid < b.kid ? -1 : 1))
    if (newest) return newest
  }
  return undefined
}

/** Where a first key belongs: the place's district, so that all its schools accept each other's cards. */
export const homeOfKey = (path: readonly Above[]): string | undefined =>
  (path.findLast(place => place.kind === 'district') ?? path[0])?.id

/** Last day of a key that is trusted so many days more, today the first of them; yesterday when there are none. */
export const overlapEnd = (today: string, days: number): string => isoDay(dayNumber(today) + days - 1)
