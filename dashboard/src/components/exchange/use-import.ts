import type { Import } from '@schoolgate/protocol/http/import'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { type ApiError, api } from '../../api/client.ts'

/** How often a working import is asked how far it is, ms. */
const POLL_MS = 500
const WORKING: ReadonlySet<Import['state']> = new Set(['reading', 'applying', 'undoing'])

/** One import as it goes on: read from the hub, asked again while the hub works, moved on by its steps. */
export function useImport(id: () => string | undefined) {
  const imported = shallowRef<Import>()
  const error = shallowRef<ApiError>()
  const busy = shallowRef(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  async function read(): Promise<void> {
    clearTimeout(timer)
    const mine = ++turn
    const at = id()
    if (!at) {
      imported.value = undefined
      error.value = undefined
      return
    }
    const answer = await api<Import>('GET', `/api/imports/${encodeURIComponent(at)}`)
    if (mine !== turn) return
    if (answer.ok) imported.value = answer.value
    error.value = answer.ok ? undefined : answer.error
    const again = answer.ok ? WORKING.has(answer.value.state) : answer.error.code === 'unreachable'
    if (again) timer = setTimeout(() => void read(), answer.ok ? POLL_MS : POLL_MS * 4)
  }

  /** Moves the import on, then follows it; the hub's refusal is the answer. */
  async function step(
    what: 'mapping' | 'accept' | 'undo' | 'cancel',
    body?: unknown,
  ): Promise<ApiError | undefined> {
    const at = id()
    if (!at || busy.value) return undefined
    busy.value = true
    const answer = await api('POST', `/api/imports/${encodeURIComponent(at)}/${what}`, body)
    await read()
    busy.value = false
    return answer.ok ? undefined : answer.error
  }

  watch(
    id,
    () => {
      imported.value = undefined
      void read()
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    clearTimeout(timer)
    turn++
  })
  const working = computed(() => imported.value !== undefined && WORKING.has(imported.value.state))
  return { imported, error, busy, working, step, read }
}
