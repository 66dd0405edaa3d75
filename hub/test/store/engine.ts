import type { Db } from '../../src/store/tables.ts'
import type { Store } from '../../src/store/types.ts'
import { testId } from '../helpers/kiosk-client.ts'
import { seedSchool } from '../helpers/school.ts'

export interface TestEngine {
  name: Store['engine']
  start(): Promise<void>
  /** a new empty store whose clock says `now` */
  open(now?: number): Promise<Store>
  /** the store opened last, again */
  reopen(store: Store): Promise<Store>
  /** another hub's connection to the tables of the store opened last */
  tables(run: (db: Db) => Promise<void>): Promise<void>
  /** a store that an older hub left behind: made with its migrations alone, filled, opened */
  openOld(version: number, fill: (db: Db) => Promise<void>): Promise<Store>
  stop(): Promise<void>
}

export const DAY = '2026-11-23'
/** 07:40 in Ulaanbaatar */
export const MORNING = Date.parse('2026-11-22T23:40:00Z')
export const MINUTE = 60_000
export const person = (i: number) => testId(`person ${i}`)
export const card = (i: number) => testId(`card ${i}`)

/** A new store with one school. */
export async function freshStore(engine: TestEngine, now?: number): Promise<Store> {
  const store = await engine.open(now)
  await seedSchool(store)
  return store
}
