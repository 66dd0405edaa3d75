import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { seededRandom } from '@schoolgate/protocol/random'
import { bunPasswords } from '../src/auth/password.ts'
import { tokenHash } from '../src/auth/token.ts'
import { ensureIssuer } from '../src/cards/issuer.ts'
import { presenceRules } from '../src/presence/rules.ts'
import type { OfficerRow } from '../src/store/account-types.ts'
import type { Append } from '../src/store/log-types.ts'
import { openStore } from '../src/store/open.ts'
import type { ChangeBy } from '../src/store/record-types.ts'
import type { Store } from '../src/store/types.ts'
import { hoursOf } from './calendar.ts'
import { makeCases } from './cases.ts'
import { type PastDay, pastEntries } from './history.ts'
import { DISTRICT, TIME_ZONE, TREE } from './places.ts'
import type { PlannedDay } from './plan.ts'
import { asChanges } from './records.ts'
import type { DemoSchool } from './school.ts'
import { makeVisitors } from './visitors.ts'

export interface DemoUser {
  user: string
  password: string
}

export interface Seed {
  dataDir: string
  /** the first is the one whose gates are live */
  schools: { school: DemoSchool; pastDays: Promise<PlannedDay[]> }[]
  /** shown days, oldest first */
  days: readonly string[]
  /** at the first school, and at the district */
  officers: readonly [school: DemoUser, district: DemoUser]
  /** one code for each gate of the first school, good until `codesUntil` */
  codes: readonly string[]
  codesUntil: number
  seed: number
}

/** What each demo gate measures with. */
export const DEMO_SENSORS = ['gy-mcu90640', 'gy-mcu90614'] as const

/** Rows of one commit: small enough that a commit stays short. */
const CHUNK = 2000

/** Fills an empty hub with the made-up schools, two officers and past days. Returns the first school's card texts. */
export async function seedHub(seed: Seed): Promise<Map<string, string>> {
  const { schools, dataDir } = seed
  const [first] = schools
  if (!first) return new Map()
  const home = first.school.row.id
  const issuer = await ensureIssuer(dataDir, home)
  const store = await openStore({ sqlitePath: join(dataDir, 'hub.sqlite') }, { rules: presenceRules })
  try {
    const { directory } = store
    await makeRecords(store, seed)
    await directory.putIssuerKey({ kid: issuer.kid, jurisdiction: home, publicKey: issuer.publicKey })
    for (const [i, gate] of first.school.gates.entries())
      await directory.putPairingCode(tokenHash(seed.codes[i] as string), gate.id, seed.codesUntil)
    for (const { school } of schools) await directory.putCards(school.cards)
    await makeVisitors(store, first.school, seed.days.at(-1) as string, seed.seed)
    await makeOfficers(store, seed, home)
    for (const { school, pastDays } of schools) await appendPast(store, school, await pastDays, seed.seed)
    while ((await store.presence.merge()) > 0);
    await markDays(store, seed)
    await makeCases(store, first.school, seed.days)
  } finally {
    await store.close()
  }
  return new Map(
    first.school.cards.map(c => [c.id, issuer.issue({ card: c.id, issued: c.issued, expires: c.expires })]),
  )
}

/** The directory as it was on the first shown day, then what people did to it since. */
async function makeRecords({ records }: Store, { schools, days }: Seed): Promise<void> {
  const at = (daysAgo: number) =>
    hoursOf(days.at(-1 - daysAgo) ?? (days[0] as string), 'morning', TIME_ZONE).bell
  const own = new Set(schools.map(({ school }) => school.row.id))
  const above = { jurisdiction: TREE.filter(row => !own.has(row.id)) }
  const made = schools.map(({ school }) => school.records)
  const apply = async (changes: Parameters<typeof records.apply>[0], by: ChangeBy) => {
    const outcome = await records.apply(changes, by)
    if (!outcome.ok) throw new Error(`the made-up school does not hold together: ${JSON.stringify(outcome)}`)
  }
  await apply(asChanges(above, ...made), {
    ...{ officer: 'setup', name: 'setup', note: '', at: at(days.length - 1) },
  })
  const deeds = schools[0]?.school.happenings.deeds ?? []
  for (const { note, daysAgo, changes } of deeds)
    await apply(changes, { officer: 'dulam', name: 'Дулам', note, at: at(daysAgo) })
}

async function makeOfficers({ accounts }: Store, { officers }: Seed, home: string): Promise<void> {
  const [school, district] = officers
  const passwords = bunPasswords()
  const officer = async (
    of: DemoUser,
    rest: Pick<OfficerRow, 'id' | 'name' | 'jurisdiction'>,
  ): Promise<void> =>
    accounts.putOfficer({
      ...rest,
      ...{ user: of.user, passwordHash: await passwords.hash(of.password), locale: 'mn' },
    })
  await officer(school, { id: 'dulam', name: 'Дулам', jurisdiction: home })
  await officer(district, { id: 'bayar', name: 'Баяр', jurisdiction: DISTRICT })
}

async function appendPast(store: Store, school: DemoSchool, days: PlannedDay[], seed: number): Promise<void> {
  const holders = new Map(school.comers.map(comer => [comer.card, comer.person.id]))
  const random = seededRandom(seed ^ 0x5eed)
  for (const [i, gate] of school.gates.entries()) {
    const past = {
      site: gate.site,
      gate: gate.id,
      ...pastKiosk(gate.id),
      sensor: DEMO_SENSORS[i] as string,
      days: days.map(
        ({ day, arrivals, departures }): PastDay => ({
          day,
          turns: [
            ...(arrivals[i] ?? []).map(turn => ({ ...turn, direction: 'in' as const })),
            ...(departures[i] ?? []).map(turn => ({ ...turn, direction: 'out' as const })),
          ],
        }),
      ),
    }
    for (const chunk of chunks(pastEntries(past, card => holders.get(card), random)))
      await store.ingest.append([chunk])
  }
}

/** Whole days, so that those who never came are counted too. */
async function markDays({ attendance }: Store, { schools, days }: Seed): Promise<void> {
  const dirty = schools.flatMap(({ school }) => days.map(day => ({ site: school.site.id, day, person: '' })))
  await attendance.markDirty(dirty)
}

/** The kiosk that stood at the gate before: another device, so another journal. */
function pastKiosk(gate: string): { kiosk: string; journal: string } {
  const digest = createHash('sha256').update(`demo kiosk before ${gate}`).digest('hex')
  return { kiosk: digest.slice(0, 16), journal: digest.slice(16, 32) }
}

function* chunks(all: Append): Generator<Append> {
  let expected = all.expected
  for (let i = 0; i < all.rows.length; i += CHUNK) {
    const rows = all.rows.slice(i, i + CHUNK)
    const last = rows.at(-1)
    if (!last) return
    const next = { seq: last.seq, head: last.hash }
    yield { ...all, expected, next, rows, entries: all.entries.slice(i, i + CHUNK) }
    expected = next
  }
}
