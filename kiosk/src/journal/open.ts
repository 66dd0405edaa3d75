import { existsSync, renameSync } from 'node:fs'
import { entryHash } from '@schoolgate/protocol/entry/chain'
import { sameBytes } from '@schoolgate/protocol/hex'
import Database from 'better-sqlite3'
import { openDurable, SMALL_CACHE } from './durable.ts'
import { Journal } from './journal.ts'
import { readRows, SCHEMA, toHeader } from './rows.ts'

/** Entries whose chain is recomputed at start, the newest: about a day of a busy gate, some 50 ms. */
const VERIFIED = 2_000

export interface OpenedJournal {
  journal: Journal
  /** where a damaged file was put, when a new journal had to be begun */
  setAside?: string
  /** there was a journal before, and it is gone: what no hub had got of it is lost, or lies in the file set aside */
  replaced: boolean
}

/** What is known of the journal besides its own file. */
export interface Remembered {
  /** id of the journal this kiosk wrote last */
  journal: string | undefined
  /** whether this kiosk has run before: then a journal that is missing altogether was lost */
  ranBefore: boolean
}

/**
 * Opens the journal, or begins one. A damaged file (SQLite's own check, or a chain that does not fit) is never
 * written to again: it is renamed with the time in its name and a new, empty journal takes its place. An emptied or
 * missing file is a sound, empty one to SQLite: that a journal was there is remembered elsewhere.
 *
 * @param path the journal's file
 * @param wallMs of the loss, and for the name of a file set aside, epoch ms
 * @throws when not even a new journal can be written
 */
export function openJournal(
  path: string,
  kiosk: string,
  bootId: string,
  wallMs: number,
  before: Remembered = { journal: undefined, ranBefore: false },
): OpenedJournal {
  const setAside = setAsideIfDamaged(path, wallMs, db => chainHolds(db, kiosk))
  const journal = begin(path, kiosk, bootId)
  const isOther =
    before.journal === undefined ? before.ranBefore && isNew(journal) : before.journal !== journal.id
  const replaced = setAside !== undefined || isOther
  if (replaced) journal.noteReplaced(wallMs)
  return setAside === undefined ? { journal, replaced } : { journal, replaced, setAside }
}

const isNew = (journal: Journal): boolean => journal.head().seq === 0

/**
 * Renames a damaged SQLite file and its companions, so that it can be looked into later.
 *
 * @param isRight asked when SQLite itself finds no fault
 * @returns the new name, undefined when there is nothing to set aside
 */
export function setAsideIfDamaged(
  path: string,
  wallMs: number,
  isRight: (db: Database.Database) => boolean = () => true,
): string | undefined {
  if (!existsSync(path) || isSound(path, isRight)) return undefined
  const setAside = `${path}.damaged-${new Date(wallMs).toISOString().replaceAll(':', '-')}`
  for (const part of ['', '-wal', '-shm'])
    if (existsSync(path + part)) renameSync(path + part, setAside + part)
  return setAside
}

function begin(path: string, kiosk: string, bootId: string): Journal {
  const db = openDurable(path)
  db.exec(SCHEMA)
  return new Journal(db, kiosk, bootId)
}

function isSound(path: string, isRight: (db: Database.Database) => boolean): boolean {
  let db: Database.Database | undefined
  try {
    db = new Database(path)
    db.pragma(SMALL_CACHE)
    if (db.pragma('integrity_check', { simple: true }) !== 'ok') return false
    return isRight(db)
  } catch (error) {
    if (isDamage(error)) return false
    throw error
  } finally {
    db?.close()
  }
}

/** SQLITE_CORRUPT and SQLITE_NOTADB say damage; a full or read-only disk does not, and must not cost a journal. */
const isDamage = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^SQLITE_(CORRUPT|NOTADB)/.test(String(error.code))

function chainHolds(db: Database.Database, kiosk: string): boolean {
  db.exec(SCHEMA)
  const meta = (key: string) =>
    (db.prepare('SELECT value FROM meta WHERE key = ?').get(key) as { value: unknown } | undefined)?.value
  const journal = meta('id')
  const { last } = db.prepare('SELECT max(seq) AS last FROM entry').get() as { last: number | null }
  if (journal === undefined) return last === null
  const base = Number(meta('base'))
  const from = Math.max(base + 1, (last ?? base) - VERIFIED + 1)
  const rows = readRows(db, from - 1, VERIFIED + 1)
  let prev = from - 1 === base ? new Uint8Array(meta('baseHash') as Uint8Array) : undefined
  let seq = from - 1
  for (const row of rows) {
    if (prev === undefined) {
      if (row.seq !== seq) return false
      prev = new Uint8Array(row.hash)
      continue
    }
    const hash = entryHash(toHeader(row, kiosk, String(journal)), prev, new Uint8Array(row.body))
    if (row.seq !== ++seq || !sameBytes(hash, new Uint8Array(row.hash))) return false
    prev = new Uint8Array(row.hash)
  }
  return true
}
