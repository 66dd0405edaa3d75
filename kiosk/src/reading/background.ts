import type { Picture } from './picture.ts'
import { median } from './statistics.ts'

/** Pixels this much above the picture's cool quarter belong to somebody or something, degC. */
const ABOVE_COOL = 2.5

/**
 * Room temperature, degC: the median of the pixels nobody stands in. The array's own `ta` will not do, it is the
 * temperature of the die, several degrees above the room.
 */
export function roomTemperature(picture: Picture): number {
  const sorted = Float32Array.from(picture.pixels).sort()
  const cool = sorted[Math.floor(sorted.length / 4)] as number
  return median(Array.from(sorted.filter(t => t <= cool + ABOVE_COOL)))
}
