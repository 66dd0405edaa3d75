import type { Answer } from '@schoolgate/protocol/http/trace-answer'
import type { QuestionInput, QuestionReply } from '@schoolgate/protocol/http/trace-question'
import { computed, shallowRef } from 'vue'
import { type ApiError, api } from '../../api/client.ts'

/**
 * One question to the record and its newest reply. `kind` is the answer looked for: another kind of answer counts as
 * none.
 */
export function useQuestion<K extends Answer['kind']>(place: () => string, kind: K) {
  const reply = shallowRef<QuestionReply>()
  const error = shallowRef<ApiError>()
  const busy = shallowRef(false)
  /** `performance.now()` when the newest reply was there */
  const at = shallowRef(0)
  let turn = 0

  async function send(path: string, body?: unknown): Promise<void> {
    const mine = ++turn
    busy.value = true
    error.value = undefined
    const got = await api<QuestionReply>('POST', path, body)
    if (mine !== turn) return
    busy.value = false
    at.value = performance.now()
    if (got.ok) reply.value = got.value
    else error.value = got.error
  }
  const ask = (question: QuestionInput & { kind: K }): Promise<void> =>
    send(`/api/places/${encodeURIComponent(place())}/questions`, question)

  /** Answers the same question anew: once a second officer has agreed. */
  async function again(): Promise<void> {
    const id = reply.value?.question.id
    if (id !== undefined) await send(`/api/questions/${encodeURIComponent(id)}/answer`)
  }
  function forget(): void {
    turn++
    reply.value = undefined
    error.value = undefined
    busy.value = false
  }

  const answer = computed(() => {
    const found = reply.value?.answer
    return found?.kind === kind ? (found as Extract<Answer, { kind: K }>) : undefined
  })
  const isWaiting = computed(() => reply.value !== undefined && reply.value.answer === null)
  return { reply, answer, isWaiting, error, busy, at, ask, again, forget }
}
