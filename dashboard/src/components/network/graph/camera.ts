/** What of the world is in sight: world position of the top left corner, pixels a world unit in each direction. */
export interface Camera {
  x: number
  y: number
  kx: number
  ky: number
}

export interface Size {
  width: number
  height: number
}

/** nobody needs symbols larger than this */
const MOST = 1.6
const MARGIN = 28

/** Everything in sight; each direction for itself, since a long chain is no higher than a short one. */
export function fitted(world: Size, view: Size, top: number): Camera {
  const kx = Math.min(1, (view.width - 2 * MARGIN) / world.width)
  const ky = Math.min(1, (view.height - top - MARGIN) / world.height)
  const [wide, high] = [world.width * kx, world.height * ky]
  return {
    kx,
    ky,
    x: -Math.max(MARGIN, (view.width - wide) / 2) / kx,
    y: -(top + Math.max(0, Math.min(24, (view.height - top - high) / 2))) / ky,
  }
}

/** Closer (`by` > 1) or farther, what is at that point of the view staying there. Never farther than everything. */
export function zoomed(camera: Camera, by: number, at: { x: number; y: number }, fit: Camera): Camera {
  const limit = (k: number, least: number): number => Math.min(MOST, Math.max(Math.min(least, MOST) * 0.8, k))
  const kx = limit(camera.kx * by, fit.kx)
  const ky = limit(camera.ky * by, fit.ky)
  return {
    kx,
    ky,
    x: camera.x + at.x / camera.kx - at.x / kx,
    y: camera.y + at.y / camera.ky - at.y / ky,
  }
}

/** Moved so that a point of the world is in sight, and no more than needed. */
export function revealed(camera: Camera, at: { x: number; y: number }, view: Size, top: number): Camera {
  const px = (at.x - camera.x) * camera.kx
  const py = (at.y - camera.y) * camera.ky
  const away = (p: number, low: number, high: number): number => (p < low ? p - low : p > high ? p - high : 0)
  return {
    ...camera,
    x: camera.x + away(px, 60, view.width - 160) / camera.kx,
    y: camera.y + away(py, top + 40, view.height - 60) / camera.ky,
  }
}

/** Close enough to read names, with this point in the middle. */
export function closeTo(at: { x: number; y: number }, view: Size, camera: Camera): Camera {
  const kx = Math.max(camera.kx, 0.9)
  const ky = Math.max(camera.ky, 0.9)
  return { kx, ky, x: at.x - view.width / 2 / kx, y: at.y - view.height / 2 / ky }
}
