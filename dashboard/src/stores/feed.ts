import type { FeedAuth } from '@schoolgate/protocol/feed/events'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { type LinkPhase, linkPhase } from '../feed/link.ts'
import { openRoom, type RoomState } from '../feed/room.ts'
import { onNextFrame } from '../feed/schedule.ts'
import { type FeedSocket, feedSocket } from '../feed/socket.ts'

const EMPTY: RoomState = { snapshot: undefined, history: [], receivedMono: 0, live: false }

/** The one room on screen: its state, the hub's time, and how the connection is. */
export const useFeed = defineStore('feed', () => {
  const room = shallowRef<RoomState>(EMPTY)
  const mono = ref(performance.now())
  const downSince = ref<number>()
  let stop: (() => void) | undefined

  const state = computed(() => room.value.snapshot?.state)
  /** hub time now, epoch ms: goes on between deltas, at the demonstration's speed */
  const now = computed(() => {
    const { snapshot, receivedMono } = room.value
    if (!snapshot) return Date.now()
    return snapshot.time + Math.max(0, mono.value - receivedMono) * snapshot.speed
  })
  const speed = computed(() => room.value.snapshot?.speed ?? 1)
  const phase = computed<LinkPhase>(() =>
    linkPhase(
      room.value.snapshot !== undefined,
      room.value.live,
      downSince.value === undefined ? 0 : Math.max(0, mono.value - downSince.value),
    ),
  )
  /** hub time of the newest data, epoch ms */
  const asOf = computed(() => room.value.snapshot?.time)
  /** hub time when the connection went, epoch ms */
  const offlineSince = computed(() => {
    if (downSince.value === undefined) return undefined
    return now.value - (mono.value - downSince.value) * speed.value
  })

  function open(name: string, auth: FeedAuth = {}, socket: FeedSocket = feedSocket(auth)): void {
    close()
    downSince.value = performance.now()
    const timer = setInterval(() => {
      mono.value = performance.now()
    }, 500)
    const leave = openRoom({
      socket,
      room: name,
      mono: () => performance.now(),
      schedule: onNextFrame,
      publish: next => {
        if (next.live) downSince.value = undefined
        else downSince.value ??= performance.now()
        mono.value = performance.now()
        room.value = next
      },
    })
    stop = () => {
      clearInterval(timer)
      leave()
    }
  }

  function close(): void {
    stop?.()
    stop = undefined
    room.value = EMPTY
    downSince.value = undefined
  }

  return { room, state, now, speed, phase, asOf, offlineSince, open, close }
})
