import { randomBytes } from 'node:crypto'
import { isoDay } from '@schoolgate/protocol/card/claims'
import type { PublicKeySet } from '@schoolgate/protocol/card/keys'
import type { Locale } from '@schoolgate/protocol/locale'
import { type Passwords, randomPassword } from '../auth/password.ts'
import { tokenHash } from '../auth/token.ts'
import { ensureIssuer, loadIssuer } from '../cards/issuer.ts'
import { publicKeys } from '../scope/public.ts'
import type { JurisdictionRow } from '../store/place-types.ts'
import type { Store } from '../store/types.ts'
import type { RollPerson } from './roll.ts'

export interface SchoolPlan {
  school: string
  /** a district to be made, or one that is there by its id */
  district: string | { under: string }
  /** what is made above a new district */
  province?: string
  nation?: string
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
 * A school, its site and gates, one officer, and what is not there yet of the tree above it and of the card issuer's
 * keys.
 * @returns ids, and the officer's password, which is not kept
 * @throws Error when the user name is taken or the place to put it under is not there
 */
export async function createSchool(store: Store, dataDir: string, plan: SchoolPlan, passwords: Passwords) {
  const { directory, accounts } = store
  if (await accounts.officerByUser(plan.user)) throw new Error(`the user name ${plan.user} is taken`)
  const above = await placeAbove(store, plan)
  const school = await place(store, 'school', plan.school, above)
  const issuer = await ensureIssuer(dataDir, above.id)
  await directory.putIssuerKey({ kid: issuer.kid, jurisdiction: above.id, publicKey: issuer.publicKey })
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
  const officer = { user: plan.user, place: school.id, locale: plan.locale }
  const password = (await createOfficer(store, officer, passwords)) as string
  return {
    site,
    jurisdiction: school.id,
    district: above.id,
    gates: gates.map(({ id, name }) => ({ id, name })),
    user: plan.user,
    password,
  }
}

/** Where a school is put: a place that is there, or a new district with what was said to lie above it. */
async function placeAbove(store: Store, plan: SchoolPlan): Promise<Pick<JurisdictionRow, 'id' | 'path'>> {
  const { district, province, nation } = plan
  if (typeof district !== 'string') {
    const there = await store.directory.jurisdiction(district.under)
    if (!there) throw new Error(`there is no place ${district.under}`)
    if (there.kind === 'school') throw new Error(`${district.under} is a school itself`)
    return there
  }
  let above: Pick<JurisdictionRow, 'id' | 'path'> = { id: '', path: '/' }
  if (nation !== undefined) above = await place(store, 'nation', nation, above)
  if (province !== undefined) above = await place(store, 'province', province, above)
  return place(store, 'district', district, above)
}

async function place(
  store: Store,
  kind: JurisdictionRow['kind'],
  name: string,
  above: Pick<JurisdictionRow, 'id' | 'path'>,
): Promise<JurisdictionRow> {
  const id = shortId()
  const row: JurisdictionRow = { id, parent: above.id || null, kind, name, path: `${above.path}${id}/` }
  await store.directory.putJurisdiction(row)
  return row
}

/**
 * An officer of any place of the tree, with a random password.
 * @returns undefined when there is no such place
 * @throws Error when the user name is taken
 */
export async function createOfficer(
  { accounts, directory }: Pick<Store, 'accounts' | 'directory'>,
  { user, place, locale }: { user: string; place: string; locale: Locale },
  passwords: Passwords,
): Promise<string | undefined> {
  if (await accounts.officerByUser(user)) throw new Error(`the user name ${user} is taken`)
  if (!(await directory.jurisdiction(place))) return undefined
  const password = randomPassword()
  await accounts.putOfficer({
    ...{ id: longId(), user, name: user, jurisdiction: place, locale },
    passwordHash: await passwords.hash(password),
  })
  return password
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

/**
 * Every active card of the site, signed as of today; those who are expected and have none are issued one. Undefined
 * when this machine holds no issuer key.
 */
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
  const { set: before } = await store.directory.rosterSince(site, 0)
  const holders = new Set(before.flatMap(([, person, , state]) => (state === 'active' ? [person] : [])))
  const without = [...people.values()].filter(
    p => p.active && p.role !== 'visitor' && p.role !== 'guardian' && !holders.has(p.id),
  )
  if (without.length > 0)
    await store.directory.putCards(
      without.map(({ id }) => ({ id: longId(), person: id, ...validity(now), revokedAt: null })),
    )
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
