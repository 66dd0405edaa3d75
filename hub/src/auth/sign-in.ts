import { fail, ok, type Result } from '@schoolgate/protocol/result'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Accounts } from '../store/account-types.ts'
import type { Passwords } from './password.ts'
import type { Sessions } from './sessions.ts'

export type SignInFault = { code: 'wrong-password' } | { code: 'too-many-tries'; retryAfterS: number }

export interface SignInLimits {
  /** failed tries for one user name in a window */
  perUser: number
  /** failed tries from one address: a whole school may share it */
  perAddress: number
  windowS: number
}
export const SIGN_IN_LIMITS: SignInLimits = { perUser: 8, perAddress: 40, windowS: 15 * 60 }

export interface SignInDeps {
  accounts: Pick<Accounts, 'officerByUser'>
  passwords: Passwords
  sessions: Sessions
  failures: () => void
  limits?: SignInLimits
}

export type SignInDesk = (
  user: string,
  password: string,
  address: string,
) => Promise<Result<{ token: string; maxAgeS: number; officer: string }, SignInFault>>

/**
 * The sign-in desk. A try is counted before the password is looked at and given back when it was right; an unknown
 * user costs the same time and the same answer as a wrong password.
 */
export function signInDesk(deps: SignInDeps): SignInDesk {
  const { perUser, perAddress, windowS } = deps.limits ?? SIGN_IN_LIMITS
  const users = new RateLimiterMemory({ points: perUser, duration: windowS })
  const addresses = new RateLimiterMemory({ points: perAddress, duration: windowS })

  return async (user, password, address) => {
    const key = user.toLowerCase()
    const wait = (await tooMany(addresses, address)) ?? (await tooMany(users, key))
    if (wait !== undefined) {
      deps.failures()
      return fail({ code: 'too-many-tries', retryAfterS: wait })
    }
    const officer = await deps.accounts.officerByUser(user)
    if (!(await deps.passwords.verify(password, officer?.passwordHash)) || !officer) {
      deps.failures()
      return fail({ code: 'wrong-password' })
    }
    await addresses.reward(address)
    await users.delete(key)
    return ok({ ...(await deps.sessions.open(officer.id)), officer: officer.id })
  }
}

/** Takes one try; seconds to wait when there is none left. */
async function tooMany(limiter: RateLimiterMemory, key: string): Promise<number | undefined> {
  try {
    await limiter.consume(key)
    return undefined
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.max(1, Math.ceil(refused.msBeforeNext / 1000))
    throw refused
  }
}
