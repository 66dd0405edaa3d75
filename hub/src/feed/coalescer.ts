import type { Clock } from '@schoolgate/protocol/clock'

/** About four deltas a second in a busy room. */
export const COALESCE_MS = 250

/**
 * Decides when a room speaks: at once when it was quiet, otherwise when `everyMs` has passed since it last spoke.
 * An urgent change never waits.
 */
export class Coalescer {
  readonly #clock: Clock
  readonly #flush: () => boolean
  readonly #everyMs: number
  #last = Number.NEGATIVE_INFINITY
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
    const wait = this.#last + this.#everyMs - this.#clock.mono()
    if (urgent || wait <= 0) this.now()
    else this.#cancel ??= this.#clock.after(wait, () => this.now())
  }

  /** Speaks now, whatever is pending. */
  now(): void {
    this.stop()
    if (this.#flush()) this.#last = this.#clock.mono()
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }
}
