import type { Clock } from '@schoolgate/protocol/clock'
import type { TraceStore } from '../store/trace-types.ts'
import { startInTurns } from './in-turns.ts'

export interface PackerDeps {
  trace: Pick<TraceStore, 'pack'>
  /** real time */
  clock: Clock
  /** the hub's clock, epoch ms */
  now: () => number
  /** real ms between passes */
  everyMs?: number
  onError?: (error: unknown) => void
}

/** Days packed before others have their turn. */
const DAYS = 4
/** A day ends nowhere later than this after it ends in UTC. */
const LAST_ZONE_MS = 12 * 60 * 60_000

/**
 * Packs the presence of days that are over about every minute, a few at a time with a rest after them, until none is
 * left. A failed pass is tried again at the next.
 * @returns stop: waits for the pass that is running
 */
export function startPacker({
  trace,
  clock,
  now,
  everyMs = 60_000,
  onError,
}: PackerDeps): () => Promise<void> {
  const step = async () => {
    const before = new Date(now() - LAST_ZONE_MS).toISOString().slice(0, 10)
    return (await trace.pack(before, DAYS)) === DAYS
  }
  return startInTurns({ step, clock, everyMs, onError })
}
