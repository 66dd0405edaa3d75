import type { PageView } from './page-view.ts'

export interface OutgoingEvent {
  event: 'view' | 'tick' | 'beat'
  data: string
}

export interface Subscription {
  /** The next event, or undefined once the subscription is over. One caller at a time. */
  next(): Promise<OutgoingEvent | undefined>
  end(): void
}

export interface Broadcast {
  show(view: PageView): void
  tick(): void
  /** `wallMs`: the kiosk's time, epoch ms; also tells pages that the kiosk lives */
  beat(wallMs: number): void
  subscribe(): Subscription
  end(): void
}

/**
 * Hands the newest view to every page. A page that reads slowly gets the newest state and not a backlog: at
 * most one tick, one view and one beat wait for it.
 */
export function makeBroadcast(first: PageView): Broadcast {
  let latest = first
  let ended = false
  const pending = new Set<{ put(event: OutgoingEvent): void; end(): void }>()
  const toAll = (event: OutgoingEvent) => {
    for (const one of pending) one.put(event)
  }
  const viewEvent = (): OutgoingEvent => ({ event: 'view', data: JSON.stringify(latest) })

  return {
    show(view) {
      latest = view
      toAll(viewEvent())
    },
    tick: () => toAll({ event: 'tick', data: '' }),
    beat: wallMs => toAll({ event: 'beat', data: String(Math.round(wallMs)) }),
    subscribe() {
      const waiting = new Map<OutgoingEvent['event'], OutgoingEvent>([['view', viewEvent()]])
      let over = ended
      let wake: (() => void) | undefined
      const rouse = () => {
        wake?.()
        wake = undefined
      }
      const self = {
        put(event: OutgoingEvent) {
          waiting.set(event.event, event)
          rouse()
        },
        end() {
          over = true
          pending.delete(self)
          rouse()
        },
      }
      if (!over) pending.add(self)
      return {
        async next() {
          while (!over) {
            // the tick goes first: a child hears that the card was seen before anything is drawn
            const event = waiting.get('tick') ?? waiting.get('view') ?? waiting.get('beat')
            if (event) {
              waiting.delete(event.event)
              return event
            }
            await new Promise<void>(resolve => {
              wake = resolve
            })
          }
          return undefined
        },
        end: self.end,
      }
    },
    end() {
      ended = true
      for (const one of [...pending]) one.end()
    },
  }
}
