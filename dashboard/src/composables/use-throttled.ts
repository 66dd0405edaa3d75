import { onScopeDispose, type ShallowRef, shallowRef, type WatchSource, watch } from 'vue'

/** Follows a source at most once every `ms`: first change at once, the last one always. */
export function useThrottled<T>(source: WatchSource<T> & (() => T), ms: number): Readonly<ShallowRef<T>> {
  const out = shallowRef(source()) as ShallowRef<T>
  let timer: ReturnType<typeof setTimeout> | undefined
  let last = Number.NEGATIVE_INFINITY
  watch(source, () => {
    if (timer !== undefined) return
    const wait = Math.max(0, last + ms - performance.now())
    const take = (): void => {
      timer = undefined
      last = performance.now()
      out.value = source()
    }
    if (wait === 0) take()
    else timer = setTimeout(take, wait)
  })
  onScopeDispose(() => clearTimeout(timer))
  return out
}
