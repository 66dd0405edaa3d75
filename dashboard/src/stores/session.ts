import type { Session } from '@schoolgate/protocol/http/session'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { type ApiError, api } from '../api/client.ts'

/** Who is signed in. `undefined` session with `known` true: nobody. */
export const useSession = defineStore('session', () => {
  const session = shallowRef<Session>()
  const known = shallowRef(false)

  /** Asks the hub once whether the cookie still opens a session. */
  async function load(): Promise<Session | undefined> {
    if (known.value) return session.value
    const answer = await api<Session>('GET', '/api/session')
    if (answer.ok) session.value = answer.value
    known.value = answer.ok || answer.error.code !== 'unreachable'
    return session.value
  }

  /** Error of the attempt, or undefined when it opened a session. */
  async function signIn(user: string, password: string): Promise<ApiError | undefined> {
    const answer = await api<Session>('POST', '/api/session', { user, password })
    if (!answer.ok) return answer.error
    session.value = answer.value
    known.value = true
    return undefined
  }

  async function signOut(): Promise<void> {
    await api('DELETE', '/api/session')
    forget()
  }

  /** The hub no longer knows this session. */
  function forget(): void {
    session.value = undefined
    known.value = true
  }

  return { session, known, load, signIn, signOut, forget }
})
