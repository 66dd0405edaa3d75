import { type Camera, closeTo, fitted, revealed, type Size, zoomed } from './camera.ts'
import { type NetworkLayout, ROW } from './layout.ts'
import { AXIS, drawAxis, drawChosen, drawName } from './marks.ts'
import type { NetworkModel } from './model.ts'
import { type Inks, paint } from './paint.ts'

/*
 * Why not WebGL: measured in the headless Chromium of the tests (SwiftShader, two busy cores, 25,000 nodes and 30,000
 * links), sigma 3 gave 5 frames/s while panning and 0.6 while zooming, a plain canvas redrawn every frame 4 to 18.
 * School computers without a graphics card are no better. A picture larger than the view, moved by the compositor
 * while the next one is painted in slices, gave 34 to 50 on the same
 * machine: how much is drawn no longer decides how it moves.
 */

/** how much larger than the view a picture is, to each side */
const BEYOND = 0.25
/** ms a frame for painting; the first picture may take more */
const SLICE_MS = 4
/** a camera not moved for so long rests, ms */
const REST_MS = 90
const FIRST_SLICE_MS = 24
const REACH = 14

export interface Shown {
  model: NetworkModel
  layout: NetworkLayout
}

export interface DrawingParts {
  /** two canvases that take turns: one is looked at, the other painted */
  pictures: [HTMLCanvasElement, HTMLCanvasElement]
  /** the chosen one and its links, redrawn with every move while there is one */
  overlay: HTMLCanvasElement
  /** days above the drawing: a strip, so that a move redraws little */
  axis: HTMLCanvasElement
  inks: () => Inks
  /** a day's name on the axis */
  dayText: (iso: string) => string
  /** a picture is finished */
  onPainted: () => void
}

/** The picture of a network and the camera over it. Draws only while something moves. */
export class NetworkDrawing {
  private readonly parts: DrawingParts
  private shown: Shown | undefined
  private camera: Camera = { x: 0, y: 0, kx: 1, ky: 1 }
  private fit: Camera = this.camera
  private size: Size = { width: 1, height: 1 }
  private front = 0
  /** what the picture looked at was painted for; undefined before the first */
  private frontCamera: Camera | undefined
  private job: { steps: Generator<void, void>; camera: Camera; ctx: CanvasRenderingContext2D } | undefined
  private isStale = true
  private movedAt = 0
  /** something stands on the overlay */
  private isMarked = false
  private frame = 0
  chosen = -1
  hovered = -1

  constructor(parts: DrawingParts) {
    this.parts = parts
  }

  /** Another network, or another layout of it; `keep` leaves the camera where it is. */
  show(shown: Shown, keep: boolean): void {
    const isFirst = this.shown === undefined
    this.shown = shown
    this.measure()
    if (isFirst || !keep) this.camera = this.fit
    this.repaint()
  }

  resize(size: Size): void {
    if (size.width === this.size.width && size.height === this.size.height) return
    const wasFit = sameCamera(this.camera, this.fit)
    this.size = size
    const { overlay, axis } = this.parts
    const density = this.density()
    overlay.width = Math.round(size.width * density)
    overlay.height = Math.round(size.height * density)
    axis.width = overlay.width
    axis.height = Math.round(AXIS * density)
    this.isMarked = false
    this.measure()
    if (wasFit) this.camera = this.fit
    this.repaint()
  }

  private measure(): void {
    if (this.shown) this.fit = fitted(this.shown.layout, this.size, AXIS)
  }

  /** Colours, language or what is drawn changed. */
  repaint(): void {
    this.job = undefined
    this.isStale = true
    this.wake()
  }

  stop(): void {
    cancelAnimationFrame(this.frame)
    this.frame = 0
    this.job = undefined
  }

