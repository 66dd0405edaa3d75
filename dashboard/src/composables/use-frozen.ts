import type { FeedEntry } from '@schoolgate/protocol/feed/entry'
import { type ComputedRef, computed, type Ref, ref, shallowRef, watch } from 'vue'

/** How many entries not shown yet came since `head`, the newest one shown. */
export function countNewer(entries: readonly FeedEntry[], head: FeedEntry | undefined): number {
  if (!head) return entries.length
  const at = entries.findIndex(e => e.id === head.id)
  return at < 0 ? entries.length : at
}

/**
 * A list that stands still while somebody reads it: frozen while `reading`, with a count of what came meanwhile.
 */
export function useFrozen(
  entries: () => readonly FeedEntry[],
  reading: Ref<boolean>,
): { shown: ComputedRef<readonly FeedEntry[]>; newer: ComputedRef<number>; release: () => void } {
  const frozen = shallowRef<readonly FeedEntry[]>()
  const released = ref(false)
  watch(reading, now => {
    released.value = false
    frozen.value = now ? entries() : undefined
  })
  const shown = computed(() => frozen.value ?? entries())
  const newer = computed(() => (frozen.value ? countNewer(entries(), frozen.value[0]) : 0))
  /** catch up now, even while the pointer still rests on the list */
  function release(): void {
    frozen.value = undefined
    released.value = true
  }
  return { shown, newer, release }
}
