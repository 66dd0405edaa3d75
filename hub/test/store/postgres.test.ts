import { presenceRules } from '../../src/presence/rules.ts'
import { openStore } from '../../src/store/open.ts'
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
