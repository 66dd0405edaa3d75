import { afterAll, beforeAll, describe } from 'vitest'
import { accountsContract } from './accounts-contract.ts'
import { attendanceContract } from './attendance-contract.ts'
import { cardsContract } from './cards-contract.ts'
import { directoryContract } from './directory-contract.ts'
import type { TestEngine } from './engine.ts'
import { historyContract } from './history-contract.ts'
import { ingestContract } from './ingest-contract.ts'
import { migrationContract } from './migration-contract.ts'
import { peopleContract } from './people-contract.ts'
import { presenceContract } from './presence-contract.ts'
import { recordEffectsContract } from './record-effects-contract.ts'
import { recordsContract } from './records-contract.ts'
import { sheetContract } from './sheet-contract.ts'
import { traceContract } from './trace-contract.ts'

/** What a store promises, whichever engine keeps it. */
export function storeContract(engine: TestEngine): void {
  describe(`the store on ${engine.name}`, () => {
    beforeAll(() => engine.start(), 60_000)
    afterAll(() => engine.stop())

    ingestContract(engine)
    presenceContract(engine)
    directoryContract(engine)
    accountsContract(engine)
    migrationContract(engine)
    recordsContract(engine)
    recordEffectsContract(engine)
    historyContract(engine)
    peopleContract(engine)
    cardsContract(engine)
    attendanceContract(engine)
    sheetContract(engine)
    traceContract(engine)
  })
}
