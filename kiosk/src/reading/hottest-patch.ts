import { neighbours, type Picture } from './picture.ts'
import { mean } from './statistics.ts'

/** Pixels in the patch: one hot pixel alone is noise, four that touch are skin. */
const PATCH = 4

/**
 * Mean of the hottest connected pixels of a face, degC: grown from the hottest pixel by the hottest one touching
 * the patch. The inner corner of the eye and the forehead are what it finds.
 *
 * @param face pixel indices of one connected region of at least PATCH pixels
 */
export function hottestPatch(picture: Picture, face: readonly number[]): number {
  const { columns, rows, pixels } = picture
  const value = (i: number) => pixels[i] as number
  const left = new Set(face)
  const hottest = (of: Iterable<number>) => {
    let best = -1
    for (const i of of) if (best < 0 || value(i) > value(best)) best = i
    return best
  }
  const patch: number[] = []
  const edge = new Set<number>()
  for (let next = hottest(left); next >= 0 && patch.length < PATCH; next = hottest(edge)) {
    patch.push(next)
    left.delete(next)
    edge.delete(next)
    for (const near of neighbours(next, columns, rows)) if (left.has(near)) edge.add(near)
  }
  return mean(patch.map(value))
}
