import { computed, onScopeDispose, type ShallowRef, shallowRef, watch } from 'vue'
import { type ApiError, api } from '../api/client.ts'
import { undone } from './undone.ts'

export interface Loaded<T> {
  /** the newest answer; stays while it is read again, goes when the path becomes another one unless `keep` */
  data: Readonly<ShallowRef<T | undefined>>
  error: Readonly<ShallowRef<ApiError | undefined>>
  /** `loading`: nothing to show yet; `failed`: nothing to show and an error; else `ready` */
  state: Readonly<{ value: 'loading' | 'ready' | 'failed' }>
  /** a request is under way, also behind data already shown */
  busy: Readonly<ShallowRef<boolean>>
  /** Reads again: after a change, or when somebody presses "try again". */
  reload: () => Promise<void>
}

export interface LoadedOptions {
  /** keep the old answer on screen while another path is read (a search narrowed by one letter) */
  keep?: boolean
}

/**
 * GETs whatever path the function names, again whenever it names another; undefined reads nothing. An answer that
 * was overtaken by a later question is dropped.
 */
export function useLoaded<T>(
  path: () => string | undefined,
  { keep = false }: LoadedOptions = {},
): Loaded<T> {
  const data = shallowRef<T>()
  const error = shallowRef<ApiError>()
  const busy = shallowRef(false)
  let turn: AbortController | undefined

  async function reload(): Promise<void> {
    turn?.abort()
    const at = path()
    if (at === undefined) {
      busy.value = false
      return
    }
    const mine = new AbortController()
    turn = mine
    busy.value = true
    const answer = await api<T>('GET', at, undefined, mine.signal)
    if (turn !== mine || mine.signal.aborted) return
    busy.value = false
    error.value = answer.ok ? undefined : answer.error
    if (answer.ok) data.value = answer.value
    else if (answer.error.code === 'not-found') data.value = undefined
  }

  watch(
    path,
    () => {
      if (!keep) data.value = undefined
      error.value = undefined
      void reload()
    },
    { immediate: true },
  )
  watch(undone, () => void reload())
  onScopeDispose(() => turn?.abort())
  const state = computed(() => (data.value !== undefined ? 'ready' : error.value ? 'failed' : 'loading'))
  return { data, error, state, busy, reload }
}
