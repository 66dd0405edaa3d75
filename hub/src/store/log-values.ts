import type { Append, LogRow, StoredEntry } from './log-types.ts'

/** Columns of `log`. */
export const LOG_COLUMNS = 28

/** One row of `log` in the order of its columns. */
export function logValues(append: Append, index: number, id: number) {
  const row = append.rows[index] as LogRow
  const entry = append.entries[index]
  return [
    id,
    row.kiosk,
    row.journal,
    row.seq,
    row.bootId,
    row.monoMs,
    row.wallMs,
    row.synced ? 1 : 0,
    row.kind,
    row.v,
    row.body,
    row.hash,
    row.at,
    row.lo,
    row.hi,
    row.quality,
    row.receivedAt,
    entry?.site ?? null,
    entry?.gate ?? null,
    entry?.day ?? null,
    entry?.direction ?? null,
    entry?.verdict ?? null,
    entry === undefined ? null : entry.reasons.join(' '),
    entry?.card ?? null,
    entry?.person ?? null,
    entry?.surface ?? null,
    entry?.look ?? null,
    entry?.idleMs ?? null,
  ]
}

/** Columns of `log` that make a StoredEntry. */
export const ENTRY_COLUMNS = [
  'id',
  'kiosk',
  'journal',
  'seq',
  'kind',
  'at',
  'lo',
  'hi',
  'quality',
  'received',
  'site',
  'gate',
  'day',
  'direction',
  'verdict',
  'reasons',
  'card',
  'person',
  'surface',
  'look',
  'idle',
] as const

export type EntryColumns = Pick<import('./tables.ts').LogTable, (typeof ENTRY_COLUMNS)[number]>

/** A log row whose body was read, as presence and the feed see it. */
export function storedEntry(row: EntryColumns): StoredEntry {
  const entry: StoredEntry = {
    id: row.id,
    kiosk: row.kiosk,
    journal: row.journal,
    seq: row.seq,
    kind: row.kind,
    at: row.at,
    lo: row.lo,
    hi: row.hi,
    quality: row.quality as StoredEntry['quality'],
    receivedAt: row.received,
    site: row.site ?? '',
    gate: row.gate ?? '',
    day: row.day ?? '',
    direction: row.direction as StoredEntry['direction'],
    verdict: row.verdict as StoredEntry['verdict'],
    reasons: (row.reasons ? row.reasons.split(' ') : []) as StoredEntry['reasons'],
    look: row.look ?? 1,
    idleMs: row.idle ?? 0,
  }
  if (row.card !== null) entry.card = row.card
  if (row.person !== null) entry.person = row.person
  if (row.surface !== null) entry.surface = row.surface
  return entry
}
