import type { Clock } from '@schoolgate/protocol/clock'

/** Pauses long work, so that entries and answers get through. */
export interface Breath {
  /** Work begins now. */
  begin(): void
  /** Rests in proportion to the work since the last rest or beginning. */
  take(): Promise<void>
}

/** @param rest in units of the work's own time; 4: never more than a fifth of the hub, 0: no rest at all */
export function breathOf(clock: Pick<Clock, 'mono' | 'after'>, rest: number): Breath {
  let since = clock.mono()
  return {
    begin() {
      since = clock.mono()
    },
    async take() {
      const worked = clock.mono() - since
      if (rest > 0) await new Promise<void>(resolve => clock.after(worked * rest, resolve))
      since = clock.mono()
    },
  }
}
