import { onScopeDispose, type ShallowRef, shallowRef } from 'vue'

/** Whether a media query holds, as it changes. */
export function useMedia(query: string): Readonly<ShallowRef<boolean>> {
  const list = matchMedia(query)
  const holds = shallowRef(list.matches)
  const take = (): void => {
    holds.value = list.matches
  }
  list.addEventListener('change', take)
  onScopeDispose(() => list.removeEventListener('change', take))
  return holds
}

/** Below 640 px: rows become cards. */
export const usePhone = (): Readonly<ShallowRef<boolean>> => useMedia('(width < 40rem)')
