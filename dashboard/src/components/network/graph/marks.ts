import { addDays } from '../../../text/day.ts'
import type { Camera, Size } from './camera.ts'
import { COLUMN } from './layout.ts'
import { linksOf, type NetworkModel } from './model.ts'
import { FONT, type Inks, strokeOf } from './paint.ts'

/** px above the drawing for the days */
export const AXIS = 26
/** links of one node that are drawn; who has more is read in the table */
const MOST_LINKS = 200
/** px from a symbol's middle to its plate: past the ring of the chosen one */
const BESIDE = 16

export interface Marks {
  model: NetworkModel
  size: Size
  inks: Inks
  /** where a node is in the view; undefined while it is folded */
  pixel: (node: number) => { x: number; y: number } | undefined
}

/** Days along the upper edge, as many as have room. */
export function drawAxis(
  ctx: CanvasRenderingContext2D,
  model: NetworkModel,
  camera: Camera,
  size: Size,
  inks: Inks,
  dayText: (iso: string) => string,
): void {
  ctx.fillStyle = inks.surface
  ctx.fillRect(0, 0, size.width, AXIS)
  ctx.fillStyle = inks.line
  ctx.fillRect(0, AXIS - 1, size.width, 1)
  ctx.fillStyle = inks.muted
  ctx.font = `12px ${FONT}`
  ctx.textBaseline = 'middle'
  const every = Math.max(1, Math.ceil(104 / (camera.kx * COLUMN)))
  for (let d = 0; d < model.days; d += every) {
    const at = (d * COLUMN - camera.x) * camera.kx
    if (at < -100 || at > size.width) continue
    ctx.fillRect(Math.round(at), AXIS - 6, 1, 5)
    ctx.fillText(dayText(addDays(model.firstDay, d)), at + 4, AXIS / 2)
  }
}

/** The chosen one: a ring, the name, and every link, those beside the tree too. */
export function drawChosen(ctx: CanvasRenderingContext2D, marks: Marks, node: number, pitch: number): void {
  const { model, inks, pixel } = marks
  const at = pixel(node)
  if (!at) return
  ctx.strokeStyle = inks.accent
  for (const e of linksOf(model, node).subarray(0, MOST_LINKS)) {
    const other = model.from[e] === node ? model.to[e] : model.from[e]
    const to = other === undefined ? undefined : pixel(other)
    if (!to) continue
    const { width, dash } = strokeOf(model.said[e] === 1, model.probability[e] as number)
    ctx.lineWidth = width + 0.6
    ctx.setLineDash(dash)
    ctx.beginPath()
    ctx.moveTo(at.x, at.y)
    ctx.quadraticCurveTo((at.x + to.x) / 2, at.y, to.x, to.y)
    ctx.stroke()
  }
  ctx.setLineDash([])
  const r = Math.min(13, Math.max(7, pitch * 0.36 + 5))
  for (const [ink, width] of [
    [inks.surface, 6],
    [inks.accent, 3],
  ] as const) {
    ctx.strokeStyle = ink
    ctx.lineWidth = width
    ctx.beginPath()
    ctx.arc(at.x, at.y, r, 0, 2 * Math.PI)
    ctx.stroke()
  }
  drawName(ctx, marks, node)
}

/** A name on a plate beside its symbol, over the name painted there; above it where the edge is near. */
export function drawName(
  ctx: CanvasRenderingContext2D,
  { model, size, inks, pixel }: Marks,
  node: number,
): void {
  const at = pixel(node)
  const name = model.nodes[node]?.name
  if (!at || !name) return
  ctx.font = `600 13px ${FONT}`
  ctx.textBaseline = 'middle'
  const wide = Math.min(ctx.measureText(name).width, size.width - 30) + 14
  const isBeside = at.x + BESIDE + wide < size.width - 4
  const x = isBeside ? at.x + BESIDE : Math.min(Math.max(4, at.x - wide / 2), size.width - wide - 4)
  const y = isBeside ? at.y - 11 : at.y - 38 > AXIS ? at.y - 38 : at.y + 16
  ctx.fillStyle = inks.ink
  ctx.beginPath()
  ctx.roundRect(x, y, wide, 22, 5)
  ctx.fill()
  ctx.fillStyle = inks.surface
  ctx.fillText(name, x + 7, y + 11.5, wide - 14)
}
