const MINUTE_MS = 60_000
/** A scan that follows the one before this soon had somebody waiting: the next in a line needs 2 s to step up. */
export const WAITING_BELOW_MS = 3000
const SCANS_JUDGED = 10
/** After this long without a scan nobody is waiting any more. */
const QUEUE_FORGOTTEN_MS = 60_000

/** Throughput and queue of one gate, kept scan by scan. Time is the hub's data clock, epoch ms. */
export class GateGauge {
  #perMinute = new Map<number, number>()
  #waited: boolean[] = []
  #lastAt = Number.NEGATIVE_INFINITY

  /** @param idleMs how long the kiosk stood free before this scan */
  scan(at: number, idleMs: number): void {
    const minute = Math.floor(at / MINUTE_MS)
    this.#perMinute.set(minute, (this.#perMinute.get(minute) ?? 0) + 1)
    if (this.#perMinute.size > 4) this.#forgetBefore(minute - 2)
    // A backlog from an offline kiosk tells nothing about the line that stands there now.
    if (at < this.#lastAt) return
    this.#lastAt = at
    this.#waited.push(idleMs < WAITING_BELOW_MS)
    if (this.#waited.length > SCANS_JUDGED) this.#waited.shift()
  }

  /** Scans in the last full minute before `now`, and the share of the last ten that had somebody waiting. */
  read(now: number): { perMinute: number; queue: number } {
    const perMinute = this.#perMinute.get(Math.floor(now / MINUTE_MS) - 1) ?? 0
    const stale = now - this.#lastAt > QUEUE_FORGOTTEN_MS
    const waiting = this.#waited.filter(Boolean).length
    return { perMinute, queue: stale || this.#waited.length === 0 ? 0 : waiting / this.#waited.length }
  }

  #forgetBefore(minute: number): void {
    for (const kept of this.#perMinute.keys()) if (kept < minute) this.#perMinute.delete(kept)
  }
}
