import { type ComputedRef, type InjectionKey, inject } from 'vue'

/** The kit's own few words, in the reader's language: it knows no texts of the dashboard. */
export interface KitWords {
  /** BCP 47, for sorting */
  locale: string
  close: string
  clear: string
  choose: string
  loading: string
  noMatch: string
  retry: string
  failed: string
  actions: string
  select: (name: string) => string
  selectAll: string
  selected: (n: number) => string
  clearSelection: string
  sort: string
  empty: string
}

/** Provided once, by `App.vue`. */
export const KIT_WORDS: InjectionKey<ComputedRef<KitWords>> = Symbol('kit words')

/** @throws Error outside an app that provides the words */
export function useWords(): ComputedRef<KitWords> {
  const words = inject(KIT_WORDS)
  if (!words) throw new Error('the kit has no words: provide KIT_WORDS')
  return words
}
