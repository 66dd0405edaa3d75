import { Database } from 'bun:sqlite'
import { join } from 'node:path'
import type { Jurisdiction } from '@schoolgate/protocol/directory/places'
import type { Change, RecordKind, RecordOf } from '@schoolgate/protocol/directory/records'
import { presenceRules } from '../src/presence/rules.ts'
import { openStore } from '../src/store/open.ts'
import type { Store } from '../src/store/types.ts'
import { kioskIdentity } from '../test/helpers/kiosk-client.ts'

/** Kiosks per made-up school. */
const PER_SCHOOL = 4

/** Schools per batch. */
const BATCH = 500

/** Writes a store with `count` paired kiosks, number i having the key of `kioskIdentity(i)`. */
export async function seedFleet(data: string, count: number): Promise<void> {
  const path = join(data, 'hub.sqlite')
  const store = await openStore({ sqlitePath: path }, { rules: presenceRules })
  const schools = Math.ceil(count / PER_SCHOOL)
  await apply(store, [put('jurisdiction', { ...jurisdiction('n', 'Nation'), kind: 'nation' })])
  for (let first = 0; first < schools; first += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, schools - first) }, (_, i) => first + i)
    await apply(
      store,
      numbers.flatMap(n => schoolOf(n, Math.min(PER_SCHOOL, count - n * PER_SCHOOL))),
    )
  }
  await store.close()

  const db = new Database(path)
  const kiosk = db.prepare('insert into kiosk (id, gate, key, status, paired_at) values (?, ?, ?, ?, ?)')
  db.transaction(() => {
    for (let i = 0; i < count; i++) {
      const { id, key } = kioskIdentity(i)
      kiosk.run(id, `g${i}`, key, 'active', 0)
    }
  })()
  db.close()
}

function schoolOf(n: number, gates: number): Change[] {
  const place = `s${n}`
  return [
    put('jurisdiction', { ...jurisdiction(place, place), parent: 'n' }),
    put('site', { id: place, place, name: place, timeZone: 'Asia/Ulaanbaatar', locale: 'mn' }),
    ...Array.from({ length: gates }, (_, i) => {
      const number = n * PER_SCHOOL + i
      return put('gate', { id: `g${number}`, place, site: place, name: `Gate ${number}`, lane: 'both' })
    }),
  ]
}

const jurisdiction = (id: string, name: string): Jurisdiction => ({
  id,
  place: id,
  source: id,
  parent: null,
  kind: 'school',
  name,
  number: null,
  path: '',
})

const put = <K extends RecordKind>(kind: K, record: RecordOf<K>): Change =>
  ({ op: 'put', kind, record }) as Change

async function apply(store: Store, changes: Change[]): Promise<void> {
  const outcome = await store.records.apply(changes, { officer: 'setup', name: 'setup', note: '', at: 0 })
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.kind} ${outcome.id}`)
}
