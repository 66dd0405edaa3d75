import type { Clock } from '@schoolgate/protocol/clock'

export interface TurnsDeps {
  /** A bounded piece of the work. @returns whether there is more */
  step: () => Promise<boolean>
  /** real time */
  clock: Clock
  /** real ms between passes */
  everyMs: number
  onError?: ((error: unknown) => void) | undefined
}

/** Rest after a piece, in units of its own time: such work never takes more than a tenth of the hub. */
const REST = 9

/**
 * Work in passes: pieces with a rest after each, until none is left. A failed pass is tried again at the next.
 * @returns stop: waits for the pass that is running
 */
export function startInTurns({ step, clock, everyMs, onError }: TurnsDeps): () => Promise<void> {
  let stopped = false
  let cancel = () => {}
  let running: Promise<void> = Promise.resolve()

  const pass = async () => {
    try {
      for (;;) {
        const started = clock.mono()
        if (stopped || !(await step())) break
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
