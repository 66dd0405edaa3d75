import type { PersonLine } from '@schoolgate/protocol/http/directory'
import { onScopeDispose, shallowRef } from 'vue'
import { api } from '../../api/client.ts'

/** ms between the last letter and the question */
const PAUSE_MS = 180

/** People of a place by what was typed, in any spelling; the newest question counts. */
export function usePeopleSearch(place: () => string, more = '') {
  const found = shallowRef<readonly PersonLine[]>([])
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn: AbortController | undefined

  function search(text: string): void {
    clearTimeout(timer)
    timer = setTimeout(() => void ask(text), PAUSE_MS)
  }
  async function ask(text: string): Promise<void> {
    turn?.abort()
    const mine = new AbortController()
    turn = mine
    const query = new URLSearchParams({ text: text.trim().slice(0, 100), limit: '20' })
    const path = `/api/places/${encodeURIComponent(place())}/people?${query}${more}`
    const answer = await api<{ people: PersonLine[] }>('GET', path, undefined, mine.signal)
    if (answer.ok && turn === mine) found.value = answer.value.people
  }
  onScopeDispose(() => {
    clearTimeout(timer)
    turn?.abort()
  })
  return { found, search }
}
