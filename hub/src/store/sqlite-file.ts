import { Database } from 'bun:sqlite'

/**
 * A connection to the hub's file, made when absent.
 * @throws Error when the file cannot be opened or refuses durable writes
 */
export function openSqliteFile(path: string): Database {
  const file = new Database(path, { create: true, readwrite: true, strict: true })
  try {
    file.run('pragma busy_timeout = 5000')
    file.run('pragma journal_mode = wal')
    file.run('pragma synchronous = full')
    file.run('pragma foreign_keys = on')
    file.run('pragma cache_size = -65536')
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
