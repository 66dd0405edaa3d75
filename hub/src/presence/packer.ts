import type { Clock } from '@schoolgate/protocol/clock'
import type { TraceStore } from '../store/trace-types.ts'

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
/** Rest after them, in units of their own time: packing never takes more than a tenth of the hub. */
const REST = 9
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
  let stopped = false
  let cancel = () => {}
  let running: Promise<void> = Promise.resolve()

  const pass = async () => {
    try {
      for (;;) {
        const before = new Date(now() - LAST_ZONE_MS).toISOString().slice(0, 10)
        const started = clock.mono()
        if (stopped || (await trace.pack(before, DAYS)) < DAYS) break
        const rest = (clock.mono() - started) * REST
        await new Promise<void>(resolve => clock.after(rest, resolve))
      }
    } catch (error) {
      onError?.(error)
    }
    if (!stopped) schedule()
  }
  const schedule = () => {
    cancel = clock.after(everyMs, () => {
      running = pass()
    })
  }
  schedule()

  return async () => {
    stopped = true
    cancel()
    await running
  }
}
