import { join } from 'node:path'
import { Kysely } from 'kysely'
import { presenceRules } from '../../src/presence/rules.ts'
import { migrate, SQLITE_WORDS } from '../../src/store/migrations.ts'
import { openStore } from '../../src/store/open.ts'
import { BunSqliteDialect } from '../../src/store/sqlite-dialect.ts'
import { openSqliteFile } from '../../src/store/sqlite-file.ts'
import type { Tables } from '../../src/store/tables.ts'
import type { Store } from '../../src/store/types.ts'
import { temporaryDirectory } from '../helpers/ingest-server.ts'
import { storeContract } from './contract.ts'

let dir: ReturnType<typeof temporaryDirectory>
let open: Store[] = []
let opened = 0

storeContract({
  name: 'sqlite',
  async start() {
    dir = temporaryDirectory()
  },
  async open(now = 0) {
    return track(join(dir.path, `${++opened}.db`), now)
  },
  async reopen(store) {
    await store.close()
    open = open.filter(other => other !== store)
    return track(join(dir.path, `${opened}.db`), 0)
  },
  async tables(run) {
    const file = openSqliteFile(join(dir.path, `${opened}.db`), 'loop')
    const db = new Kysely<Tables>({ dialect: new BunSqliteDialect(file) })
    await run(db).finally(() => db.destroy())
  },
  async openOld(version, fill) {
    const path = join(dir.path, `${++opened}.db`)
    const db = new Kysely<Tables>({ dialect: new BunSqliteDialect(openSqliteFile(path, 'loop')) })
    await migrate(db, SQLITE_WORDS, version)
    await fill(db)
    await db.destroy()
    return track(path, 0)
  },
  async stop() {
    await Promise.all(open.map(store => store.close()))
    dir.remove()
  },
})

async function track(sqlitePath: string, now: number): Promise<Store> {
  const store = await openStore({ sqlitePath }, { rules: presenceRules, clock: { wall: () => now } })
  open.push(store)
  return store
}
