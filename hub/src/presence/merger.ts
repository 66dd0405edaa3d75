import type { Clock } from '@schoolgate/protocol/clock'
import type { Presence } from '../store/types.ts'

export interface MergerDeps {
  presence: Pick<Presence, 'merge'>
  clock: Clock
  /** real ms between passes */
  everyMs?: number
  onError?: (error: unknown) => void
}

/** Rest after a chunk, in units of its own time: merging never takes more than a tenth of the hub. */
const REST = 9

/**
 * Folds fresh log rows into visits and counters about every second, in the store's bounded chunks with a rest
 * after each, until none is left. A failed pass is tried again at the next.
 * @returns stop: waits for the pass that is running
 */
export function startMerger({ presence, clock, everyMs = 1000, onError }: MergerDeps): () => Promise<void> {
  let stopped = false
  let cancel = () => {}
  let running: Promise<void> = Promise.resolve()

  const pass = async () => {
    try {
      for (;;) {
        const started = clock.mono()
        if (stopped || (await presence.merge()) === 0) break
        const took = clock.mono() - started
        // A storm of entries comes first: unmerged rows are searched by reads in the meantime.
        await pause(clock, took * REST)
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

const pause = (clock: Clock, ms: number) => new Promise<void>(resolve => clock.after(ms, resolve))
