import type { PersonLine } from '@schoolgate/protocol/http/directory'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { type ApiError, api } from '../../api/client.ts'
import { undone } from '../../composables/undone.ts'

/** A page of GET /api/places/{place}/people. */
export interface PeoplePage {
  people: PersonLine[]
  /** of all pages */
  total: number
  next: string | null
}

/** '' or 'active' where nothing is asked for. */
export interface PeopleFilter {
  text: string
  role: string
  group: string
  status: string
  card: string
}

export const NO_FILTER: PeopleFilter = { text: '', role: '', group: '', status: 'active', card: '' }

/** What is typed is asked for once the typing rests, ms. */
const REST_MS = 220
const PAGE = 100

export function peopleQuery(filter: PeopleFilter, after?: string, limit = PAGE): string {
  const query = new URLSearchParams()
  if (filter.text.trim() !== '') query.set('text', filter.text.trim().slice(0, 100))
  if (filter.role !== '') query.set('role', filter.role)
  if (filter.group !== '') query.set('group', filter.group)
  if (filter.status !== 'active' && filter.status !== '') query.set('status', filter.status)
  if (filter.card !== '') query.set('card', filter.card)
  if (after !== undefined) query.set('after', after)
  query.set('limit', String(limit))
  return query.toString()
}

/** A place's people that fit a filter, page by page. What was overtaken by a newer question is dropped. */
export function usePeopleList(place: () => string, filter: () => PeopleFilter) {
  const people = shallowRef<readonly PersonLine[]>([])
  const total = shallowRef<number>()
  const next = shallowRef<string | null>(null)
  const error = shallowRef<ApiError>()
  const busy = shallowRef(false)
  let turn: AbortController | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  async function read(after?: string): Promise<void> {
    clearTimeout(timer)
    turn?.abort()
    const mine = new AbortController()
    turn = mine
    busy.value = true
    const path = `/api/places/${encodeURIComponent(place())}/people?${peopleQuery(filter(), after)}`
    const answer = await api<PeoplePage>('GET', path, undefined, mine.signal)
    if (mine.signal.aborted) return
    busy.value = false
    error.value = answer.ok ? undefined : answer.error
    if (!answer.ok) return
    people.value = after === undefined ? answer.value.people : [...people.value, ...answer.value.people]
    total.value = answer.value.total
    next.value = answer.value.next
  }

  /** Reads the first page again. */
  const reload = (): Promise<void> => read()
  async function more(): Promise<void> {
    if (next.value !== null && !busy.value) await read(next.value)
  }

  watch(
    () => [place(), { ...filter() }] as const,
    ([at, now], old) => {
      if (old && at === old[0] && peopleQuery(now) === peopleQuery(old[1])) return
      if (old && at !== old[0]) {
        people.value = []
        total.value = undefined
      }
      clearTimeout(timer)
      const typing = old !== undefined && at === old[0] && now.text !== old[1].text
      if (typing) timer = setTimeout(() => void read(), REST_MS)
      else void read()
    },
    { immediate: true, deep: true },
  )
  watch(undone, () => void read())
  onScopeDispose(() => {
    clearTimeout(timer)
    turn?.abort()
  })

  const state = computed<'loading' | 'ready' | 'failed'>(() =>
    error.value && people.value.length === 0 ? 'failed' : total.value === undefined ? 'loading' : 'ready',
  )
  const hasMore = computed(() => next.value !== null)
  return { people, total, error, busy, state, hasMore, reload, more }
}
