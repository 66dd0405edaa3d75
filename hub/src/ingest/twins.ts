/** Starts of a kiosk's program that are remembered; a machine that is restarted more often is no twin. */
const REMEMBERED = 8

interface Boots {
  now: string
  /** those before it, oldest first */
  past: readonly string[]
}

/** Shared by the many kiosks that were never restarted. */
const NONE: readonly string[] = []

/**
 * Finds two machines with one kiosk's key, before their journals part. Every start of the program has a random id of
 * its own, and one that was replaced by a later start never speaks again: if it does, both are running.
 */
export class Twins {
  readonly #boots = new Map<string, Boots>()
  readonly #told = new Set<string>()

  /**
   * Notes who speaks for a kiosk.
   *
   * @param isOtherThere a connection of this kiosk is up at this moment; without one, whoever comes is the kiosk
   * @returns `twin-found`: told of once; `twin`: known already; neither may speak beside the one that is there
   */
  speaks(kiosk: string, bootId: string, isOtherThere: boolean): 'alone' | 'twin-found' | 'twin' {
    const boots = this.#boots.get(kiosk)
    if (boots === undefined) {
      this.#boots.set(kiosk, { now: bootId, past: NONE })
      return 'alone'
    }
    if (boots.now === bootId) return 'alone'
    if (isOtherThere && boots.past.includes(bootId)) {
      if (this.#told.has(kiosk)) return 'twin'
      this.#told.add(kiosk)
      return 'twin-found'
    }
    const past = [...boots.past.filter(past => past !== bootId), boots.now].slice(-REMEMBERED)
    this.#boots.set(kiosk, { now: bootId, past })
    return 'alone'
  }
}
