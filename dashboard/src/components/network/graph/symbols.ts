import type { NetworkNode } from './model.ts'
import type { Inks } from './paint.ts'

type Status = NetworkNode['status']

/** Drawn once a look and size, then copied: 25,000 copies are quick, 25,000 drawings are not. */
const kept = new Map<string, HTMLCanvasElement>()
const MOST_KEPT = 400
/** of the copies, so that they stay sharp on dense screens */
const DENSITY = 2

/**
 * A person's symbol: full disc confirmed, half disc probable, dashed ring suspected, square contact; a dashed ring
 * around it says no symptoms. The same as beside a case's name.
 */
export function drawSymbol(
  ctx: CanvasRenderingContext2D,
  status: Status,
  asymptomatic: boolean,
  x: number,
  y: number,
  radius: number,
  inks: Inks,
): void {
  const r = Math.round(radius * 2) / 2
  const key = `${status} ${asymptomatic} ${r} ${inks.case} ${inks.contact} ${inks.surface}`
  let copy = kept.get(key)
  const side = Math.ceil(2 * (r + 5))
  if (!copy) {
    if (kept.size >= MOST_KEPT) kept.clear()
    copy = document.createElement('canvas')
    copy.width = side * DENSITY
    copy.height = side * DENSITY
    const own = copy.getContext('2d', { willReadFrequently: true })
    if (own) {
      own.scale(DENSITY, DENSITY)
      symbol(own, status, asymptomatic, side / 2, r, inks)
    }
    kept.set(key, copy)
  }
  ctx.drawImage(copy, x - side / 2, y - side / 2, side, side)
}

function symbol(
  ctx: CanvasRenderingContext2D,
  status: Status,
  asymptomatic: boolean,
  mid: number,
  r: number,
  inks: Inks,
): void {
  const circle = (radius: number): void => {
    ctx.beginPath()
    ctx.arc(mid, mid, radius, 0, 2 * Math.PI)
  }
  ctx.lineWidth = Math.min(2, Math.max(1, r / 4))
  ctx.fillStyle = inks.surface
  if (status === 'contact') {
    ctx.strokeStyle = inks.contact
    ctx.fillRect(mid - r, mid - r, 2 * r, 2 * r)
    ctx.strokeRect(mid - r + 0.5, mid - r + 0.5, 2 * r - 1, 2 * r - 1)
    return
  }
  ctx.strokeStyle = inks.case
  circle(r)
  ctx.fill()
  if (status === 'confirmed') {
    ctx.fillStyle = inks.case
    ctx.fill()
  } else {
    ctx.setLineDash(status === 'suspected' ? [Math.max(1.5, r / 2.4), Math.max(1.2, r / 3)] : [])
    circle(r - ctx.lineWidth / 2)
    ctx.stroke()
    ctx.setLineDash([])
    if (status === 'probable') {
      ctx.fillStyle = inks.case
      ctx.beginPath()
      ctx.arc(mid, mid, r, Math.PI / 2, (3 * Math.PI) / 2)
      ctx.fill()
    }
  }
  if (!asymptomatic) return
  ctx.lineWidth = 1.3
  ctx.setLineDash([2.4, 1.8])
  circle(r + 2.8)
  ctx.stroke()
}
