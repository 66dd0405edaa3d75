import { Database } from 'bun:sqlite'
import { join } from 'node:path'
import { presenceRules } from '../src/presence/rules.ts'
import { openStore } from '../src/store/open.ts'
import { kioskIdentity } from '../test/helpers/kiosk-client.ts'

/** Kiosks per made-up school. */
const PER_SCHOOL = 4

/** Writes a store with `count` paired kiosks in one transaction, number i having the key of `kioskIdentity(i)`. */
export async function seedFleet(data: string, count: number): Promise<void> {
  const path = join(data, 'hub.sqlite')
  const store = await openStore({ sqlitePath: path }, { rules: presenceRules })
  await store.close()
  const db = new Database(path)
  const jurisdiction = db.prepare('insert into jurisdiction values (?, ?, ?, ?, ?)')
  const site = db.prepare('insert into site values (?, ?, ?, ?, ?)')
  const gate = db.prepare('insert into gate values (?, ?, ?, ?)')
  const kiosk = db.prepare('insert into kiosk values (?, ?, ?, ?, ?)')
  db.transaction(() => {
    jurisdiction.run('n', null, 'nation', 'Nation', '/n/')
    for (let i = 0; i < count; i++) {
      const school = `s${Math.floor(i / PER_SCHOOL)}`
      if (i % PER_SCHOOL === 0) {
        jurisdiction.run(school, 'n', 'school', school, `/n/${school}/`)
        site.run(school, school, school, 'Asia/Ulaanbaatar', 'mn')
      }
      gate.run(`g${i}`, school, `Gate ${i}`, 'both')
      const { id, key } = kioskIdentity(i)
      kiosk.run(id, `g${i}`, key, 'active', 0)
    }
  })()
  db.close()
}
