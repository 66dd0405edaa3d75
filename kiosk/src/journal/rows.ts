import { ENTRY_BODY_VERSION, type EntryHeader } from '@schoolgate/protocol/entry/header'
import type { WireEntry } from '@schoolgate/protocol/frame/entries'
import type Database from 'better-sqlite3'

/** One journalled entry as the file holds it. */
export interface Row {
  seq: number
  boot_id: string
  mono_ms: number
  wall_ms: number
  synced: 0 | 1
  kind: string
  v: number
  body: Uint8Array
  hash: Uint8Array
}

export const SCHEMA = `
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS entry (
    seq INTEGER PRIMARY KEY, boot_id TEXT NOT NULL, mono_ms REAL NOT NULL, wall_ms REAL NOT NULL,
    synced INTEGER NOT NULL, kind TEXT NOT NULL, v INTEGER NOT NULL, body BLOB NOT NULL, hash BLOB NOT NULL
  );
`

export const readRows = (db: Database.Database, from: number, max: number): Row[] =>
  db.prepare('SELECT * FROM entry WHERE seq >= ? ORDER BY seq LIMIT ?').all(from, max) as Row[]

export const toWire = (row: Row): WireEntry => [
  row.boot_id,
  row.mono_ms,
  row.wall_ms,
  row.synced === 1,
  row.kind,
  row.v,
  new Uint8Array(row.body),
]

export const toHeader = (row: Row, kiosk: string, journal: string): EntryHeader => ({
  kiosk,
  journal,
  seq: row.seq,
  bootId: row.boot_id,
  monoMs: row.mono_ms,
  wallMs: row.wall_ms,
  synced: row.synced === 1,
  kind: row.kind as EntryHeader['kind'],
  v: row.v ?? ENTRY_BODY_VERSION,
})
