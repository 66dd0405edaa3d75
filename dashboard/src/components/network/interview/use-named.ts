import type { NamedDraft } from '@schoolgate/protocol/http/trace-case'
import { shallowRef } from 'vue'
import { api } from '../../../api/client.ts'
import { useFaults } from '../../../composables/use-faults.ts'
import { useText } from '../../../composables/use-text.ts'
import { showToast } from '../../../kit/toast.ts'
import type { Named } from './interview.ts'

/**
 * Names of an interview, each saved at once. What was done last, and how to take it back, is said in the page: a toast
 * would lie over the button that leads on. `after` reads the names anew.
 */
export function useNamed(of: () => string, after: () => Promise<unknown>) {
  const { t } = useText()
  const { say } = useFaults()
  const busy = shallowRef(false)
  const last = shallowRef<{ says: string; undo: () => Promise<unknown> }>()
  const at = (): string => `/api/cases/${encodeURIComponent(of())}/named`

  async function post(draft: NamedDraft): Promise<Named | undefined> {
    busy.value = true
    const answer = await api<Named>('POST', at(), draft)
    busy.value = false
    if (!answer.ok) void showToast(say(answer.error), { kind: 'error' })
    await after()
    return answer.ok ? answer.value : undefined
  }
  async function drop(id: string): Promise<boolean> {
    busy.value = true
    const answer = await api('DELETE', `${at()}/${encodeURIComponent(id)}`)
    busy.value = false
    if (!answer.ok) void showToast(say(answer.error), { kind: 'error' })
    await after()
    return answer.ok
  }

  /** True when it was saved. */
  async function add(draft: NamedDraft, name: string): Promise<boolean> {
    const made = await post(draft)
    if (!made) return false
    last.value = { says: t('network.interview.savedOf', { name }), undo: () => remove({ ...made, name }) }
    return true
  }
  async function remove(named: Named): Promise<void> {
    if (!(await drop(named.id))) return
    const { person, who, day, setting, minutes, distance, note } = named
    last.value = {
      says: t('network.interview.removedOf', { name: named.name }),
      undo: () => add({ person, who, day, setting, minutes, distance, note }, named.name),
    }
  }
  return { busy, last, add, remove }
}
