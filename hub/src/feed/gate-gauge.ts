const MINUTE_MS = 60_000
/** A scan that follows the one before this soon had somebody waiting: the next in a line needs 2 s to step up. */
export const WAITING_BELOW_MS = 3000
const SCANS_JUDGED = 10
/** After this long without a scan nobody is waiting any more. */
const QUEUE_FORGOTTEN_MS = 60_000

/** Throughput and queue of one gate, kept scan by scan; plain numbers, there are thousands. Time: data clock, epoch ms. */
export class GateGauge {
  /** the newest minute with a scan, its scans, and those of the two minutes before it */
  #minute = Number.NEGATIVE_INFINITY
  #scans = 0
  #before = 0
  #beforeThat = 0
  /** the last scans, a bit each, the newest lowest: somebody was waiting */
  #waited = 0
  #judged = 0
  #lastAt = Number.NEGATIVE_INFINITY

  /** @param idleMs how long the kiosk stood free before this scan */
  scan(at: number, idleMs: number): void {
    this.#count(Math.floor(at / MINUTE_MS))
    // A backlog from an offline kiosk tells nothing about the line that stands there now.
    if (at < this.#lastAt) return
    this.#lastAt = at
    this.#waited = ((this.#waited << 1) | (idleMs < WAITING_BELOW_MS ? 1 : 0)) & (2 ** SCANS_JUDGED - 1)
    this.#judged = Math.min(this.#judged + 1, SCANS_JUDGED)
  }

  /** Scans in the last full minute before `now`, and the share of the last ten that had somebody waiting. */
  read(now: number): { perMinute: number; queue: number } {
    const stale = now - this.#lastAt > QUEUE_FORGOTTEN_MS
    let waiting = 0
    for (let bits = this.#waited; bits > 0; bits >>= 1) waiting += bits & 1
    return {
      perMinute: this.#in(Math.floor(now / MINUTE_MS) - 1),
      queue: stale || this.#judged === 0 ? 0 : waiting / this.#judged,
    }
  }

  #count(minute: number): void {
    const ahead = minute - this.#minute
    if (ahead > 0) {
      this.#beforeThat = this.#in(minute - 2)
      this.#before = this.#in(minute - 1)
      this.#scans = 0
      this.#minute = minute
    }
    if (ahead >= 0) this.#scans++
    else if (ahead === -1) this.#before++
    else if (ahead === -2) this.#beforeThat++
  }

  #in(minute: number): number {
    const ago = this.#minute - minute
    return ago === 0 ? this.#scans : ago === 1 ? this.#before : ago === 2 ? this.#beforeThat : 0
  }
}
