import type { Clock } from '@schoolgate/protocol/clock'

/**
 * Runs again and again, `ms` after the run before has ended.
 * @returns stop: no run starts after it; one that runs is not waited for
 */
export function repeat(
  clock: Clock,
  ms: number,
  run: () => void | Promise<void>,
  failed: (error: unknown) => void,
): () => void {
  let stopped = false
  let cancel = () => {}
  const once = async () => {
    try {
      await run()
    } catch (error) {
      failed(error)
    }
    if (!stopped) cancel = clock.after(ms, once)
  }
  cancel = clock.after(ms, once)
  return () => {
    stopped = true
    cancel()
  }
}
