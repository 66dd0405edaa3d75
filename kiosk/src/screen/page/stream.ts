import type { PageView } from '../page-view.ts'

export interface StreamHandlers {
  view(view: PageView): void
  tick(): void
  /** the kiosk's time, epoch ms */
  time(wallMs: number): void
  /** true after `LOST_MS` of silence, false as soon as the kiosk is heard again */
  lost(lost: boolean): void
  /** the kiosk program was changed under the open page */
  outdated(): void
}

/** ms of silence after which the page sends children to the teacher */
export const LOST_MS = 3_000
const LOOK_MS = 250

/** Listens to the kiosk for as long as the page lives, and connects again by itself. */
export function listen(url: string, handlers: StreamHandlers): void {
  let heardAt = performance.now()
  let lost = false
  let version: string | undefined
  let source: EventSource

  const heard = () => {
    heardAt = performance.now()
    if (!lost) return
    lost = false
    handlers.lost(false)
  }
  const open = () => {
    source = new EventSource(url)
    source.addEventListener('version', event => {
      if (version !== undefined && version !== event.data) handlers.outdated()
      version = event.data
    })
    source.addEventListener('view', event => {
      handlers.view(JSON.parse(event.data))
      heard()
    })
    source.addEventListener('tick', () => {
      heard()
      handlers.tick()
    })
    source.addEventListener('beat', event => {
      heard()
      handlers.time(Number(event.data))
    })
  }
  open()
  setInterval(() => {
    if (performance.now() - heardAt < LOST_MS) return
    if (!lost) {
      lost = true
      handlers.lost(true)
    }
    // an answer other than 200 closes an event source for good, and a frozen one never reports an error
    source.close()
    heardAt = performance.now()
    open()
  }, LOOK_MS)
}
