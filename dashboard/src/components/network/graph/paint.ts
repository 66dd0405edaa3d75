import type { Camera, Size } from './camera.ts'
import { COLUMN, type NetworkLayout, ROW, SLOT } from './layout.ts'
import { childrenOf, isContact, type NetworkModel } from './model.ts'
import { drawSymbol } from './symbols.ts'

/** Colours of the page's theme, as a canvas writes them. */
export interface Inks {
  surface: string
  ink: string
  muted: string
  line: string
  strong: string
  case: string
  contact: string
  accent: string
}

/** Strokes and symbols between two looks at the clock. */
const BATCH = 96
/** rows lower than this, px, are a texture: no dashes, no words */
const COARSE = 6
const LABELS = 12
export const FONT = '"Noto Sans Variable", "Noto Sans", sans-serif'

/** A link's looks, by how it is known: somebody said so, or computed, thinner when less likely. */
export function strokeOf(said: boolean, probability: number): { width: number; dash: number[] } {
  if (said) return { width: 2.4, dash: [] }
  if (probability >= 0.5) return { width: 1.8, dash: [6, 3] }
  return probability >= 0.15 ? { width: 1.2, dash: [5, 3] } : { width: 0.8, dash: [3, 3] }
}

/**
 * Draws what the camera sees, links first. A generator: it yields after a batch, so that panning goes on while the
 * picture comes into being. `ctx` counts in CSS pixels.
 */
export function* paint(
  ctx: CanvasRenderingContext2D,
  model: NetworkModel,
  layout: NetworkLayout,
  camera: Camera,
  size: Size,
  inks: Inks,
): Generator<void, void> {
  const { x, y } = layout
  const px = (i: number): number => ((x[i] as number) - camera.x) * camera.kx
  const py = (i: number): number => ((y[i] as number) - camera.y) * camera.ky
  const pitch = camera.ky * ROW
  ctx.fillStyle = inks.surface
  ctx.fillRect(0, 0, size.width, size.height)
  ctx.fillStyle = inks.line
  const every = Math.max(1, Math.ceil(12 / (camera.kx * COLUMN)))
  for (let d = 0; d <= model.days; d += every) {
    const at = Math.round((d * COLUMN - camera.x) * camera.kx)
    if (at >= 0 && at < size.width) ctx.fillRect(at, 0, 1, size.height)
  }
  const strokes = new Strokes(ctx, inks, pitch < COARSE)
  const inSight = (i: number, room: number): boolean => {
    const [a, b] = [px(i), py(i)]
    return a > -room && b > -room && a < size.width + room && b < size.height + room
  }
  let done = 0
  let looked = 0
  for (const node of layout.order) {
    if (isContact(model, node)) continue
    done += strokes.branch(model, layout, node, px, py, size)
    if (done < 2 * BATCH && ++looked < 8 * BATCH) continue
    done = 0
    looked = 0
    yield
  }
  yield

  // few enough to be told apart even where rows are narrow
  const least = layout.order.length < 1500 ? 2.6 : 0.8
  const radius = Math.min(8, Math.max(least, pitch * 0.4))
  const half = Math.min(4.5, Math.max(0.6, Math.min(pitch * 0.24, camera.kx * SLOT * 0.34)))
  /** pixels that hold a mark already: a thousand marks on one are one */
  let filled = ''
  const taken = new Uint8Array(Math.ceil(size.width) * Math.ceil(size.height))
  for (const node of layout.order) {
    if (!inSight(node, 20)) continue
    const status = model.nodes[node]?.status ?? 'contact'
    const r = status === 'contact' ? half : radius
    const [a, b] = [px(node), py(node)]
    if (r < 2) {
      const cell = Math.floor(b) * Math.ceil(size.width) + Math.floor(a)
      if (taken[cell]) continue
      taken[cell] = 1
      const fill = status === 'contact' ? inks.contact : inks.case
      if (fill !== filled) {
        ctx.fillStyle = fill
        filled = fill
      }
      ctx.fillRect(a - r, b - r, 2 * r, 2 * r)
      if (++done % (2 * BATCH) === 0) yield
      continue
    }
    drawSymbol(ctx, status, model.nodes[node]?.asymptomatic ?? false, a, b, r, inks)
    if (++done % BATCH === 0) yield
  }
  if (pitch < LABELS) return
  yield
  ctx.font = `12px ${FONT}`
  ctx.textBaseline = 'middle'
  for (const node of layout.order) {
    if (isContact(model, node) || !inSight(node, 240)) continue
    const count = layout.folded[node] as number
    let left = px(node) + radius + (model.nodes[node]?.asymptomatic ? 6 : 4)
    const mid = py(node) + 0.5
    if (count > 0) {
      const text = `+${count}`
      const wide = text.length * 7 + 8
      ctx.strokeStyle = inks.contact
      ctx.lineWidth = 1
      ctx.fillStyle = inks.surface
      ctx.beginPath()
      ctx.roundRect(left, mid - 7.5, wide, 15, 3)
      ctx.fill()
      ctx.stroke()
      ctx.fillStyle = inks.ink
      ctx.fillText(text, left + 4, mid)
      left += wide + 4
    }
    const room = roomFor(model, layout, node, px) - (left - px(node))
    const name = shortened(model.nodes[node]?.name ?? '', Math.floor(room / 6.6))
    if (name !== '') {
      ctx.lineWidth = 3
      ctx.strokeStyle = inks.surface
      ctx.strokeText(name, left, mid)
      ctx.fillStyle = inks.ink
      ctx.fillText(name, left, mid)
    }
    if (++done % (BATCH / 4) === 0) yield
  }
}

