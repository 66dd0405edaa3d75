import type { ContactList } from '@schoolgate/protocol/http/trace-answer'
import type { QuestionInput, QuestionReply } from '@schoolgate/protocol/http/trace-question'
import type { FollowUpState } from '@schoolgate/protocol/trace/words'
import { shallowRef } from 'vue'
import { type ApiError, api } from '../../api/client.ts'

export const MODES = ['contacts', 'forward', 'backward'] as const
/** Which way the officer looks from a case. */
export type Mode = (typeof MODES)[number]

/** rows drawn anew in a frame */
const MARKED_AT_ONCE = 50

/** The contact list in a reply, if it holds one. */
export const listOf = (reply: QuestionReply | undefined): ContactList | undefined => {
  const answer = reply?.answer
  return answer?.kind === 'contacts' || answer?.kind === 'forward' || answer?.kind === 'backward'
    ? answer
    : undefined
}

/**
 * The questions asked about one case while its page is open, the newest reply for each way of looking.
 *
 * @param after the hub keeps every question: the case's page is read again
 */
export function useCaseQuestions(place: () => string, after: () => unknown) {
  const replies = shallowRef<Partial<Record<Mode, QuestionReply>>>({})
  const busy = shallowRef<Mode>()
  const error = shallowRef<{ mode: Mode; error: ApiError }>()
  let turn = 0

  async function send(mode: Mode, path: string, body?: unknown): Promise<void> {
    const mine = ++turn
    busy.value = mode
    error.value = undefined
    const answer = await api<QuestionReply>('POST', path, body)
    if (mine !== turn) return
    busy.value = undefined
    if (answer.ok) replies.value = { ...replies.value, [mode]: answer.value }
    else error.value = { mode, error: answer.error }
    await after()
  }

  /** Asks anew; the question is kept with its purpose. */
  const ask = (mode: Mode, question: QuestionInput): Promise<void> =>
    send(mode, `/api/places/${encodeURIComponent(place())}/questions`, question)

  /** Answers a question on record again: after a second officer agreed, or because what it rests on changed. */
  const again = (mode: Mode, question: string): Promise<void> =>
    send(mode, `/api/questions/${encodeURIComponent(question)}/answer`)

  let marking: Promise<void> = Promise.resolve()
  /** What follow-up did to people on the lists shown; of many a few a frame, so that the page stays answering. */
  function mark(states: ReadonlyMap<string, FollowUpState | null>): void {
    marking = marking.then(async () => {
      const all = [...states]
      for (let at = 0; at < all.length; at += MARKED_AT_ONCE) {
        if (at > 0) await new Promise(resolve => requestAnimationFrame(resolve))
        markSome(new Map(all.slice(at, at + MARKED_AT_ONCE)))
      }
    })
  }
  function markSome(states: ReadonlyMap<string, FollowUpState | null>): void {
    const next: Partial<Record<Mode, QuestionReply>> = {}
    for (const mode of MODES) {
      const reply = replies.value[mode]
      const list = listOf(reply)
      if (!reply || !list) {
        if (reply) next[mode] = reply
        continue
      }
      const contacts = list.contacts.map(c => {
        const state = states.get(c.person.ref)
        return state === undefined || state === c.followUp ? c : { ...c, followUp: state }
      })
      next[mode] = { ...reply, answer: { ...list, contacts } }
    }
    replies.value = next
  }

  /** Another case is on screen. */
  function forget(): void {
    turn++
    replies.value = {}
    busy.value = undefined
    error.value = undefined
  }

  return { replies, busy, error, ask, again, mark, forget }
}
export type CaseQuestions = ReturnType<typeof useCaseQuestions>
