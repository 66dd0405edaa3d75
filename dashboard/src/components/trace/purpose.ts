import type { Purpose } from '@schoolgate/protocol/trace/words'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { useSession } from '../../stores/session.ts'

export interface Stated {
  purpose: Purpose
  note: string
}

/** Why the officer asks, as they said it last: kept for this visit, and gone with whoever signs out. */
export const usePurpose = defineStore('trace-purpose', () => {
  const session = useSession()
  const kept = shallowRef<Stated & { officer: string }>()
  const stated = computed<Stated | undefined>(() =>
    kept.value?.officer === session.session?.officer.id ? kept.value : undefined,
  )
  function state(purpose: Purpose, note: string): void {
    kept.value = { purpose, note, officer: session.session?.officer.id ?? '' }
  }
  return { stated, state }
})
