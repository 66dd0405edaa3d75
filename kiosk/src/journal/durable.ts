import Database from 'better-sqlite3'

/** 1 MB of pages: the library's own 16 MB would be a seventh of what a kiosk may use. */
export const SMALL_CACHE = 'cache_size = -1000'

/** Nobody else writes these files, so a lock is a fault: wait for it no longer than a child would. */
const BUSY_MS = 100

/**
 * Opens a SQLite file so that a commit is on the disk when it returns: write-ahead log with an fsync for every
 * commit. A library compiled to run the log at NORMAL would lose committed entries with the power, so both
 * settings are read back.
 *
 * @throws when the file cannot be opened or either setting does not hold
 */
export function openDurable(path: string): Database.Database {
  const db = new Database(path, { timeout: BUSY_MS })
  try {
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.pragma(SMALL_CACHE)
    assertDurable(db)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** @throws when a commit on this connection would not be fsynced */
export function assertDurable(db: Database.Database): void {
  const mode = db.pragma('journal_mode', { simple: true })
  const synchronous = db.pragma('synchronous', { simple: true })
  if (mode !== 'wal' || synchronous !== 2)
    throw new Error(`commits would not be durable: journal_mode ${mode}, synchronous ${synchronous}`)
}
