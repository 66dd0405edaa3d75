import { type ComputedRef, computed, onScopeDispose } from 'vue'
import { type Loaded, useLoaded } from '../../composables/use-loaded.ts'

/** How often what happens now is asked for again, ms. */
export const REFRESH_MS = 10_000

/** `live`: renews itself; `stale`: the last try failed, what shows is older; `still`: nothing to renew. */
export type Freshness = 'live' | 'stale' | 'still'

export interface Refreshed<T> extends Loaded<T> {
  freshness: ComputedRef<Freshness>
}

/**
 * Loads as `useLoaded` does and, while `live` holds and the page is in sight, again every ten seconds and on coming
 * back into sight. What was shown stays until the next answer.
 */
export function useRefreshed<T>(path: () => string | undefined, live: () => boolean): Refreshed<T> {
  const loaded = useLoaded<T>(path, { keep: true })
  const freshness = computed<Freshness>(() =>
    loaded.data.value === undefined ? 'still' : loaded.error.value ? 'stale' : live() ? 'live' : 'still',
  )
  const again = (): void => {
    if (live() && document.visibilityState === 'visible' && !loaded.busy.value) void loaded.reload()
  }
  const timer = setInterval(again, REFRESH_MS)
  document.addEventListener('visibilitychange', again)
  onScopeDispose(() => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', again)
  })
  return { ...loaded, freshness }
}
