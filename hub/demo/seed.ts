import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { seededRandom } from '@schoolgate/protocol/random'
import { bunPasswords } from '../src/auth/password.ts'
import { tokenHash } from '../src/auth/token.ts'
import { ensureIssuer } from '../src/cards/issuer.ts'
import { presenceRules } from '../src/presence/rules.ts'
import { openStore } from '../src/store/open.ts'
import type { Append, GateRow, Store } from '../src/store/types.ts'
import { type PastDay, pastEntries } from './history.ts'
import type { PlannedDay } from './plan.ts'
import type { DemoSchool } from './school.ts'

export interface Seed {
  dataDir: string
  school: DemoSchool
  user: string
  password: string
  /** plans by card id, oldest first */
  pastDays: PlannedDay[]
  /** one code for each gate, good until `codesUntil` */
  codes: string[]
  codesUntil: number
  seed: number
}

/** What each demo gate measures with. */
export const DEMO_SENSORS = ['gy-mcu90640', 'gy-mcu90614'] as const

/** Rows of one commit: small enough that a commit stays short. */
const CHUNK = 2000

/** Fills an empty hub with the made-up school, an officer and past days. Returns card texts by card id. */
export async function seedHub(seed: Seed): Promise<Map<string, string>> {
  const { school, dataDir } = seed
  const schoolId = school.site.jurisdiction
  const issuer = await ensureIssuer(dataDir, schoolId)
  const store = await openStore({ sqlitePath: join(dataDir, 'hub.sqlite') }, { rules: presenceRules })
  try {
    const { directory, accounts } = store
    for (const row of school.jurisdictions) await directory.putJurisdiction(row)
    await directory.putSite(school.site)
    await directory.putIssuerKey({ kid: issuer.kid, jurisdiction: schoolId, publicKey: issuer.publicKey })
    for (const [i, gate] of school.gates.entries()) {
      await directory.putGate(gate)
      await directory.putPairingCode(tokenHash(seed.codes[i] as string), gate.id, seed.codesUntil)
    }
    await directory.putPeople(school.people)
    await directory.putCards(school.cards)
    await accounts.putOfficer({
      id: 'dulam',
      user: seed.user,
      name: 'Дулам',
      passwordHash: await bunPasswords().hash(seed.password),
      jurisdiction: schoolId,
      locale: school.site.locale,
    })
    await appendPast(store, seed)
  } finally {
    await store.close()
  }
  return new Map(
    school.cards.map(c => [c.id, issuer.issue({ card: c.id, issued: c.issued, expires: c.expires })]),
  )
}

async function appendPast(store: Store, { school, pastDays, seed }: Seed): Promise<void> {
  const people = new Map(school.people.map(p => [p.id, p]))
  const holders = new Map(school.cards.map(c => [c.id, people.get(c.person)]))
  const random = seededRandom(seed ^ 0x5eed)
  for (const [i, gate] of school.gates.entries()) {
    const days = pastDays.flatMap((d): PastDay[] => [
      { day: d.day, direction: 'in', turns: d.arrivals[i] ?? [] },
      { day: d.day, direction: 'out', turns: d.departures[i] ?? [] },
    ])
    const past = {
      site: gate.site,
      gate: gate.id,
      ...pastKiosk(gate),
      sensor: DEMO_SENSORS[i] as string,
      days,
    }
    for (const chunk of chunks(pastEntries(past, card => holders.get(card), random))) {
      await store.ingest.append([chunk])
    }
  }
  while ((await store.presence.merge()) > 0);
}

/** The kiosk that stood at the gate before: another device, so another journal. */
function pastKiosk(gate: GateRow): { kiosk: string; journal: string } {
  const digest = createHash('sha256').update(`demo kiosk before ${gate.id}`).digest('hex')
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
