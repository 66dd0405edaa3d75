import type { Clock } from '@schoolgate/protocol/clock'
import type { Presence } from '../store/types.ts'

export interface MergerDeps {
  presence: Pick<Presence, 'merge'>
  clock: Clock
  /** real ms between passes */
  everyMs?: number
  onError?: (error: unknown) => void
}

/**
 * Folds fresh log rows into visits and counters about every second, in the store's bounded chunks with a turn of
 * the event loop after each, until none is left. A failed pass is tried again at the next.
 * @returns stop: waits for the pass that is running
 */
export function startMerger({ presence, clock, everyMs = 1000, onError }: MergerDeps): () => Promise<void> {
  let stopped = false
  let cancel = () => {}
  let running: Promise<void> = Promise.resolve()

  const pass = async () => {
    try {
      while (!stopped && (await presence.merge()) > 0) await nextTurn()
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

const nextTurn = () => new Promise<void>(resolve => setImmediate(resolve))
