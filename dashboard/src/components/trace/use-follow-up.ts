import type { FollowUpReply } from '@schoolgate/protocol/http/trace-case'
import type { FollowUpState } from '@schoolgate/protocol/trace/words'
import { shallowRef } from 'vue'
import { type ApiError, api } from '../../api/client.ts'
import { UNDO_MS } from '../../composables/use-changes.ts'
import { useFaults } from '../../composables/use-faults.ts'
import { useText } from '../../composables/use-text.ts'
import { showToast } from '../../kit/toast.ts'

/** The hub takes this many people in one request. */
const MOST = 1000
/** States are set one by one: so many requests at once. */
const AT_ONCE = 4

/** Taking contacts of a case into follow-up and moving them on, each with a toast that takes it back. */
export function useFollowUp(case_: () => string) {
  const { t } = useText()
  const { say } = useFaults()
  const busy = shallowRef(false)
  const base = (): string => `/api/cases/${encodeURIComponent(case_())}/follow-up`

  /**
   * @param done after it, and again with `undone` after it was taken back
   * @returns whether the hub took them
   */
  async function take(
    question: string,
    persons: readonly string[],
    done: (undone: boolean) => unknown,
  ): Promise<boolean> {
    busy.value = true
    const answer = await api<FollowUpReply>('POST', base(), { question, persons: persons.slice(0, MOST) })
    busy.value = false
    if (!answer.ok) {
      void showToast(say(answer.error), { kind: 'error' })
      return false
    }
    const { batch, added, extended } = answer.value
    const said = [
      ...(added > 0 ? [t('trace.bulk.done', { n: added })] : []),
      ...(extended > 0 ? [t('trace.bulk.extended', { n: extended })] : []),
    ].join('. ')
    const undoAt = `${base()}/undo`
    if (said === '') void showToast(t('trace.bulk.unchanged'))
    else
      void showToast(said, {
        duration: UNDO_MS,
        action: { label: t('app.undo'), onClick: () => void undo(undoAt, batch, done) },
      })
    await done(false)
    return true
  }

  async function undo(path: string, batch: string, done: (undone: boolean) => unknown): Promise<void> {
    const answer = await api('POST', path, { batch })
    void showToast(answer.ok ? t('common.undone') : say(answer.error), answer.ok ? {} : { kind: 'error' })
    if (answer.ok) await done(true)
  }

  /** Sets the states of people in follow-up; what each was before is put back by Undo. */
  async function set(
    next: ReadonlyMap<string, FollowUpState>,
    before: ReadonlyMap<string, FollowUpState>,
    done: () => unknown,
  ): Promise<void> {
    const path = base()
    busy.value = true
    const failed = await putAll(path, next)
    busy.value = false
    if (failed) void showToast(say(failed), { kind: 'error' })
    else
      void showToast(t('trace.follow.done', { n: next.size }), {
        duration: UNDO_MS,
        action: {
          label: t('app.undo'),
          onClick: async () => {
            const error = await putAll(path, before)
            void showToast(error ? say(error) : t('common.undone'), error ? { kind: 'error' } : {})
            await done()
          },
        },
      })
    await done()
  }

  return { take, set, busy }
}

/** @returns the first error; those after it are not tried */
async function putAll(
  path: string,
  states: ReadonlyMap<string, FollowUpState>,
): Promise<ApiError | undefined> {
  const left = [...states]
  let failed: ApiError | undefined
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next && !failed; next = left.shift()) {
      const [person, state] = next
      const answer = await api('PUT', `${path}/${encodeURIComponent(person)}`, { state })
      if (!answer.ok) failed ??= answer.error
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return failed
}
