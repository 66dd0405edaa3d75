import type { Locale } from '@schoolgate/protocol/locale'

export interface OfficerRow {
  id: string
  user: string
  name: string
  passwordHash: string
  jurisdiction: string
  locale: Locale
}

export interface SessionRow {
  /** SHA-256 of the cookie's value, hexadecimal: the value itself is never stored */
  id: string
  officer: string
  expiresAt: number
}

export interface Accounts {
  officerByUser(user: string): Promise<OfficerRow | undefined>
  officer(id: string): Promise<OfficerRow | undefined>
  putOfficer(row: OfficerRow): Promise<void>
  putSession(row: SessionRow): Promise<void>
  session(id: string): Promise<SessionRow | undefined>
  dropSession(id: string): Promise<void>
  /** Signs an officer out everywhere. */
  dropSessionsOf(officer: string): Promise<void>
  /** Forgets sessions that ended before `now`, epoch ms. */
  dropExpiredSessions(now: number): Promise<void>
  putWallToken(tokenHash: string, site: string, officer: string, createdAt: number): Promise<void>
  wallSite(tokenHash: string): Promise<string | undefined>
  dropWallTokens(site: string): Promise<void>
}
