/** Fewer joins than this leave nothing worth a collection. */
const WAVE = 1000

/**
 * Gives memory back after a wave of joining kiosks: their handshakes leave as much rubbish as a connection takes for
 * good, and a hub that is idle afterwards would keep it.
 * @param collect the runtime's collector
 * @returns `joined`: a kiosk came; `look`: to be called every few seconds
 */
export function tidyAfterWaves(collect: () => void): { joined(): void; look(): void } {
  let joins = 0
  let before = 0
  return {
    joined() {
      joins++
    },
    look() {
      const isStill = joins === before
      before = joins
      if (!isStill || joins < WAVE) return
      joins = before = 0
      collect()
    },
  }
}
