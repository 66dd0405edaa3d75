import { Database } from 'bun:sqlite'

/**
 * Pages (of 4 KiB) in the write-ahead log from which a commit also copies it into the file. Neighbouring commits
 * write the same pages, so copying seldom copies less. The writer's thread goes first: a connection that
 * the event loop waits for copies only if that thread does not keep up.
 */
export const CHECKPOINT_PAGES = { writer: 8192, loop: 32_768 }

/**
 * A connection to the hub's file, made when absent.
 * @throws Error when the file cannot be opened or refuses durable writes
 */
export function openSqliteFile(path: string, use: keyof typeof CHECKPOINT_PAGES): Database {
  const file = new Database(path, { create: true, readwrite: true, strict: true })
  try {
    file.run('pragma busy_timeout = 5000')
    file.run('pragma journal_mode = wal')
    file.run('pragma synchronous = full')
    file.run('pragma foreign_keys = on')
    file.run('pragma cache_size = -65536')
    file.run(`pragma wal_autocheckpoint = ${CHECKPOINT_PAGES[use]}`)
    // An ack promises the entry is on disk, so a setting that did not take must stop the hub.
    assertPragma(file, 'journal_mode', 'wal')
    assertPragma(file, 'synchronous', 2)
    assertPragma(file, 'foreign_keys', 1)
    return file
  } catch (error) {
    file.close(false)
    throw error
  }
}

function assertPragma(file: Database, name: string, wanted: string | number): void {
  const row = file.query<Record<string, string | number>, []>(`pragma ${name}`).get()
  if (row?.[name] !== wanted) throw new Error(`SQLite refused ${name} = ${wanted}`)
}
