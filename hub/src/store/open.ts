import { type Clock, systemClock } from '@schoolgate/protocol/clock'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { accountsStore } from './accounts-store.ts'
import { alarmsStore } from './alarms-store.ts'
import { attendanceStore } from './attendance-store.ts'
import { cardsStore } from './cards-store.ts'
import { directoryStore } from './directory-store.ts'
import { ingestStore } from './ingest-store.ts'
import type { Ingest } from './log-types.ts'
import { migrate, POSTGRES_WORDS, SQLITE_WORDS } from './migrations.ts'
import { postgresAppend } from './postgres-append.ts'
import { presenceStore } from './presence-store.ts'
import type { PresenceRules } from './presence-types.ts'
import { recordsStore } from './records-store.ts'
import { sqliteAppend } from './sqlite-append.ts'
import { BunSqliteDialect } from './sqlite-dialect.ts'
import { openSqliteFile } from './sqlite-file.ts'
import type { Db, Tables } from './tables.ts'
import { traceStore } from './trace-store.ts'
import type { Store } from './types.ts'

/** A SQLite file (made when absent) or a PostgreSQL connection URL. */
export type StoreTarget = { sqlitePath: string } | { databaseUrl: string }

export interface StoreOptions {
  rules: PresenceRules
  clock?: Pick<Clock, 'wall'>
  /** PostgreSQL connections of this hub */
  poolSize?: number
}

/**
 * Opens the store and brings its schema up to date.
 * @throws Error when the file or server cannot be opened, refuses durable writes, or is from a newer program.
 */
export async function openStore(target: StoreTarget, options: StoreOptions): Promise<Store> {
  return 'sqlitePath' in target
    ? openSqlite(target.sqlitePath, options)
    : openPostgres(target.databaseUrl, options)
}

async function openSqlite(path: string, options: StoreOptions): Promise<Store> {
  const file = openSqliteFile(path, 'loop')
  const db: Db = new Kysely<Tables>({ dialect: new BunSqliteDialect(file) })
  try {
    await migrate(db, SQLITE_WORDS)
    const { append, close } = await sqliteAppend(db, path)
    const opened = store('sqlite', db, append, options)
    return {
      ...opened,
      async close() {
        await close()
        await opened.close()
      },
    }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

async function openPostgres(url: string, options: StoreOptions): Promise<Store> {
  const pool = new pg.Pool({ connectionString: url, max: options.poolSize ?? 8, types: { getTypeParser } })
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => {})
  const db: Db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  try {
    await migrate(db, POSTGRES_WORDS)
    return store('postgres', db, postgresAppend(db), options)
  } catch (error) {
    await db.destroy()
    throw error
  }
}

const INT8 = 20

/** Ids and counts come back as numbers: they stay below 2^53 for longer than any hub lives. */
const getTypeParser: pg.CustomTypesConfig['getTypeParser'] = ((oid: number, format?: 'text' | 'binary') =>
  oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser

function store(
  engine: Store['engine'],
  db: Db,
  append: Ingest['append'],
  { rules, clock = systemClock }: StoreOptions,
): Store {
  const records = recordsStore(db, engine, rules)
  const cards = cardsStore(db, engine)
  return {
    engine,
    ingest: ingestStore(db, append),
    presence: presenceStore(db, engine, rules, clock),
    directory: directoryStore({ db, engine, rules, clock, records, cards }),
    accounts: accountsStore(db),
    alarms: alarmsStore(db),
    records,
    cards,
    attendance: attendanceStore(db, engine),
    trace: traceStore({ db, engine, rules, clock, records }),
    close: () => db.destroy(),
  }
}
