import { GENESIS } from '@schoolgate/protocol/entry/chain'
import { localTime } from '../../src/presence/local-day.ts'
import type { Append, HighWater, LogRow, StoredEntry } from '../../src/store/log-types.ts'
import { testId } from '../helpers/kiosk-client.ts'
import { SCHOOL } from '../helpers/school.ts'

export type EntryWish = Partial<Omit<StoredEntry, 'id' | 'day'>> & { at: number }

/** The digest a test chain has after `seq`. */
export const head = (seq: number, salt = 0): Uint8Array =>
  seq === 0 ? GENESIS : new Uint8Array(32).fill((seq + salt) % 251)

export const mark = (seq: number, salt = 0): HighWater => ({ seq, head: head(seq, salt), lo: seq * 10 })

/** One journal's append of the wished entries after `from`. */
export function appendOf(
  from: number,
  wishes: EntryWish[],
  { kiosk = testId('kiosk'), journal = testId('journal'), site = SCHOOL.site, gate = SCHOOL.gate } = {},
): Append {
  const entries = wishes.map(
    (wish, i): Omit<StoredEntry, 'id'> => ({
      kiosk,
      journal,
      seq: from + i + 1,
      kind: 'scan',
      lo: wish.at - 5,
      hi: wish.at + 5,
      quality: 'synced',
      receivedAt: wish.at + 50,
      site,
      gate,
      day: localTime(SCHOOL.timeZone, wish.at).day,
      direction: 'in',
      verdict: 'pass',
      reasons: [],
      look: 1,
      idleMs: 3000,
      ...wish,
    }),
  )
  return {
    kiosk,
    journal,
    expected: mark(from),
    next: mark(from + wishes.length),
    rows: entries.map(row),
    entries,
    quarantine: [],
    gaps: [],
  }
}

const row = (entry: Omit<StoredEntry, 'id'>): LogRow => ({
  kiosk: entry.kiosk,
  journal: entry.journal,
  seq: entry.seq,
  bootId: testId('boot'),
  monoMs: entry.at + 0.123,
  wallMs: entry.at,
  synced: true,
  kind: 'scan',
  v: 1,
  body: new Uint8Array([1, 2, 3]),
  hash: head(entry.seq),
  at: entry.at,
  lo: entry.lo,
  hi: entry.hi,
  quality: entry.quality,
  receivedAt: entry.receivedAt,
})
