import type { TimeQuality } from '../store/log-types.ts'

/** One meeting of a kiosk's monotonic clock with the hub's: `mono` was read between the two hub times. */
export interface TimeSample {
  bootId: string
  mono: number
  /** hub wall time when the challenge left, epoch ms */
  sentAt: number
  /** hub wall time when the hello came, epoch ms */
  receivedAt: number
}

/** The raw clock fields of an entry. */
export interface EntryClocks {
  bootId: string
  monoMs: number
  wallMs: number
  synced: boolean
}

export interface DerivedTime {
  at: number
  lo: number
  hi: number
  quality: TimeQuality
}

/** Crystal error allowed for between two readings of one monotonic clock. */
const DRIFT = 100e-6
/** How wrong a wall clock may be that was set from the hub or a time server, ms. */
const SYNC_MARGIN_MS = 2000

/**
 * When an entry happened, with the interval it must lie in. The raw fields are kept beside it.
 *
 * - `same-boot`: the monotonic clock still runs, so the distance to the sample is known up to drift.
 * - `synced`: an earlier boot, but its wall clock had been set.
 * - `bracketed`: after the entry before it in the journal, before this boot began. The kiosk's wall clock, which
 *   starts where it was last saved, only places it within.
 *
 * @param floor earliest moment of the journal's entry before this one; 0 when there is none
 * @param receivedAt hub wall time of the batch: nothing happens after it was reported
 */
export function deriveTime(
  entry: EntryClocks,
  sample: TimeSample,
  floor: number,
  receivedAt: number,
): DerivedTime {
  if (entry.bootId === sample.bootId) {
    const since = entry.monoMs - sample.mono
    const drift = Math.abs(since) * DRIFT
    const lo = sample.sentAt + since - drift
    const hi = sample.receivedAt + since + drift
    // A monotonic clock beyond all reason says nothing.
    if (Number.isFinite(lo) && Number.isFinite(hi))
      return within(lo, hi, (lo + hi) / 2, floor, receivedAt, 'same-boot')
  }
  const ceiling = Math.min(receivedAt, sample.receivedAt - sample.mono)
  const lo = entry.wallMs - SYNC_MARGIN_MS
  const hi = entry.wallMs + SYNC_MARGIN_MS
  if (entry.synced && lo <= ceiling && hi >= floor)
    return within(lo, hi, entry.wallMs, floor, ceiling, 'synced')
  return within(floor, ceiling, entry.wallMs, floor, ceiling, 'bracketed')
}

function within(
  lo: number,
  hi: number,
  at: number,
  floor: number,
  ceiling: number,
  quality: TimeQuality,
): DerivedTime {
  // Where the bounds contradict each other (the hub's clock was set back), what was reported by now wins.
  const top = Math.floor(Math.max(0, Math.min(hi, ceiling)))
  const bottom = Math.min(top, Math.max(0, Math.ceil(Math.max(lo, floor))))
  return { at: Math.min(top, Math.max(bottom, Math.round(at))), lo: bottom, hi: top, quality }
}
