import type { FeedAuth } from '@schoolgate/protocol/feed/events'
import { FEED_LENGTH } from '@schoolgate/protocol/feed/limits'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { api } from '../api/client.ts'
import { type LinkPhase, linkPhase } from '../feed/link.ts'
import { type EntriesPage, NOTHING_OLDER, withPage } from '../feed/older.ts'
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

  const older = shallowRef(NOTHING_OLDER)
  /** the snapshot brings all there is until it is full */
  const mayHaveOlder = computed(
    () => room.value.history.length >= FEED_LENGTH && older.value.next !== null && phase.value === 'online',
  )
  watch(
    () => state.value?.day,
    () => {
      older.value = NOTHING_OLDER
    },
  )
  let reading: Promise<boolean> | undefined

  /** Reads the day one page further back. Resolves to false when that did not work. */
  function loadOlder(): Promise<boolean> {
    reading ??= readOlder().finally(() => {
      reading = undefined
    })
    return reading
  }

  async function readOlder(): Promise<boolean> {
    const { value } = state
    if (!value) return false
    const { next } = older.value
    const query = new URLSearchParams({
      day: value.day,
      limit: '200',
      ...(next ? { before: `${next}` } : {}),
    })
    const path = `/api/sites/${encodeURIComponent(value.site.id)}/entries?${query}`
    const page = await api<EntriesPage>('GET', path)
    if (!page.ok || state.value?.day !== value.day || state.value.site.id !== value.site.id) return false
    older.value = withPage(older.value, page.value)
    return true
  }

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
    older.value = NOTHING_OLDER
    downSince.value = undefined
  }

  return { room, state, now, speed, phase, asOf, offlineSince, older, mayHaveOlder, loadOlder, open, close }
})
