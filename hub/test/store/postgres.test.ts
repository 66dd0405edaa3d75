import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { presenceRules } from '../../src/presence/rules.ts'
import { migrate, POSTGRES_WORDS } from '../../src/store/migrations.ts'
import { openStore } from '../../src/store/open.ts'
import type { Tables } from '../../src/store/tables.ts'
import type { Store } from '../../src/store/types.ts'
import { startPostgres, type TestPostgres } from '../helpers/postgres.ts'
import { storeContract } from './contract.ts'

let server: TestPostgres
let databaseUrl = ''
let open: Store[] = []
let made = 0

storeContract({
  name: 'postgres',
  async start() {
    server = await startPostgres()
  },
  async open(now = 0) {
    databaseUrl = await server.database(`contract_${++made}`)
    return track(now)
  },
  async reopen(store) {
    await store.close()
    open = open.filter(other => other !== store)
    return track(0)
  },
  async tables(run) {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 })
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
    await run(db).finally(() => db.destroy())
  },
  async openOld(version, fill) {
    databaseUrl = await server.database(`contract_${++made}`)
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 })
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
    await migrate(db, POSTGRES_WORDS, version)
    await fill(db)
    await db.destroy()
    return track(0)
  },
  async stop() {
    await Promise.all(open.map(store => store.close()))
    await server?.stop()
  },
})

async function track(now: number): Promise<Store> {
  const store = await openStore(
    { databaseUrl },
    { rules: presenceRules, clock: { wall: () => now }, poolSize: 3 },
  )
  open.push(store)
  return store
}
