import { normal, type Random } from '@schoolgate/protocol/random'
import { CUP_C, forehead, nearness, type Standing } from './person.ts'

export const COLUMNS = 32
export const ROWS = 24

/** Noise of one pixel in one frame, degC (MLX90640 at 4 Hz: about 0.1 K). */
const NETD = 0.09
/** The die runs warmer than the room. */
export const DIE_ABOVE_ROOM = 6.5
/** A forehead at half a metre, in pixels: half axes of the head. */
const HEAD_X = 4.6
const HEAD_Y = 6.4

interface Head {
  x: number
  y: number
  scale: number
  surface: number
}

/**
 * One picture, degC, row-major as a mirror would show it: a room a little warmer at the top, with noise, and
 * whoever stands there: an ellipse hottest about the inner corners of the eyes and the forehead, cooler to the rim.
 */
export function renderScene(
  person: Standing | undefined,
  roomC: number,
  now: number,
  random: Random,
): Float32Array {
  const pixels = new Float32Array(COLUMNS * ROWS)
  for (let y = 0; y < ROWS; y++) {
    for (let x = 0; x < COLUMNS; x++) {
      pixels[y * COLUMNS + x] = roomC + 0.6 * (0.5 - y / ROWS) + 0.2 * (x / COLUMNS - 0.5)
    }
  }
  const near = person ? nearness(person, now) : 0
  if (person && near > 0) {
    for (const head of heads(person, near, roomC, now)) drawHead(pixels, head, roomC)
    if (person.look === 'cup') drawCup(pixels, near)
  }
  for (let i = 0; i < pixels.length; i++) pixels[i] = (pixels[i] as number) + normal(random, 0, NETD)
  return pixels
}

function heads(person: Standing, near: number, roomC: number, now: number): Head[] {
  const surface = forehead(person, roomC, now)
  const sway = 0.25 * Math.sin(now / 900)
  const aside = (1 - near) * 14
  const x = 15.5 + sway + aside
  const y = 11.5
  const scale = 0.45 + 0.55 * near
  if (person.look === 'far') return [{ x, y, scale: scale * 0.42, surface: surface - 0.8 }]
  if (person.look === 'two-heads') {
    return [
      { x: 8.5 + sway - aside, y, scale: scale * 0.86, surface },
      { x: 23 + sway + aside, y: 12.5, scale: scale * 0.86, surface: surface - 0.2 },
    ]
  }
  return [{ x, y, scale, surface }]
}

function drawHead(pixels: Float32Array, head: Head, roomC: number): void {
  const rx = HEAD_X * head.scale
  const ry = HEAD_Y * head.scale
  // The hottest patch lies a third above the middle.
  const hotY = Math.round(head.y - ry / 3)
  const hotX = Math.round(head.x)
  for (let y = 0; y < ROWS; y++) {
    for (let x = 0; x < COLUMNS; x++) {
      const r2 = ((x - head.x) / rx) ** 2 + ((y - head.y) / ry) ** 2
      if (r2 > 1.25) continue
      const fromHot = ((x - hotX + 0.5) / rx) ** 2 + ((y - hotY + 0.5) / ry) ** 2
      const isHot = x >= hotX - 1 && x <= hotX && y >= hotY - 1 && y <= hotY
      const skin = isHot ? head.surface : head.surface - 0.35 - 1.3 * Math.min(1, fromHot)
      // A rim pixel sees skin and wall.
      const cover = r2 <= 0.85 ? 1 : Math.max(0, 1 - (r2 - 0.85) / 0.4)
      const at = y * COLUMNS + x
      pixels[at] = Math.max(pixels[at] as number, roomC + (skin - roomC) * cover)
    }
  }
}

function drawCup(pixels: Float32Array, near: number): void {
  const cx = 25
  const cy = 19
  const radius = 1.9 * near
  for (let y = 0; y < ROWS; y++) {
    for (let x = 0; x < COLUMNS; x++) {
      if ((x - cx) ** 2 + (y - cy) ** 2 <= radius ** 2) pixels[y * COLUMNS + x] = CUP_C
    }
  }
}

/** What a spot sensor's single pixel sees, degC: the forehead, mixed with wall when it does not fill the view. */
export function spotTemperature(
  person: Standing | undefined,
  roomC: number,
  now: number,
  random: Random,
): number {
  const near = person ? nearness(person, now) : 0
  const noise = normal(random, 0, 0.06)
  if (!person || near === 0) return roomC + noise
  const fill = near ** 2 * (person.look === 'far' ? 0.4 : 1)
  const seen = forehead(person, roomC, now)
  const mixed = person.look === 'cup' ? seen + (CUP_C - seen) * 0.6 : seen
  return roomC + (mixed - roomC) * fill + noise
}
