import { join } from 'node:path'
import { presenceRules } from '../src/presence/rules.ts'
import { openStore } from '../src/store/open.ts'
import { kioskIdentity } from '../test/helpers/kiosk-client.ts'

/** Kiosks per made-up school. */
const PER_SCHOOL = 4

/** Writes a store with `count` paired kiosks, number i having the key of `kioskIdentity(i)`. */
export async function seedFleet(data: string, count: number): Promise<void> {
  const store = await openStore({ sqlitePath: join(data, 'hub.sqlite') }, { rules: presenceRules })
  const { directory } = store
  await directory.putJurisdiction({ id: 'n', parent: null, kind: 'nation', name: 'Nation', path: '/n/' })
  for (let i = 0; i < count; i++) {
    const school = `s${Math.floor(i / PER_SCHOOL)}`
    if (i % PER_SCHOOL === 0) {
      await directory.putJurisdiction({
        id: school,
        parent: 'n',
        kind: 'school',
        name: school,
        path: `/n/${school}/`,
      })
      await directory.putSite({
        id: school,
        jurisdiction: school,
        name: school,
        timeZone: 'Asia/Ulaanbaatar',
        locale: 'mn',
      })
    }
    await directory.putGate({ id: `g${i}`, site: school, name: `Gate ${i}`, lane: 'both' })
    const { id, key } = kioskIdentity(i)
    await directory.putKiosk({ id, gate: `g${i}`, key, status: 'active', pairedAt: 0 })
  }
  await store.close()
}
