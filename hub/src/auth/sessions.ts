import type { Clock } from '@schoolgate/protocol/clock'
import type { Accounts } from '../store/account-types.ts'
import type { Directory } from '../store/place-types.ts'
import type { Officer } from './officer.ts'
import { randomToken, tokenHash } from './token.ts'

export const SESSION_MS = 12 * 60 * 60_000
export const IDLE_MS = 2 * 60 * 60_000
/** How seldom use moves the stored end of the idle time. */
const TOUCH_MS = 60_000

export interface LiveSession {
  /** SHA-256 of the token */
  id: string
  officer: Officer
  /** epoch ms, real time */
  expiresAt: number
}

export interface SessionsDeps {
  accounts: Pick<Accounts, 'officer' | 'putSession' | 'session' | 'dropSession'>
  directory: Pick<Directory, 'jurisdiction'>
  /** real time */
  clock: Clock
}

/**
 * Sessions by opaque token. The token ends in its absolute end, which its hash covers: the store keeps one number,
 * the end of the idle time, and never the token.
 */
export class Sessions {
  readonly #deps: SessionsDeps
  readonly #ended = new Set<(session: string) => void>()

  constructor(deps: SessionsDeps) {
    this.#deps = deps
  }

  /** Calls back whenever a session ends by signing out. */
  onEnd(listener: (session: string) => void): void {
    this.#ended.add(listener)
  }

  async open(officer: string): Promise<{ token: string; maxAgeS: number }> {
    const now = this.#deps.clock.wall()
    const token = `${randomToken()}.${Math.floor(now + SESSION_MS)}`
    await this.#deps.accounts.putSession({
      id: tokenHash(token),
      officer,
      expiresAt: Math.floor(now + IDLE_MS),
    })
    return { token, maxAgeS: SESSION_MS / 1000 }
  }

  /** The session a token stands for; undefined when unknown, expired or idle too long. Counts as use. */
  async use(token: string | undefined): Promise<LiveSession | undefined> {
    if (token === undefined || token.length > 100) return undefined
    const end = Number(token.split('.')[1])
    const session = await this.find(tokenHash(token))
    if (!session || !(end > this.#deps.clock.wall())) return undefined
    const idleEnd = Math.floor(Math.min(end, this.#deps.clock.wall() + IDLE_MS))
    if (idleEnd - session.expiresAt > TOUCH_MS) {
      await this.#deps.accounts.putSession({
        id: session.id,
        officer: session.officer.id,
        expiresAt: idleEnd,
      })
      return { ...session, expiresAt: idleEnd }
    }
    return session
  }

  /** A live session by its id, without counting as use: an open screen alone does not keep it alive. */
  async find(id: string): Promise<LiveSession | undefined> {
    const { accounts, directory, clock } = this.#deps
    const row = await accounts.session(id)
    if (!row) return undefined
    if (row.expiresAt <= clock.wall()) {
      await this.end(id)
      return undefined
    }
    const officer = await accounts.officer(row.officer)
    const jurisdiction = officer && (await directory.jurisdiction(officer.jurisdiction))
    if (!officer || !jurisdiction) return undefined
    const { name, locale } = officer
    return { id, officer: { id: officer.id, name, locale, jurisdiction }, expiresAt: row.expiresAt }
  }

  async end(id: string): Promise<void> {
    await this.#deps.accounts.dropSession(id)
    for (const listener of this.#ended) listener(id)
  }
}
