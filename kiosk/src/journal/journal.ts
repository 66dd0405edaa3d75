import { randomBytes } from 'node:crypto'
import { type EntryBody, encodeBody } from '@schoolgate/protocol/entry/body'
import { entryHash, GENESIS } from '@schoolgate/protocol/entry/chain'
import { ENTRY_BODY_VERSION, type EntryHeader } from '@schoolgate/protocol/entry/header'
import type { WireEntry } from '@schoolgate/protocol/frame/entries'
import { bytesToHex } from '@schoolgate/protocol/hex'
import { fail, ok, type Result } from '@schoolgate/protocol/result'
import type Database from 'better-sqlite3'
import { type Row, readRows, toWire } from './rows.ts'

/** What a stamp of the kiosk's clocks says. */
export interface Stamp {
  monoMs: number
  wallMs: number
  synced: boolean
}

export interface Appended {
  seq: number
  header: EntryHeader
  hash: Uint8Array
}

/** A run of entries as the uplink sends them. */
export interface Batch {
  from: number
  to: number
  prev: Uint8Array
  head: Uint8Array
  entries: WireEntry[]
}

export interface Head {
  seq: number
  hash: Uint8Array
}

/** The kiosk's durable log: one hash chain, seq 1, 2, 3 without gaps. All methods are synchronous. */
export class Journal {
  /** 16 hexadecimal digits, made with the empty journal */
  readonly id: string
  readonly #db: Database.Database
  readonly #kiosk: string
  readonly #bootId: string
  readonly #insert: Database.Statement<unknown[]>
  readonly #append: (body: Uint8Array, stamp: Stamp) => Appended
  #head: Head
  #base: Head
  #acked: number
  #ackedOnDisk: number

  /** Use `openJournal`, which prepares the file. */
  constructor(db: Database.Database, kiosk: string, bootId: string) {
    this.#db = db
    this.#kiosk = kiosk
    this.#bootId = bootId
    this.id = this.#meta('id') ?? this.#begin()
    this.#base = { seq: Number(this.#meta('base')), hash: this.#metaBytes('baseHash') }
    this.#acked = Number(this.#meta('acked'))
    this.#ackedOnDisk = this.#acked
    this.#head = this.#readHead()
    this.#insert = db.prepare(
      'INSERT INTO entry (seq, boot_id, mono_ms, wall_ms, synced, kind, v, body, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    )
    this.#append = db.transaction((body: Uint8Array, stamp: Stamp) => this.#write(body, stamp))
  }

  /**
   * Writes one entry. When this returns ok, the commit has been fsynced: only then may a lamp turn green.
   *
   * @returns the failure's SQLite code (`SQLITE_FULL`, `SQLITE_BUSY`, ...) when nothing was written
   */
  append(body: EntryBody, stamp: Stamp): Result<Appended, string> {
    try {
      const appended = this.#append(encodeBody(body), stamp)
      this.#head = { seq: appended.seq, hash: appended.hash }
      this.#ackedOnDisk = this.#acked
      return ok(appended)
    } catch (error) {
      return fail(codeOf(error))
    }
  }

  /** Whether the file takes writes: a durable write that changes nothing anybody reads. */
  probe(): Result<void, string> {
    try {
      this.#db.prepare("INSERT OR REPLACE INTO meta VALUES ('probe', strftime('%s'))").run()
      return ok(undefined)
    } catch (error) {
      return fail(codeOf(error))
    }
  }

  /** Seq and hash of the newest entry; 0 and GENESIS for none. */
  head(): Head {
    return this.#head
  }

