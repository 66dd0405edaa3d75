const DAY = 86_400
const BIN = 600

/**
 * Where one day ends and the next begins, in seconds from 0 to 86,399 on the file's own clock: the middle of the
 * longest quiet stretch, so that UNIX time of any time zone and seconds from a first midnight are cut alike.
 */
export function nightOf(times: readonly number[]): number {
  const bins = new Array<number>(DAY / BIN).fill(0)
  for (const t of times) {
    const bin = Math.floor((t % DAY) / BIN)
    bins[bin] = (bins[bin] ?? 0) + 1
  }
  const quiet = Math.min(...bins)
  let best = { from: 0, length: 0 }
  let length = 0
  // twice round: a night may go over the end
  for (let i = 0; i < bins.length * 2; i += 1) {
    length = bins[i % bins.length] === quiet ? length + 1 : 0
    if (length > best.length && length <= bins.length) best = { from: i - length + 1, length }
  }
  return ((best.from + best.length / 2) * BIN) % DAY
}

/** Number of the day a time lies in, `night` being where days are cut. */
export const dayOf = (t: number, night: number): number => Math.floor((t - night) / DAY)
