import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { problem } from '../../problems.ts'

/** Asked and made from one address, and made by one poster, in a window: a school's guests share its wireless. */
export interface VisitLimits {
  looks: number
  passes: number
  passesOfPoster: number
  windowS: number
}
export const VISIT_LIMITS: VisitLimits = { looks: 300, passes: 60, passesOfPoster: 300, windowS: 15 * 60 }

export interface VisitLimiter {
  /** @throws problem too-many-tries */
  look(address: string): Promise<void>
  pass(address: string, poster: string): Promise<void>
}

/** What anybody may ask without signing in is counted before it is looked at. */
export function visitLimiter(limits: VisitLimits = VISIT_LIMITS): VisitLimiter {
  const { looks, passes, passesOfPoster, windowS: duration } = limits
  const byLook = new RateLimiterMemory({ points: looks, duration })
  const byPass = new RateLimiterMemory({ points: passes, duration })
  const byPoster = new RateLimiterMemory({ points: passesOfPoster, duration })
  return {
    look: address => take(byLook, address),
    async pass(address, poster) {
      await take(byPass, address)
      await take(byPoster, poster)
    },
  }
}

async function take(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    throw problem('too-many-tries', { retryAfter: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)) })
  }
}