  /** First and last seq still kept; both 0 when no entry is. */
  kept(): { firstSeq: number; lastSeq: number } {
    if (this.#head.seq === this.#base.seq) return { firstSeq: 0, lastSeq: 0 }
    return { firstSeq: this.#base.seq + 1, lastSeq: this.#head.seq }
  }

  /** Everything up to and including `base` has been deleted; its hash is what the chain goes on from. */
  base(): Head {
    return this.#base
  }

  /** Highest seq a hub has acknowledged. */
  acked(): number {
    return this.#acked
  }

  /**
   * When this journal took the place of one that was lost (wall time, epoch ms), until a hub has acknowledged an
   * entry of it: by then the hub has been told. Kept in the file, so that a restart before that forgets nothing.
   */
  replacedAt(): number | undefined {
    if (this.#acked > 0) return undefined
    const at = this.#meta('replacedAt')
    return at === undefined ? undefined : Number(at)
  }

  /** Writes down that this journal took the place of one that was lost; the first time told stays. */
  noteReplaced(wallMs: number): void {
    this.#db.prepare("INSERT OR IGNORE INTO meta VALUES ('replacedAt', ?)").run(Math.round(wallMs))
  }

  /** Hash of an entry (0: GENESIS), undefined when it is not kept. */
  hashOf(seq: number): Uint8Array | undefined {
    if (seq === 0) return GENESIS
    if (seq === this.#base.seq) return this.#base.hash
    if (seq === this.#head.seq) return this.#head.hash
    const row = this.#db.prepare('SELECT hash FROM entry WHERE seq = ?').get(seq) as
      | { hash: Uint8Array }
      | undefined
    return row && new Uint8Array(row.hash)
  }

  /**
   * Up to `max` entries from `from` on, their bodies within `maxBytes` together (one entry at least).
   *
   * @returns undefined when `from` is not kept
   */
  batch(from: number, max: number, maxBytes: number): Batch | undefined {
    const prev = this.hashOf(from - 1)
    const rows = readRows(this.#db, from, max)
    if (!prev || rows[0]?.seq !== from) return undefined
    const chosen: Row[] = []
    let bytes = 0
    for (const row of rows) {
      bytes += row.body.length
      if (chosen.length > 0 && bytes > maxBytes) break
      chosen.push(row)
    }
    const last = chosen.at(-1) as Row
    return { from, to: last.seq, prev, head: new Uint8Array(last.hash), entries: chosen.map(toWire) }
  }

  /** Wall time (epoch ms) and body bytes of the entries written since, oldest first. */
  since(wallMs: number): { wallMs: number; body: Uint8Array }[] {
    return this.#db
      .prepare('SELECT wall_ms AS wallMs, body FROM entry WHERE wall_ms >= ? ORDER BY seq')
      .all(wallMs) as { wallMs: number; body: Uint8Array }[]
  }

  /**
   * Keeps the hub's high-water mark; it only grows. It is written with the next entry, never with an fsync of its
   * own: losing it costs nothing but a wrong count of kept entries until the hub says it again.
   */
  acknowledge(hwm: number): void {
    this.#acked = Math.max(this.#acked, hwm)
  }

  /**
   * Deletes entries that are in a second place besides the hub and written before `olderThanMs` (epoch ms), and
   * writes the acknowledged mark down. What is above `safeHwm` stays, however old.
   *
   * @returns how many were deleted
   */
  prune(safeHwm: number, olderThanMs: number): number {
    return this.#db.transaction(() => {
      this.#setMeta('acked', this.#acked)
      // A set clock proves its entry's age, and with it that of every entry before; an unset one proves nothing.
      const { upTo } = this.#db
        .prepare(
          'SELECT coalesce(max(seq), 0) AS upTo FROM entry WHERE seq <= ? AND wall_ms < ? AND synced = 1',
        )
        .get(safeHwm, olderThanMs) as { upTo: number }
      const hash = this.hashOf(upTo)
      if (upTo <= this.#base.seq || !hash) return 0
      const { changes } = this.#db.prepare('DELETE FROM entry WHERE seq <= ?').run(upTo)
      this.#setMeta('base', upTo)
      this.#setMeta('baseHash', Buffer.from(hash))
      this.#base = { seq: upTo, hash }
      return changes
    })()
  }

  /** Writes the acknowledged mark down and closes the file. */
  close(): void {
    try {
      this.#setMeta('acked', this.#acked)
    } finally {
      this.#db.close()
    }
  }

  #write(body: Uint8Array, stamp: Stamp): Appended {
    const last = this.#readHead()
    const header: EntryHeader = {
      kiosk: this.#kiosk,
      journal: this.id,
      seq: last.seq + 1,
      bootId: this.#bootId,
      monoMs: stamp.monoMs,
      wallMs: stamp.wallMs,
      synced: stamp.synced,
      kind: 'scan',
      v: ENTRY_BODY_VERSION,
    }
    const hash = new Uint8Array(entryHash(header, last.hash, body))
    const { seq, bootId, monoMs, wallMs, kind, v } = header
    this.#insert.run(seq, bootId, monoMs, wallMs, header.synced ? 1 : 0, kind, v, body, hash)
    if (this.#acked > this.#ackedOnDisk) this.#setMeta('acked', this.#acked)
    return { seq, header, hash }
  }

  #readHead(): Head {
    const row = this.#db.prepare('SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1').get() as
      | { seq: number; hash: Uint8Array }
      | undefined
    return row ? { seq: row.seq, hash: new Uint8Array(row.hash) } : this.#base
  }

  #begin(): string {
    const id = bytesToHex(randomBytes(8))
    this.#db.transaction(() => {
      this.#setMeta('base', 0)
      this.#setMeta('baseHash', Buffer.from(GENESIS))
      this.#setMeta('acked', 0)
      this.#setMeta('id', id)
    })()
    return id
  }

  #meta(key: string): string | undefined {
    const row = this.#db.prepare('SELECT value FROM meta WHERE key = ?').get(key) as
      | { value: string }
      | undefined
    return row?.value
  }

  #metaBytes(key: string): Uint8Array {
    const row = this.#db.prepare('SELECT value FROM meta WHERE key = ?').get(key) as { value: Uint8Array }
    return new Uint8Array(row.value)
  }

  #setMeta(key: string, value: string | number | Buffer): void {
    this.#db.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)').run(key, value)
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
