import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EntryBody } from '@schoolgate/protocol/entry/body'
import { entryHash, GENESIS } from '@schoolgate/protocol/entry/chain'
import { encodeFrame } from '@schoolgate/protocol/frame/codec'
import { MAX_FRAME_BYTES } from '@schoolgate/protocol/frame/limits'
import { bytesToHex } from '@schoolgate/protocol/hex'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tempDir } from '../../test/helpers/school.ts'
import { assertDurable, openDurable } from './durable.ts'
import type { Journal } from './journal.ts'
import { openJournal } from './open.ts'

const KIOSK = '00000000000000a1'
const BOOT = '00000000000000b1'
const DAY = 86_400_000
const body: EntryBody = {
  direction: 'in',
  card: '00000000000000c1',
  person: '00000000000000d1',
  reading: { sensor: 'gy-mcu90640', kind: 'array', surface: 34.8, ambient: 22, frames: 8, sd: 0.05 },
  verdict: 'pass',
  reasons: [],
  method: 'qr',
  rulePack: 'starter-1',
  look: 1,
  idleMs: 12,
}

let temp: ReturnType<typeof tempDir>
let path: string
const opened: Journal[] = []

beforeEach(() => {
  temp = tempDir()
  path = join(temp.dir, 'journal.db')
})
afterEach(() => {
  for (const journal of opened.splice(0)) journal.close()
  temp.remove()
})

const open = (wall = 0) => {
  const result = openJournal(path, KIOSK, BOOT, wall)
  opened.push(result.journal)
  return result
}
const closeAll = () => {
  for (const journal of opened.splice(0)) journal.close()
}
const add = (journal: Journal, wallMs = 1_000, synced = true) => {
  const appended = journal.append(body, { monoMs: 5, wallMs, synced })
  if (!appended.ok) throw new Error(appended.error)
  return appended.value
}

/** Recomputes the whole chain from the batches a hub would get. */
function verifyChain(journal: Journal): number {
  const { firstSeq, lastSeq } = journal.kept()
  let prev = journal.base().hash
  let seq = firstSeq
  while (seq !== 0 && seq <= lastSeq) {
    const batch = journal.batch(seq, 200, 40 * 1024)
    if (!batch) throw new Error(`no batch from ${seq}`)
    expect(bytesToHex(batch.prev)).toBe(bytesToHex(prev))
    for (const [bootId, monoMs, wallMs, synced, , v, bytes] of batch.entries) {
      const header = {
        kiosk: KIOSK,
        journal: journal.id,
        seq,
        bootId,
        monoMs,
        wallMs,
        synced,
        kind: 'scan' as const,
        v,
      }
      prev = entryHash(header, prev, bytes)
      seq++
    }
    expect(bytesToHex(batch.head)).toBe(bytesToHex(prev))
    expect(batch.to).toBe(seq - 1)
  }
  expect(bytesToHex(journal.head().hash)).toBe(bytesToHex(prev))
  return lastSeq
}

describe('an append', () => {
  it('counts 1, 2, 3 and chains from the beginning', () => {
    const { journal } = open()
    expect(journal.kept()).toEqual({ firstSeq: 0, lastSeq: 0 })
    expect(journal.head()).toEqual({ seq: 0, hash: GENESIS })
    expect([add(journal), add(journal), add(journal)].map(a => a.seq)).toEqual([1, 2, 3])
    expect(verifyChain(journal)).toBe(3)
  })

  it('goes on after the file is opened again', () => {
    const first = open().journal
    add(first)
    first.acknowledge(1)
    closeAll()
    const { journal, setAside } = open()
    expect(setAside).toBeUndefined()
    expect(journal.id).toBe(first.id)
    expect(journal.acked()).toBe(1)
    expect(add(journal).seq).toBe(2)
    expect(verifyChain(journal)).toBe(2)
  })

  it('says so when the file takes no writes, and goes on when it does again', () => {
    const { journal } = open()
    const other = new Database(path)
    other.exec('BEGIN EXCLUSIVE')
    expect(journal.append(body, { monoMs: 0, wallMs: 0, synced: true })).toEqual({
      ok: false,
      error: 'SQLITE_BUSY',
    })
    expect(journal.probe().ok).toBe(false)
    other.exec('ROLLBACK')
    other.close()
    expect(journal.probe().ok).toBe(true)
    expect(add(journal).seq).toBe(1)
  })

  it('fsyncs every commit: both settings hold on the connection, and are refused otherwise', () => {
    const db = openDurable(path)
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(db.pragma('synchronous', { simple: true })).toBe(2)
    db.pragma('synchronous = NORMAL')
    expect(() => assertDurable(db)).toThrow(/durable/)
    db.close()
  })

  it('loses nothing it has said and breaks no chain when killed in the middle', async () => {
    let said = 0
    for (let round = 1; round <= 3; round++) {
      const script = join(import.meta.dirname, '../../test/helpers/append-until-killed.ts')
      const child = spawn(process.execPath, [script, path, KIOSK], { stdio: ['ignore', 'pipe', 'inherit'] })
      let text = ''
      const enough = said + 40 * round
      await new Promise<void>((resolve, reject) => {
        child.stdout.on('data', chunk => {
          text += chunk
          if (Number(text.trimEnd().split('\n').at(-1)) >= enough) child.kill('SIGKILL')
        })
        child.on('error', reject)
        child.on('close', () => resolve())
      })
      said = Number(text.slice(0, text.lastIndexOf('\n')).split('\n').at(-1))
      expect(said).toBeGreaterThanOrEqual(enough)
      const { journal, setAside } = open()
      expect(setAside).toBeUndefined()
      // One more than was said may be there: committed, then killed before it was told.
      expect([said, said + 1]).toContain(verifyChain(journal))
      closeAll()
    }
  })
})