/** px free to the right of a case on its own row */
function roomFor(
  model: NetworkModel,
  layout: NetworkLayout,
  node: number,
  px: (i: number) => number,
): number {
  const at = layout.y[node] as number
  for (const c of childrenOf(model, node)) {
    if (layout.y[c] === at) return px(c) - px(node) - 12
  }
  return 230
}

export function shortened(name: string, letters: number): string {
  if (name.length <= letters) return name
  return letters < 4 ? '' : `${name.slice(0, letters - 1)}…`
}

/** Links as thin rectangles: a dash is a pattern to fill with, a hundred times cheaper than a dashed path. */
class Strokes {
  private readonly fills = new Map<string, string | CanvasPattern>()
  private readonly ctx: CanvasRenderingContext2D
  private readonly inks: Inks
  private readonly isCoarse: boolean

  constructor(ctx: CanvasRenderingContext2D, inks: Inks, isCoarse: boolean) {
    this.ctx = ctx
    this.inks = inks
    this.isCoarse = isCoarse
  }

  /** A case's links to all that hang on it: down, then to each side. How many were in sight. */
  branch(
    model: NetworkModel,
    layout: NetworkLayout,
    node: number,
    px: (i: number) => number,
    py: (i: number) => number,
    size: Size,
  ): number {
    const children = childrenOf(model, node)
    if (children.length === 0) return 0
    const trunk = Math.round(px(node))
    const top = py(node)
    let bottom = top
    let [lastX, lastY] = [trunk, Number.NaN]
    let seen = 0
    for (const c of children) {
      if (Number.isNaN(layout.x[c])) continue
      const [a, b] = [px(c), py(c)]
      bottom = Math.max(bottom, b)
      if (b >= -2 && b <= size.height + 2) {
        const e = model.via[c] as number
        // along a row of contacts each link begins where the one before ended
        const goesOn = isContact(model, c) && b === lastY && a > lastX && lastX > trunk
        const from = goesOn ? lastX : trunk
        if (Math.max(a, from) >= 0 && Math.min(a, from) <= size.width) {
          this.across(from, a, b, model.said[e] === 1, model.probability[e] as number, size)
          seen++
        }
      }
      lastX = a
      lastY = b
    }
    if (bottom > top && trunk >= -2 && trunk <= size.width + 2 && bottom >= 0 && top <= size.height) {
      this.ctx.fillStyle = this.inks.strong
      const from = Math.max(-2, top)
      this.ctx.fillRect(trunk - 0.5, from, 1, Math.min(size.height + 2, bottom) - from)
      seen++
    }
    return seen
  }

  private across(a: number, b: number, y: number, said: boolean, probability: number, size: Size): void {
    const from = Math.max(-4, Math.min(a, b))
    const to = Math.min(size.width + 4, Math.max(a, b))
    if (this.isCoarse) {
      this.ctx.fillStyle = said ? this.inks.case : this.inks.strong
      this.ctx.fillRect(from, y, to - from, said ? 1 : 0.6)
      return
    }
    const { width, dash } = strokeOf(said, probability)
    this.ctx.fillStyle = this.fillOf(said ? this.inks.case : this.inks.strong, dash)
    this.ctx.fillRect(from, y - width / 2, to - from, width)
  }

  private fillOf(ink: string, dash: readonly number[]): string | CanvasPattern {
    const key = dash.join(' ')
    let fill = this.fills.get(key)
    if (fill === undefined) {
      fill = (dash.length > 0 && dashes(this.ctx, ink, dash)) || ink
      this.fills.set(key, fill)
    }
    return fill
  }
}

/** Dashes from left to right, without end. */
function dashes(
  ctx: CanvasRenderingContext2D,
  ink: string,
  [on = 1, off = 0]: readonly number[],
): CanvasPattern | null {
  const tile = document.createElement('canvas')
  tile.width = on + off
  tile.height = 1
  const own = tile.getContext('2d')
  if (!own) return null
  own.fillStyle = ink
  own.fillRect(0, 0, on, 1)
  return ctx.createPattern(tile, 'repeat')
}
