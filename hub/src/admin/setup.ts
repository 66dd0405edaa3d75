import { randomBytes } from 'node:crypto'
import { isoDay } from '@schoolgate/protocol/card/claims'
import type { PublicKeySet } from '@schoolgate/protocol/card/keys'
import type { Locale } from '@schoolgate/protocol/locale'
import { type Passwords, randomPassword } from '../auth/password.ts'
import { tokenHash } from '../auth/token.ts'
import { ensureIssuer, loadIssuer } from '../cards/issuer.ts'
import { publicKeys } from '../scope/public.ts'
import type { JurisdictionRow, Store } from '../store/types.ts'
import type { RollPerson } from './roll.ts'

export interface SchoolPlan {
  district: string
  school: string
  timeZone: string
  locale: Locale
  gates: { name: string; lane: 'in' | 'out' | 'both' }[]
  user: string
}

const DAY_MS = 86_400_000
const CARD_DAYS = 365
const PAIRING_MS = 24 * 60 * 60_000

/** A short opaque id. */
const shortId = (): string => randomBytes(5).toString('hex')
const longId = (): string => randomBytes(8).toString('hex')

/**
 * A district, its school, the school's site and gates, the card issuer's key and one officer.
 * @returns ids, and the officer's password, which is not kept
 */
export async function createSchool(store: Store, dataDir: string, plan: SchoolPlan, passwords: Passwords) {
  const { directory, accounts } = store
  if (await accounts.officerByUser(plan.user)) throw new Error(`the user name ${plan.user} is taken`)
  const district = await place(store, { kind: 'district', name: plan.district, parent: null, above: '/' })
  const school = await place(store, {
    kind: 'school',
    name: plan.school,
    parent: district.id,
    above: district.path,
  })
  const issuer = await ensureIssuer(dataDir, district.id)
  await directory.putIssuerKey({ kid: issuer.kid, jurisdiction: district.id, publicKey: issuer.publicKey })
  const site = shortId()
  await directory.putSite({
    id: site,
    jurisdiction: school.id,
    name: plan.school,
    timeZone: plan.timeZone,
    locale: plan.locale,
  })
  const gates = plan.gates.map(gate => ({ id: shortId(), site, ...gate }))
  for (const gate of gates) await directory.putGate(gate)
  const password = randomPassword()
  await accounts.putOfficer({
    id: longId(),
    user: plan.user,
    name: plan.user,
    passwordHash: await passwords.hash(password),
    jurisdiction: school.id,
    locale: plan.locale,
  })
  return {
    site,
    jurisdiction: school.id,
    gates: gates.map(({ id, name }) => ({ id, name })),
    user: plan.user,
    password,
  }
}

async function place(
  store: Store,
  { kind, name, parent, above }: Pick<JurisdictionRow, 'kind' | 'name' | 'parent'> & { above: string },
): Promise<JurisdictionRow> {
  const id = shortId()
  const row: JurisdictionRow = { id, parent, kind, name, path: `${above}${id}/` }
  await store.directory.putJurisdiction(row)
  return row
}

/** A new random password for an officer; undefined when there is no such user. */
export async function resetPassword(
  store: Store,
  user: string,
  passwords: Passwords,
): Promise<string | undefined> {
  const officer = await store.accounts.officerByUser(user)
  if (!officer) return undefined
  const password = randomPassword()
  await store.accounts.putOfficer({ ...officer, passwordHash: await passwords.hash(password) })
  // Whoever knew the old password is out.
  await store.accounts.dropSessionsOf(officer.id)
  return password
}

/** A one-time code for the gate's next kiosk; undefined when there is no such gate. */
export async function pairGate(
  store: Store,
  gate: string,
  code: string,
  now: number,
): Promise<{ code: string; expiresAt: number } | undefined> {
  if (!(await store.directory.gate(gate))) return undefined
  const expiresAt = now + PAIRING_MS
  await store.directory.putPairingCode(tokenHash(code), gate, expiresAt)
  return { code, expiresAt }
}

/** Adds people who are not on the roll yet, each with a card. Somebody of the same name, class and role is known. */
export async function addPeople(
  store: Store,
  site: string,
  people: readonly RollPerson[],
  now: number,
): Promise<{ added: number; known: number }> {
  const key = (p: RollPerson) => JSON.stringify([p.name, p.group, p.role])
  const roll = new Set((await store.directory.people(site)).map(key))
  const fresh = people.filter(p => !roll.has(key(p))).map(p => ({ ...p, id: longId(), site }))
  if (fresh.length > 0) {
    await store.directory.putPeople(fresh)
    await store.directory.putCards(
      fresh.map(({ id }) => ({ id: longId(), person: id, ...validity(now), revokedAt: null })),
    )
  }
  return { added: fresh.length, known: people.length - fresh.length }
}

export interface PrintedCard {
  name: string
  group: string
  text: string
}

/** Every active card of the site, signed as of today; undefined when this machine holds no issuer key. */
export async function printCards(
  store: Store,
  dataDir: string,
  site: string,
  now: number,
): Promise<PrintedCard[] | undefined> {
  const keys = await store.directory.issuerKeys(site)
  const held = await Promise.all(keys.map(key => loadIssuer(dataDir, key.kid)))
  const issuer = held.find(found => found !== undefined)
  if (!issuer) return undefined
  const people = new Map((await store.directory.people(site)).map(p => [p.id, p]))
  const { set } = await store.directory.rosterSince(site, 0)
  return set.flatMap(([card, person, , state]) => {
    const holder = people.get(person)
    if (state !== 'active' || !holder) return []
    const text = issuer.issue({ card, ...validity(now) })
    return [{ name: holder.name, group: holder.group, text }]
  })
}

/** Public keys of every issuer this hub knows. */
export async function allPublicKeys(store: Store): Promise<PublicKeySet> {
  const keys = new Map<string, PublicKeySet['keys'][number]>()
  for (const site of await store.directory.sitesUnder('/')) {
    for (const key of (await publicKeys(store.directory, site.id)).keys) keys.set(key.kid, key)
  }
  return { keys: [...keys.values()] }
}

function validity(now: number): { issued: string; expires: string } {
  const today = Math.floor(now / DAY_MS)
  return { issued: isoDay(today), expires: isoDay(today + CARD_DAYS) }
}
