import { entryHash } from '@schoolgate/protocol/entry/chain'
import type { EntryHeader } from '@schoolgate/protocol/entry/header'
import type { Entries, WireEntry } from '@schoolgate/protocol/frame/entries'
import type { Append, LogRow, QuarantineRow, StoredEntry } from '../store/log-types.ts'
import { deriveTime } from './clock.ts'
import { readBody } from './read-body.ts'
import type { Ready, StepContext } from './session.ts'

/** Chain hash after each entry of a frame, starting from the frame's own `prev`. */
export function chainOf(frame: Entries, kiosk: string, journal: string): Uint8Array[] {
  const chain: Uint8Array[] = []
  let prev = frame.prev
  for (let i = 0; i < frame.entries.length; i++) {
    const [bootId, monoMs, wallMs, synced, kind, v, body] = frame.entries[i] as WireEntry
    const seq = frame.from + i
    // The wire takes any kind, so that a newer kiosk is understood later; the chain covers it as it came.
    const header = { kiosk, journal, seq, bootId, monoMs, wallMs, synced, kind, v } as EntryHeader
    prev = entryHash(header, prev, body)
    chain.push(prev)
  }
  return chain
}

/**
 * The rows of a frame from its entry `skip` on: each derived time, each body read, and what cannot be read put
 * into quarantine with the reason. `lo` is the last entry's earliest moment.
 * @param unread a reason to keep every body unread
 */
export function readBatch(
  frame: Entries,
  skip: number,
  chain: Uint8Array[],
  ready: Ready,
  context: StepContext,
  unread?: string,
): Pick<Append, 'rows' | 'entries' | 'quarantine'> & { lo: number } {
  const { kiosk, gate, site } = ready.place
  const { journal, sample, timeZone } = ready
  const receivedAt = context.now
  const rows: LogRow[] = []
  const entries: Append['entries'] = []
  const quarantine: QuarantineRow[] = []
  let floor = ready.tail.lo ?? 0
  for (let i = skip; i < frame.entries.length; i++) {
    const [bootId, monoMs, wallMs, synced, kind, v, body] = frame.entries[i] as WireEntry
    const seq = frame.from + i
    const time = deriveTime({ bootId, monoMs, wallMs, synced }, sample, floor, receivedAt)
    floor = time.lo
    rows.push({
      kiosk,
      journal,
      seq,
      bootId,
      monoMs,
      wallMs,
      synced,
      kind: kind === 'scan' ? kind : kind.replace(NOT_PLAIN, '?'),
      v,
      body,
      hash: chain[i] as Uint8Array,
      at: time.at,
      lo: time.lo,
      hi: time.hi,
      quality: time.quality,
      receivedAt,
    })
    const read = unread === undefined ? readBody(kind, v, body) : unread
    if (typeof read === 'string') {
      entries.push(undefined)
      quarantine.push({ kiosk, journal, seq, reason: read, raw: body, receivedAt })
      continue
    }
    const entry: Omit<StoredEntry, 'id'> = {
      kiosk,
      journal,
      seq,
      kind,
      at: time.at,
      lo: time.lo,
      hi: time.hi,
      quality: time.quality,
      receivedAt,
      site,
      gate,
      day: context.localDay(timeZone, time.at),
      direction: read.direction,
      verdict: read.verdict,
      reasons: read.reasons,
      look: read.look,
      idleMs: read.idleMs,
    }
    if (read.card !== undefined) entry.card = read.card
    if (read.person !== undefined) entry.person = read.person
    if (read.reading !== undefined) entry.surface = read.reading.surface
    entries.push(entry)
  }
  return { rows, entries, quarantine, lo: floor }
}

/** PostgreSQL's text takes no NUL: a kind from a broken kiosk must not make its whole group fail. */
const NOT_PLAIN = /[^ -~]/g
