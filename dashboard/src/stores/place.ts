import type { SchoolBook } from '@schoolgate/protocol/http/directory'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { type ApiError, api } from '../api/client.ts'
import { dayAt } from '../text/day.ts'
import { useSession } from './session.ts'

/** A book read longer ago than this is read again when a page of its place opens, ms. */
const STALE_MS = 60_000

/**
 * The jurisdiction whose pages are on screen (`/p/:place/...`) and its book: sites, gates, rooms, shifts, terms,
 * calendar, courses, groups and staff. The router opens it; pages read `book` and call `reload` after a change.
 */
export const usePlace = defineStore('place', () => {
  const session = useSession()
  const id = shallowRef<string>()
  const book = shallowRef<SchoolBook>()
  const error = shallowRef<ApiError>()
  const loading = shallowRef(false)
  let readAt = Number.NEGATIVE_INFINITY
  let turn = 0

  /** the place whose pages the menu leads to: the one on screen, else the officer's first */
  const home = computed(
    () => id.value ?? session.session?.sites[0]?.place ?? session.session?.jurisdiction.id ?? '',
  )
  const site = computed(
    () => session.session?.sites.find(s => s.place === home.value) ?? session.session?.sites[0],
  )
  const timeZone = computed(
    () =>
      book.value?.sites[0]?.timeZone ??
      site.value?.timeZone ??
      Intl.DateTimeFormat().resolvedOptions().timeZone,
  )
  /** local day at the school, ISO */
  const today = computed(() => book.value?.today ?? dayAt(Date.now(), timeZone.value))
  const name = computed(
    () =>
      book.value?.place.name ??
      (id.value === session.session?.jurisdiction.id
        ? session.session?.jurisdiction.name
        : site.value?.name) ??
      '',
  )

  /** Makes a place the one on screen; what is known of it shows at once. */
  async function open(next: string): Promise<void> {
    if (id.value !== next) {
      id.value = next
      book.value = undefined
      error.value = undefined
      readAt = Number.NEGATIVE_INFINITY
    }
    if (performance.now() - readAt > STALE_MS) await reload()
  }

  /** Reads the book again, after something of it was changed. */
  async function reload(): Promise<void> {
    const wanted = id.value
    if (wanted === undefined) return
    const mine = ++turn
    loading.value = true
    const answer = await api<SchoolBook>('GET', `/api/places/${encodeURIComponent(wanted)}/book`)
    if (mine !== turn) return
    loading.value = false
    error.value = answer.ok ? undefined : answer.error
    if (!answer.ok) return
    book.value = answer.value
    readAt = performance.now()
  }

  /** Somebody else signs in here, or nobody. */
  function forget(): void {
    turn++
    id.value = undefined
    book.value = undefined
    error.value = undefined
    readAt = Number.NEGATIVE_INFINITY
  }

  return { id, home, site, book, error, loading, timeZone, today, name, open, reload, forget }
})
