/** A slower answer than the best so far is still taken when that one is this old: crystals drift, ms. */
const BEST_LASTS_MS = 10 * 60_000

/**
 * The kiosk's wall clock. Until a hub has told the time it is the machine's own, right or wrong; from then on it
 * runs from the hub's time on the monotonic clock, so that a jump of the machine's clock moves nothing.
 */
export class HubTime {
  readonly #ownWall: () => number
  #best: { offset: number; rttMs: number; atMono: number } | undefined

  /** @param ownWall the machine's wall clock, epoch ms */
  constructor(ownWall: () => number) {
    this.#ownWall = ownWall
  }

  /**
   * Takes a time sample: the hub said `time` (epoch ms) between two moments of our monotonic clock. The quicker
   * the answer, the narrower the interval it may lie in; the quickest wins.
   */
  sample(time: number, askedMono: number, heardMono: number): void {
    const rttMs = heardMono - askedMono
    if (rttMs < 0) return
    const isOld = this.#best && heardMono - this.#best.atMono > BEST_LASTS_MS
    if (this.#best && !isOld && rttMs > this.#best.rttMs) return
    this.#best = { offset: time + rttMs / 2 - heardMono, rttMs, atMono: heardMono }
  }

  isSynced(): boolean {
    return this.#best !== undefined
  }

  /** Epoch ms at a moment of the monotonic clock, which must be now. */
  wall(monoMs: number): number {
    return this.#best ? monoMs + this.#best.offset : this.#ownWall()
  }
}
