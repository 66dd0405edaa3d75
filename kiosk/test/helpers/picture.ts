import { normal, type Random } from '@schoolgate/protocol/random'
import type { Picture } from '../../src/reading/picture.ts'

export interface Thing {
  x: number
  y: number
  /** half-widths in pixels */
  rx: number
  ry: number
  /** degC at the middle; the rim is a degree and a half cooler */
  middle: number
}

/** A face as a 32x24 array sees it at half a metre. */
export const face = (middle: number, x = 16, y = 11): Thing => ({ x, y, rx: 5, ry: 6, middle })

/** A made-up picture: a room with noise, and things in it. */
export function picture(room: number, things: Thing[], random: Random, noise = 0.05): Picture {
  const columns = 32
  const rows = 24
  const pixels = new Float32Array(columns * rows)
  for (let i = 0; i < pixels.length; i++) {
    const x = i % columns
    const y = Math.floor(i / columns)
    let value = room + (y - rows / 2) * 0.02
    for (const t of things) {
      const r = ((x - t.x) / t.rx) ** 2 + ((y - t.y) / t.ry) ** 2
      if (r <= 1) value = Math.max(value, t.middle - 1.5 * r)
    }
    pixels[i] = normal(random, value, noise)
  }
  return { kind: 'array', columns, rows, pixels, ta: room + 6 }
}
