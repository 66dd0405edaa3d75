import type { OpenAPIHono } from '@hono/zod-openapi'
import type { PublicKeySet } from '@schoolgate/protocol/card/keys'
import type { Alarm } from '@schoolgate/protocol/feed/alarm'
import type { Snapshot } from '@schoolgate/protocol/feed/snapshot'
import type { AlarmStep } from '@schoolgate/protocol/http/alarm-step'
import type { Locale } from '@schoolgate/protocol/locale'
import type { Result } from '@schoolgate/protocol/result'
import type { Imports } from '../exchange/session/imports.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Scope, ScopedSite } from '../scope/scoped.ts'
import type { JurisdictionRow } from '../store/place-types.ts'
import type { CardsDeps } from './areas/cards/deps.ts'

/** Who asks. */
export interface ApiSession {
  id: string
  officer: { id: string; name: string; locale: Locale; jurisdiction: JurisdictionRow }
}

export type SignInFault = { code: 'wrong-password' } | { code: 'too-many-tries'; retryAfterS: number }

/** What the routes need of the rest of the hub. Data of a site is reached through `scope` alone. */
export interface ApiDeps {
  session(token: string | undefined): Promise<ApiSession | undefined>
  signIn(
    user: string,
    password: string,
    address: string,
  ): Promise<Result<{ token: string; maxAgeS: number }, SignInFault>>
  signOut(session: string): Promise<void>
  scope(officer: ApiSession['officer']): Scope
  live(site: ScopedSite): Promise<Snapshot>
  people: {
    load(site: string): Promise<void>
    who(site: string, person: string): { person: string; name: string; group: string } | undefined
  }
  alarms: {
    siteOf(id: string): string | undefined
    step(step: AlarmStep, by: string): Promise<Result<Alarm[], 'conflict' | 'too-late'>>
  }
  online(gate: string): boolean
  /** closes the wall screens of a site */
  cutWalls(site: string): void
  publicKeys(site: string): Promise<PublicKeySet>
  jobs: Jobs
  cards: CardsDeps
  imports: Imports
  /** local ISO day at a zone; of now when no time (epoch ms) is given */
  localDay(timeZone: string, at?: number): string
  /** epoch ms of the hub's clock, and its ms per real ms */
  now(): number
  speed: number
  /** throws when the store does not answer */
  reachable(): Promise<void>
  metrics: {
    text(): Promise<string>
    token: string | undefined
    request(route: string, status: number): void
  }
  origins: readonly string[]
  failed(error: unknown): void
}

/** What the server knows of a request beside its bytes. */
export interface ApiBindings {
  /** the client's address; absent when called without a socket */
  address?: string
}

/** Where an area of the API hangs its routes: `xArea(base, deps)`. */
export type ApiBase = OpenAPIHono<{ Bindings: ApiBindings }>