  moveBy(dx: number, dy: number): void {
    const { kx, ky } = this.camera
    this.look({ ...this.camera, x: this.camera.x - dx / kx, y: this.camera.y - dy / ky })
  }
  /** Around a point of the view; without one around the chosen, where it is in sight, else the middle. */
  zoomBy(by: number, at?: { x: number; y: number }): void {
    const { width, height } = this.size
    const chosen = this.pixel(this.chosen)
    const isSeen = chosen && chosen.x > 0 && chosen.x < width && chosen.y > AXIS && chosen.y < height
    this.look(zoomed(this.camera, by, at ?? (isSeen ? chosen : { x: width / 2, y: height / 2 }), this.fit))
  }
  showAll(): void {
    this.look(this.fit)
  }
  /** Brings a node into sight; `close`: near enough to read. */
  reveal(node: number, close = false): void {
    const at = this.place(node)
    if (!at) return
    this.look(close ? closeTo(at, this.size, this.camera) : revealed(this.camera, at, this.size, AXIS))
  }
  choose(node: number): void {
    this.chosen = node
    this.wake()
  }
  hover(node: number): void {
    if (this.hovered === node) return
    this.hovered = node
    this.wake()
  }

  /** The node nearest to a point of the view, -1 where none is near. */
  at(x: number, y: number): number {
    if (!this.shown) return -1
    const { layout } = this.shown
    let best = -1
    let least = REACH * REACH
    for (const node of layout.order) {
      const dx = ((layout.x[node] as number) - this.camera.x) * this.camera.kx - x
      const dy = ((layout.y[node] as number) - this.camera.y) * this.camera.ky - y
      const d = dx * dx + dy * dy
      if (d < least) {
        least = d
        best = node
      }
    }
    return best
  }

  private place(node: number): { x: number; y: number } | undefined {
    const x = this.shown?.layout.x[node]
    const y = this.shown?.layout.y[node]
    return x === undefined || y === undefined || Number.isNaN(x) ? undefined : { x, y }
  }

  private look(camera: Camera): void {
    this.camera = camera
    this.movedAt = performance.now()
    this.wake()
  }
  private wake(): void {
    this.frame ||= requestAnimationFrame(() => this.onFrame())
  }

  private onFrame(): void {
    this.frame = 0
    if (!this.shown || this.size.width < 2) return
    if (!this.job && this.isDue()) this.begin()
    if (this.job) this.goOn()
    this.follow()
    this.drawMarks()
    this.drawAxis()
    if (this.job || !this.frontCamera || !sameCamera(this.camera, this.frontCamera)) this.wake()
  }

  /** A new picture is due once the camera rests, or before the one shown ends or grows coarse. */
  private isDue(): boolean {
    const { frontCamera: painted, camera, size } = this
    if (this.isStale || !painted) return true
    if (sameCamera(camera, painted)) return false
    if (performance.now() - this.movedAt > REST_MS) return true
    const grown = Math.max(camera.kx / painted.kx, camera.ky / painted.ky)
    /** how far the view has gone over where it was painted, of its own size */
    const over = (at: number, was: number, length: number, k: number, kWas: number): number =>
      (Math.max(was - at, at + length / k - was - length / kWas) * kWas) / length
    const gone = Math.max(
      over(camera.x, painted.x, size.width, camera.kx, painted.kx),
      over(camera.y, painted.y, size.height, camera.ky, painted.ky),
    )
    // half of what lies beyond is kept for the time painting takes
    return grown > 2 || gone > BEYOND / 2
  }

  /** Starts the next picture, for where the camera is now. */
  private begin(): void {
    if (!this.shown) return
    this.isStale = false
    const canvas = this.parts.pictures[1 - this.front] as HTMLCanvasElement
    const { width, height } = this.pictureSize()
    const density = this.density()
    if (canvas.width !== Math.round(width * density) || canvas.height !== Math.round(height * density)) {
      canvas.width = Math.round(width * density)
      canvas.height = Math.round(height * density)
      canvas.style.width = `${width}px`
      canvas.style.height = `${height}px`
    }
    // painted by the processor: a slice ends when it is done, not when it is queued
    const ctx = canvas.getContext('2d', { alpha: false, willReadFrequently: true })
    if (!ctx) return
    ctx.setTransform(density, 0, 0, density, 0, 0)
    const camera = { ...this.camera }
    const from = {
      ...camera,
      x: camera.x - (BEYOND * this.size.width) / camera.kx,
      y: camera.y - (BEYOND * this.size.height) / camera.ky,
    }
    const { model, layout } = this.shown
    this.job = { steps: paint(ctx, model, layout, from, { width, height }, this.parts.inks()), camera, ctx }
  }

