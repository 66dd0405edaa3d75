import type { Clock } from '@schoolgate/protocol/clock'

/** A clock that stands still until told to move; timers fire in order on the way. */
export class ManualClock implements Clock {
  now = 0
  #wallAtStart: number
  #timers: { at: number; run: () => void }[] = []

  constructor(wallAtStart = Date.parse('2026-11-23T08:00:00+08:00')) {
    this.#wallAtStart = wallAtStart
  }

  wall(): number {
    return this.#wallAtStart + this.now
  }

  mono(): number {
    return this.now
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.now + ms, run }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter(t => t !== timer)
    }
  }

  advance(ms: number): void {
    const until = this.now + ms
    for (;;) {
      const next = this.#timers.filter(t => t.at <= until).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      this.#timers = this.#timers.filter(t => t !== next)
      this.now = next.at
      next.run()
    }
    this.now = until
  }
}
