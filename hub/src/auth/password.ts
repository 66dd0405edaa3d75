import { randomInt } from 'node:crypto'

/** Makes and checks password hashes. Slow on purpose. */
export interface Passwords {
  hash(password: string): Promise<string>
  /** Takes as long for an unknown user (`hash` undefined) as for a wrong password. */
  verify(password: string, hash: string | undefined): Promise<boolean>
}

/** argon2id with 19 MiB and two passes, the OWASP password storage sheet's first choice. */
export const ARGON2ID = { algorithm: 'argon2id', memoryCost: 19_456, timeCost: 2 } as const

/** @param cost cheaper settings for tests */
export function bunPasswords(cost: { memoryCost: number; timeCost: number } = ARGON2ID): Passwords {
  const settings = { algorithm: 'argon2id', ...cost } as const
  let nobody: Promise<string> | undefined
  return {
    hash: password => Bun.password.hash(password, settings),
    async verify(password, hash) {
      nobody ??= Bun.password.hash('nobody has this one', settings)
      const fits = await Bun.password.verify(password, hash ?? (await nobody)).catch(() => false)
      return fits && hash !== undefined
    },
  }
}

// No 0/O, 1/l/I: it is read from a terminal and typed once.
const READABLE = 'abcdefghijkmnpqrstuvwxyz23456789'

/** A password of four groups of four, 80 bits. */
export function randomPassword(): string {
  const group = () => Array.from({ length: 4 }, () => READABLE[randomInt(READABLE.length)]).join('')
  return [group(), group(), group(), group()].join('-')
}
