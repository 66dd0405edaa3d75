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

/** What became of a request in parts: the batches that were made, and why it stopped early. */
interface Sent {
  batches: string[]
  added: number
  extended: number
  error?: ApiError
}

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
  function take(question: string, persons: readonly string[], done: (undone: boolean) => unknown) {
    return change(
      persons,
      some => api('POST', base(), { question, persons: some }),
      done,
      ({ added, extended }) =>
        [
          ...(added > 0 ? [t('trace.bulk.done', { n: added })] : []),
          ...(extended > 0 ? [t('trace.bulk.extended', { n: extended })] : []),
        ].join('. '),
    )
  }

  /** Sets the state of people in follow-up, all at once; Undo puts back what each was before. */
  function set(persons: readonly string[], state: FollowUpState, done: (undone: boolean) => unknown) {
    return change(
      persons,
      some => api('PUT', base(), { persons: some, state }),
      done,
      ({ added, extended }) =>
        added + extended > 0
          ? t('trace.follow.done', { n: added + extended, state: t(`trace.followUp.${state}`) })
          : '',
    )
  }

  async function change(
    persons: readonly string[],
    send: (some: readonly string[]) => ReturnType<typeof api<FollowUpReply>>,
    done: (undone: boolean) => unknown,
    words: (sent: Sent) => string,
  ): Promise<boolean> {
    const path = `${base()}/undo`
    busy.value = true
    const sent = await inParts(persons, send)
    busy.value = false
    const said = words(sent)
    // what went through before something failed can be taken back all the same
    if (said !== '')
      void showToast(said, {
        duration: UNDO_MS,
        action: { label: t('app.undo'), onClick: () => void undo(path, sent.batches, done) },
      })
    if (sent.error) void showToast(say(sent.error), { kind: 'error' })
    else if (said === '') void showToast(t('trace.bulk.unchanged'))
    if (sent.batches.length > 0) await done(false)
    return sent.error === undefined
  }

  async function undo(
    path: string,
    batches: readonly string[],
    done: (undone: boolean) => unknown,
  ): Promise<void> {
    let error: ApiError | undefined
    // the newest first, as on a stack
    for (const batch of batches.toReversed()) {
      const answer = await api('POST', path, { batch })
      if (!answer.ok) error ??= answer.error
    }
    void showToast(error ? say(error) : t('common.undone'), error ? { kind: 'error' } : {})
    await done(true)
  }

  return { take, set, busy }
}

async function inParts(
  persons: readonly string[],
  send: (some: readonly string[]) => ReturnType<typeof api<FollowUpReply>>,
): Promise<Sent> {
  const sent: Sent = { batches: [], added: 0, extended: 0 }
  for (let at = 0; at < persons.length; at += MOST) {
    const answer = await send(persons.slice(at, at + MOST))
    if (!answer.ok) return { ...sent, error: answer.error }
    sent.batches.push(answer.value.batch)
    sent.added += answer.value.added
    sent.extended += answer.value.extended
  }
  return sent
}
