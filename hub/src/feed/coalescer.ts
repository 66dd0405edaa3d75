import type { Clock } from '@schoolgate/protocol/clock'

/** About four deltas a second in a busy room. */
export const COALESCE_MS = 250

/**
 * Decides when a room speaks: at once when it was quiet, at most every `everyMs` while it is busy. A second word may
 * follow the first at once, so that a gate's figure of the minute does not hold up the child behind it (a token
 * bucket of two). An urgent change never waits.
 */
export class Coalescer {
  readonly #clock: Clock
  readonly #flush: () => boolean
  readonly #everyMs: number
  /** when the bucket is full again, mono ms */
  #full = Number.NEGATIVE_INFINITY
  #cancel: (() => void) | undefined

  /**
   * @param clock real time: this is about eyes, not data
   * @param flush says what changed and whether there was anything to say
   */
  constructor(clock: Clock, flush: () => boolean, everyMs = COALESCE_MS) {
    this.#clock = clock
    this.#flush = flush
    this.#everyMs = everyMs
  }

  /** Something changed. */
  touch(urgent = false): void {
    const wait = this.#full - this.#everyMs - this.#clock.mono()
    if (urgent || wait <= 0) this.now()
    else this.#cancel ??= this.#clock.after(wait, () => this.now())
  }

  /** Speaks now, whatever is pending. */
  now(): void {
    this.stop()
    if (!this.#flush()) return
    const now = this.#clock.mono()
    // However many alarms went before, the next ordinary word waits no longer than in a busy room.
    this.#full = Math.min(Math.max(this.#full, now), now + this.#everyMs) + this.#everyMs
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }
}
