import type { Change } from '@schoolgate/protocol/directory/records'
import type { Changes } from '@schoolgate/protocol/http/directory'
import type { Result } from '@schoolgate/protocol/result'
import { shallowRef } from 'vue'
import { type ApiError, api } from '../api/client.ts'
import { showToast } from '../kit/toast.ts'
import { usePlace } from '../stores/place.ts'
import { undone } from './undone.ts'
import { useFaults } from './use-faults.ts'
import { useText } from './use-text.ts'

/** How long a change can be taken back from its toast, ms. */
export const UNDO_MS = 10_000

export interface Changed {
  batch: string
  put: number
  removed: number
  unchanged: number
}

export interface ChangeOptions {
  /** for the history, in words */
  note?: string
  /** what the toast says; without it "Saved" */
  said?: string
  /**
   * After the change, and again after it was taken back: read the page's data anew. What `useLoaded` holds and the
   * place's book are read again by themselves after taking back.
   */
  after?: () => unknown
  /** the jurisdiction of the records; without it the place on screen */
  place?: string
  /** an error is shown where it was made (a form): no toast for it */
  quiet?: boolean
}

/**
 * Changes of the directory, all or nothing, with a toast that takes them back for 10 s.
 * `change` resolves to the hub's answer or its error; the sentence for it comes from `useFaults().say`.
 */
export function useChanges() {
  const place = usePlace()
  const { t } = useText()
  const { say } = useFaults()
  const busy = shallowRef(false)

  async function change(
    changes: readonly Change[],
    options: ChangeOptions = {},
  ): Promise<Result<Changed, ApiError>> {
    const { note = '', said, after, place: at = place.home, quiet = false } = options
    busy.value = true
    const answer = await api<Changed>('POST', `/api/places/${encodeURIComponent(at)}/changes`, {
      changes: [...changes],
      note,
    } satisfies Changes)
    busy.value = false
    if (!answer.ok) {
      if (!quiet) void showToast(say(answer.error), { kind: 'error' })
      return answer
    }
    offerUndo(answer.value.batch, said ?? t('common.saved'), after)
    await after?.()
    return answer
  }

  /** The toast of a change made elsewhere (an upload, a correction by its own route). */
  function offerUndo(batch: string, said: string, after?: () => unknown): void {
    void showToast(said, {
      duration: UNDO_MS,
      action: { label: t('app.undo'), onClick: () => void undo(batch, after) },
    })
  }

  async function undo(batch: string, after?: () => unknown): Promise<boolean> {
    const answer = await api('POST', `/api/changes/${encodeURIComponent(batch)}/undo`)
    void showToast(answer.ok ? t('common.undone') : say(answer.error), answer.ok ? {} : { kind: 'error' })
    if (answer.ok) {
      undone.value++
      await Promise.all([place.reload(), after?.()])
    }
    return answer.ok
  }

  return { change, undo, offerUndo, busy }
}
