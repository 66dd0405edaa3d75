import type { Random } from '@schoolgate/protocol/random'

export interface Backoff {
  baseMs: number
  capMs: number
}

/**
 * Full jitter: uniform between nothing and the doubled, capped delay, so that kiosks cut off together do not come
 * back together. ms.
 *
 * @param attempt 0 for the first
 */
export const nextDelay = ({ baseMs, capMs }: Backoff, attempt: number, random: Random): number =>
  random() * Math.min(capMs, baseMs * 2 ** Math.min(attempt, 30))
