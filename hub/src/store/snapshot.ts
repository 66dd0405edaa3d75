import type { Db } from './tables.ts'

/** All reads of `run` see one state of the store. */
export const snapshot = <T>(db: Db, run: (trx: Db) => Promise<T>): Promise<T> =>
  db.transaction().setIsolationLevel('repeatable read').execute(run)
