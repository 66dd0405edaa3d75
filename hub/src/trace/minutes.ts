import { DISTANCES, type Distance } from '@schoolgate/protocol/trace/words'
import type { PairExposure } from './exposure.ts'
import type { Stretch } from './facts/school-book.ts'
import { unionOf } from './facts/together.ts'

const MINUTE = 60_000
const DAY_MIN = 24 * 60

/**
 * Minutes in which people could have been within a distance, each minute once, however many settings tell of it.
 *
 * @param farthest with all nearer ones
 */
export function minutesWithin(exposures: readonly PairExposure[], farthest: Distance): number {
  const limit = DISTANCES.indexOf(farthest)
  let minutes = 0
  for (const day of Map.groupBy(exposures, exposure => exposure.day).values()) {
    let untimed = 0
    const timed: Stretch[] = []
    for (const { distance, from, minutes: min } of day) {
      if (DISTANCES.indexOf(distance) > limit) continue
      if (from === null) untimed += min
      else timed.push({ from, to: from + min * MINUTE })
    }
    minutes += Math.min(DAY_MIN, untimed + Math.round(unionOf(timed) / MINUTE))
  }
  return minutes
}