  private goOn(): void {
    const { job } = this
    if (!job) return
    const until = performance.now() + (this.frontCamera ? SLICE_MS : FIRST_SLICE_MS)
    while (performance.now() < until) {
      const { done } = job.steps.next()
      // reading a pixel makes the browser paint what it has only noted down so far
      job.ctx.getImageData(0, 0, 1, 1)
      if (!done) continue
      this.front = 1 - this.front
      this.frontCamera = job.camera
      this.job = undefined
      const [shown, other] = [this.parts.pictures[this.front], this.parts.pictures[1 - this.front]]
      if (shown) shown.style.visibility = 'visible'
      if (other) other.style.visibility = 'hidden'
      this.parts.onPainted()
      return
    }
  }

  /** Moves the picture to where the camera has gone since it was painted. */
  private follow(): void {
    const painted = this.frontCamera
    const canvas = this.parts.pictures[this.front]
    if (!painted || !canvas) return
    const { camera, size } = this
    const sx = camera.kx / painted.kx
    const sy = camera.ky / painted.ky
    const x = (painted.x - (BEYOND * size.width) / painted.kx - camera.x) * camera.kx
    const y = (painted.y - (BEYOND * size.height) / painted.ky - camera.y) * camera.ky
    canvas.style.transform = `translate(${x}px, ${y}px) scale(${sx}, ${sy})`
  }

  private drawMarks(): void {
    const hasMarks = this.chosen >= 0 || this.hovered >= 0
    if (!hasMarks && !this.isMarked) return
    this.isMarked = hasMarks
    const ctx = this.parts.overlay.getContext('2d', { willReadFrequently: true })
    if (!ctx || !this.shown) return
    const density = this.density()
    ctx.setTransform(density, 0, 0, density, 0, 0)
    ctx.clearRect(0, 0, this.size.width, this.size.height)
    const marks = {
      model: this.shown.model,
      size: this.size,
      inks: this.parts.inks(),
      pixel: (node: number) => this.pixel(node),
    }
    if (this.chosen >= 0) drawChosen(ctx, marks, this.chosen, this.camera.ky * ROW)
    if (this.hovered >= 0 && this.hovered !== this.chosen) drawName(ctx, marks, this.hovered)
  }

  private drawAxis(): void {
    const ctx = this.parts.axis.getContext('2d', { alpha: false, willReadFrequently: true })
    if (!ctx || !this.shown) return
    const density = this.density()
    ctx.setTransform(density, 0, 0, density, 0, 0)
    drawAxis(ctx, this.shown.model, this.camera, this.size, this.parts.inks(), this.parts.dayText)
  }

  private pixel(node: number): { x: number; y: number } | undefined {
    const at = this.place(node)
    return at && { x: (at.x - this.camera.x) * this.camera.kx, y: (at.y - this.camera.y) * this.camera.ky }
  }
  private pictureSize(): Size {
    return {
      width: Math.ceil(this.size.width * (1 + 2 * BEYOND)),
      height: Math.ceil(this.size.height * (1 + 2 * BEYOND)),
    }
  }
  private density(): number {
    return Math.min(2, devicePixelRatio || 1)
  }
}

const sameCamera = (a: Camera, b: Camera): boolean =>
  Math.abs(a.x - b.x) * a.kx < 0.4 &&
  Math.abs(a.y - b.y) * a.ky < 0.4 &&
  Math.abs(a.kx / b.kx - 1) < 0.001 &&
  Math.abs(a.ky / b.ky - 1) < 0.001