describe('a damaged file', () => {
  const damage = (how: () => void) => {
    const { journal } = open()
    for (let i = 0; i < 300; i++) add(journal)
    closeAll()
    how()
    const next = open(Date.parse('2026-11-23T00:00:00Z'))
    expect(next.setAside).toBe(`${path}.damaged-2026-11-23T00-00-00.000Z`)
    expect(readdirSync(temp.dir)).toContain('journal.db.damaged-2026-11-23T00-00-00.000Z')
    expect(next.journal.id).not.toBe(journal.id)
    expect(add(next.journal).seq).toBe(1)
  }
  it('of rubbish pages is set aside and a new journal begun', () =>
    damage(() => {
      const bytes = readFileSync(path)
      bytes.fill(0xa5, 4_096, 20_000)
      writeFileSync(path, bytes)
    }))
  it('that is no database is set aside', () =>
    damage(() => writeFileSync(path, 'not a database at all, '.repeat(500))))
  it('cut short is set aside', () => damage(() => truncateSync(path, 30_000)))
  it('whose chain was tampered with is set aside', () =>
    damage(() => {
      const db = new Database(path)
      db.prepare('UPDATE entry SET body = ? WHERE seq = 200').run(Buffer.from('{}'))
      db.close()
    }))
})

describe('a journal that is gone', () => {
  const WALL = Date.parse('2026-11-23T00:00:00Z')
  const openAfter = (journal: string | undefined, ranBefore = true, wall = WALL) => {
    const result = openJournal(path, KIOSK, BOOT, wall, { journal, ranBefore })
    opened.push(result.journal)
    return result
  }
  const fill = () => {
    const { journal } = openAfter(undefined, false)
    for (let i = 0; i < 30; i++) add(journal)
    closeAll()
    return journal.id
  }
  const lose = {
    emptied: () => truncateSync(path, 0),
    removed: () => rmSync(path),
  }

  it.each(['emptied', 'removed'] as const)('%s, is missed, and no seq is given twice under its id', how => {
    const before = fill()
    lose[how]()
    const { journal, replaced, setAside } = openAfter(before)
    expect({ replaced, setAside }).toEqual({ replaced: true, setAside: undefined })
    expect(journal.id).not.toBe(before)
    expect(journal.replacedAt()).toBe(WALL)
  })

  it('is told of until a hub has acknowledged an entry, over any number of starts', () => {
    const before = fill()
    lose.removed()
    const { id } = openAfter(before).journal
    closeAll()
    const { journal, replaced } = openAfter(id, true, WALL + DAY)
    expect(replaced).toBe(false)
    expect(journal.replacedAt()).toBe(WALL)
    add(journal)
    expect(journal.replacedAt()).toBe(WALL)
    journal.acknowledge(1)
    expect(journal.replacedAt()).toBeUndefined()
    closeAll()
    expect(openAfter(id).journal.replacedAt()).toBeUndefined()
  })

  it('is missed too by a kiosk that remembers nothing but that it ran before', () => {
    fill()
    lose.removed()
    expect(openAfter(undefined).replaced).toBe(true)
  })

  it('is none at the first start, nor where an older program kept no note of it', () => {
    expect(openAfter(undefined, false).replaced).toBe(false)
    closeAll()
    fill()
    const { journal, replaced } = openAfter(undefined, true)
    expect({ replaced, seq: journal.head().seq }).toEqual({ replaced: false, seq: 30 })
  })
})

describe('pruning', () => {
  it('deletes only what is safe and old, and the chain goes on', () => {
    const { journal } = open()
    for (let day = 0; day < 20; day++) add(journal, day * DAY)
    expect(journal.prune(10, 6 * DAY)).toBe(6)
    expect(journal.kept()).toEqual({ firstSeq: 7, lastSeq: 20 })
    expect(journal.prune(10, 19 * DAY)).toBe(4)
    expect(journal.prune(10, 19 * DAY)).toBe(0)
    verifyChain(journal)
    expect(journal.batch(10, 5, 9_999)).toBeUndefined()
    expect(journal.hashOf(9)).toBeUndefined()
    closeAll()
    expect(open().journal.kept()).toEqual({ firstSeq: 11, lastSeq: 20 })
  })

  it('may empty the journal, and seq still goes on', () => {
    const { journal } = open()
    for (let i = 0; i < 5; i++) add(journal, 0)
    expect(journal.prune(5, DAY)).toBe(5)
    expect(journal.kept()).toEqual({ firstSeq: 0, lastSeq: 0 })
    closeAll()
    const { journal: again } = open()
    expect(add(again).seq).toBe(6)
    verifyChain(again)
  })

  it('trusts no age that an unset clock wrote', () => {
    const { journal } = open()
    add(journal, 0, false)
    expect(journal.prune(1, DAY)).toBe(0)
  })
})

describe('a batch', () => {
  it('stays within a frame', () => {
    const { journal } = open()
    const big = {
      ...body,
      reading: { ...body.reading, sensor: 'x'.repeat(40) },
      rulePack: 'y'.repeat(40),
    } as EntryBody
    for (let i = 0; i < 260; i++)
      journal.append(big, { monoMs: 123_456_789.25, wallMs: 1_790_000_000_000.5, synced: true })
    const batch = journal.batch(1, 200, 40 * 1024)
    if (!batch) throw new Error('no batch')
    const frame = encodeFrame({ t: 'entries', ...batch, mac: new Uint8Array(32) })
    expect(frame.length).toBeLessThan(MAX_FRAME_BYTES)
    expect(batch.entries.length).toBeGreaterThan(50)
  })
})
