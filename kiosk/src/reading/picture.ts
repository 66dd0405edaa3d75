import type { ThermalFrame } from '../thermal/frame.ts'

/** An array's frame: degC, row-major. */
export type Picture = Extract<ThermalFrame, { kind: 'array' }>

/** Pixel indices that touch each other, sides and corners. */
export interface Blob {
  pixels: number[]
  /** hottest pixel, degC */
  max: number
}

/**
 * 8-connected components of the pixels that `inside` accepts, largest first.
 *
 * @param inside asked once for each pixel index
 */
export function blobsOf(
  columns: number,
  rows: number,
  values: Float32Array,
  inside: (i: number) => boolean,
): Blob[] {
  const waiting = new Uint8Array(columns * rows)
  for (let i = 0; i < waiting.length; i++) if (inside(i)) waiting[i] = 1
  const blobs: Blob[] = []
  for (let start = 0; start < waiting.length; start++) {
    if (!waiting[start]) continue
    waiting[start] = 0
    const pixels = [start]
    let max = Number.NEGATIVE_INFINITY
    for (let next = 0; next < pixels.length; next++) {
      const at = pixels[next] as number
      max = Math.max(max, values[at] as number)
      for (const near of neighbours(at, columns, rows)) {
        if (!waiting[near]) continue
        waiting[near] = 0
        pixels.push(near)
      }
    }
    blobs.push({ pixels, max })
  }
  return blobs.sort((a, b) => b.pixels.length - a.pixels.length)
}

/** The up to eight pixels around one. */
export function neighbours(i: number, columns: number, rows: number): number[] {
  const x = i % columns
  const y = (i - x) / columns
  const out: number[] = []
  for (let ny = Math.max(0, y - 1); ny <= Math.min(rows - 1, y + 1); ny++)
    for (let nx = Math.max(0, x - 1); nx <= Math.min(columns - 1, x + 1); nx++)
      if (nx !== x || ny !== y) out.push(ny * columns + nx)
  return out
}

/** Every pixel a finite number in the sensor's range (-40 to 300 degC), and as many as the format promises. */
export function isPlausiblePicture(picture: Picture): boolean {
  if (picture.pixels.length !== picture.columns * picture.rows) return false
  return picture.pixels.every(t => t > -40 && t < 300)
}
