import type { RulePack } from '@schoolgate/protocol/rule-pack'
import { type Blob, blobsOf, neighbours, type Picture } from './picture.ts'

/** What one picture shows. Only `one-face` is measured. */
export type Sight =
  | { sight: 'one-face'; face: number[] }
  | { sight: 'none' | 'far-or-partial' | 'too-near' | 'multiple' | 'hot-object' }

/** Decides whether a picture may be measured. The plain rule is below; a trained model can stand in its place. */
export interface FrameGate {
  look(picture: Picture, room: number): Sight
}

/** A face is this much warmer than the room, degC. */
export const FACE_ABOVE_ROOM = 4
/** A face at 0.3 to 0.6 m on a 55x35 degree array of 32x24. */
const FACE_PIXELS = { min: 30, max: 150 }
/** A blob of this share of the largest one's pixels is a second person, not a hand. */
const SECOND_FACE = 0.5

/**
 * The plain blob rule: the largest group of touching pixels warmer than the room by FACE_ABOVE_ROOM is a face when
 * it has a face's size and no equal beside it. Things hotter than any forehead (a cup, a lamp) are cut out with a
 * border of one pixel, since their edge looks like skin. A cold face passes the gate: that is a verdict's matter.
 */
export function blobGate(pack: Pick<RulePack, 'implausibleAbove'>): FrameGate {
  return {
    look(picture, room) {
      const { columns, rows, pixels } = picture
      const hot = blobsOf(columns, rows, pixels, i => (pixels[i] as number) > pack.implausibleAbove)
      // A whole face of impossible heat stays in: it is measured and called implausible.
      const objects = hot.filter(b => b.pixels.length < FACE_PIXELS.min)
      const cut = withBorder(objects, columns, rows)
      const [largest, second] = blobsOf(
        columns,
        rows,
        pixels,
        i => !cut.has(i) && (pixels[i] as number) > room + FACE_ABOVE_ROOM,
      )
      if (!largest || largest.pixels.length < FACE_PIXELS.min / 3)
        return { sight: objects.length > 0 ? 'hot-object' : 'none' }
      if (largest.pixels.length < FACE_PIXELS.min) return { sight: 'far-or-partial' }
      const equal = second && second.pixels.length >= largest.pixels.length * SECOND_FACE
      if (equal && second.pixels.length >= FACE_PIXELS.min) return { sight: 'multiple' }
      if (largest.pixels.length > FACE_PIXELS.max) return { sight: 'too-near' }
      return { sight: 'one-face', face: largest.pixels }
    },
  }
}

function withBorder(blobs: Blob[], columns: number, rows: number): Set<number> {
  const out = new Set<number>()
  for (const { pixels } of blobs)
    for (const i of pixels) {
      out.add(i)
      for (const near of neighbours(i, columns, rows)) out.add(near)
    }
  return out
}
