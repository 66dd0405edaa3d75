import type { Change, RecordKind } from '@schoolgate/protocol/directory/records'
import type { ApiError } from '../../api/client.ts'
import { useChanges } from '../../composables/use-changes.ts'
import { useFaults } from '../../composables/use-faults.ts'
import { useText } from '../../composables/use-text.ts'
import { showToast } from '../../kit/toast.ts'
import { usePlace } from '../../stores/place.ts'

const SPOKEN = ['jurisdiction', 'site', 'gate', 'room', 'shift', 'term'] as const

/** Changes of the setup's records: what still uses a record is said in words, and the school's book is read anew. */
export function useRecords(after: () => unknown = () => undefined) {
  const store = usePlace()
  const { t } = useText()
  const { say } = useFaults()
  const { change, busy } = useChanges()

  /** A sentence for an error; `kind` is what was to be removed. */
  function words(error: ApiError, kind?: RecordKind): string {
    if (error.code !== 'conflict' || error.detail !== 'used') return say(error)
    const known = SPOKEN.find(k => k === kind)
    return t(known ? `setup.used.${known}` : 'setup.used.other')
  }

  /**
   * @param said what the toast says
   * @returns the error in words, or undefined when it was saved
   */
  async function save(changes: readonly Change[], said: string, place?: string): Promise<string | undefined> {
    const answer = await change(changes, {
      said,
      after: () => Promise.all([store.reload(), after()]),
      quiet: true,
      ...(place === undefined ? {} : { place }),
    })
    return answer.ok ? undefined : words(answer.error, changes[0]?.kind)
  }

  /** Removes at once, with undo; why it cannot is a toast. */
  async function remove(kind: RecordKind, id: string, name: string): Promise<boolean> {
    const fault = await save([{ op: 'remove', kind, id }], t('setup.removed', { name }))
    if (fault !== undefined) void showToast(fault, { kind: 'error', duration: 8000 })
    return fault === undefined
  }

  return { save, remove, busy }
}
