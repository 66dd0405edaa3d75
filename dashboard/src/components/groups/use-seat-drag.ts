import { onScopeDispose, shallowRef } from 'vue'
import type { Seat } from './seat-grid.ts'

/** Where a dragged person would go. */
export type DropTarget = { seat: Seat } | { list: true } | undefined

export interface Drag {
  person: string
  /** of the pointer in the window, px */
  x: number
  y: number
  over: DropTarget
}

/** px a mouse moves before a press becomes a drag */
const THRESHOLD = 6
/** ms a finger rests before a touch becomes a drag: until then it scrolls the page */
const HOLD_MS = 220

/**
 * Dragging people by mouse, pen or finger. Whatever lies under the pointer tells where it is: an element with
 * `data-seat="row,column"` or `data-tray`. A short tap is left to the element's own click.
 */
export function useSeatDrag(onDrop: (person: string, target: DropTarget) => void) {
  const drag = shallowRef<Drag>()
  let pressed: { person: string; id: number; x: number; y: number; touch: boolean } | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let dragged = false

  function press(person: string, event: PointerEvent): void {
    if (event.button !== 0 || pressed) return
    const touch = event.pointerType === 'touch'
    pressed = { person, id: event.pointerId, x: event.clientX, y: event.clientY, touch }
    dragged = false
    if (touch) timer = setTimeout(() => lift(event.clientX, event.clientY), HOLD_MS)
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', end)
    window.addEventListener('pointercancel', stop)
    window.addEventListener('keydown', onKey, true)
    // a page that scrolls would take the finger away; once something is lifted it must not
    window.addEventListener('touchmove', hold, { passive: false })
  }
  function lift(x: number, y: number): void {
    if (!pressed) return
    dragged = true
    drag.value = { person: pressed.person, x, y, over: targetAt(x, y) }
  }
  function move(event: PointerEvent): void {
    if (!pressed || event.pointerId !== pressed.id) return
    const { clientX: x, clientY: y } = event
    if (drag.value) {
      drag.value = { ...drag.value, x, y, over: targetAt(x, y) }
      return
    }
    const far = Math.hypot(x - pressed.x, y - pressed.y) > THRESHOLD
    if (!far) return
    if (pressed.touch) stop()
    else lift(x, y)
  }
  function end(event: PointerEvent): void {
    if (!pressed || event.pointerId !== pressed.id) return
    const { value } = drag
    stop()
    if (!value) return
    onDrop(value.person, value.over)
    // a click of this very release comes before any timer
    setTimeout(() => {
      dragged = false
    })
  }
  function stop(): void {
    clearTimeout(timer)
    pressed = undefined
    drag.value = undefined
    window.removeEventListener('pointermove', move)
    window.removeEventListener('pointerup', end)
    window.removeEventListener('pointercancel', stop)
    window.removeEventListener('keydown', onKey, true)
    window.removeEventListener('touchmove', hold)
  }
  function hold(event: TouchEvent): void {
    if (drag.value) event.preventDefault()
  }
  function onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !drag.value) return
    event.preventDefault()
    event.stopPropagation()
    stop()
  }
  /** Whether a click belongs to a drag that has just ended. */
  const swallowsClick = (): boolean => dragged
  onScopeDispose(stop)
  return { drag, press, swallowsClick }
}

function targetAt(x: number, y: number): DropTarget {
  const element = document.elementFromPoint(x, y)
  const [row, column] = (element?.closest('[data-seat]')?.getAttribute('data-seat') ?? '')
    .split(',')
    .map(Number)
  if (row !== undefined && column !== undefined) return { seat: { row, column } }
  return element?.closest('[data-tray]') ? { list: true } : undefined
}
