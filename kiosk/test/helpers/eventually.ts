import { setTimeout as delay } from 'node:timers/promises'

/** Looks every few ms until `check` gives something; @throws Error naming `what` when it never did. */
export async function eventually<T>(
  what: string,
  check: () => T | undefined | false | null,
  withinMs = 30_000,
): Promise<T> {
  const deadline = performance.now() + withinMs
  for (;;) {
    const found = check()
    if (found) return found
    if (performance.now() > deadline) throw new Error(`never happened: ${what}`)
    await delay(5)
  }
}
