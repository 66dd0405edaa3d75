import type { Clock } from '@schoolgate/protocol/clock'

/** A clock that stands still until told: wall and mono move together. */
export class ManualClock implements Clock {
  #now: number
  #due: { at: number; run: () => void }[] = []

  constructor(now = 1_760_000_000_000) {
    this.#now = now
  }
  wall(): number {
    return this.#now
  }
  mono(): number {
    return this.#now
  }
  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run }
    this.#due.push(timer)
    return () => {
      this.#due = this.#due.filter(t => t !== timer)
    }
  }
  /** Lets `ms` pass, running what falls due in order. */
  pass(ms: number): void {
    const end = this.#now + ms
    for (;;) {
      const next = this.#due.filter(t => t.at <= end).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      this.#due = this.#due.filter(t => t !== next)
      this.#now = next.at
      next.run()
    }
    this.#now = end
  }
}
