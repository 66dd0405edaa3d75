import type { PersonLine } from '@schoolgate/protocol/http/directory'
import { computed, onScopeDispose, shallowRef } from 'vue'
import { api } from '../../api/client.ts'
import { useText } from '../../composables/use-text.ts'

/** ms between the last letter and the question */
const PAUSE_MS = 180

/** People of a place by what was typed, in any spelling, as options of a `KitCombobox`. */
export function usePersonChoice(place: () => string) {
  const { t } = useText()
  const found = shallowRef<readonly PersonLine[]>([])
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn: AbortController | undefined

  async function ask(text: string): Promise<void> {
    turn?.abort()
    const mine = new AbortController()
    turn = mine
    const query = new URLSearchParams({ text: text.trim().slice(0, 100), limit: '20' })
    const path = `/api/places/${encodeURIComponent(place())}/people?${query}`
    const answer = await api<{ people: PersonLine[] }>('GET', path, undefined, mine.signal)
    if (answer.ok && turn === mine) found.value = answer.value.people
  }
  function search(text: string): void {
    clearTimeout(timer)
    timer = setTimeout(() => void ask(text), PAUSE_MS)
  }
  onScopeDispose(() => {
    clearTimeout(timer)
    turn?.abort()
  })
  const options = computed(() =>
    found.value
      .filter(p => p.role === 'student' || p.role === 'teacher' || p.role === 'staff')
      .map(p => ({
        id: p.id,
        text: p.name,
        hint: [t(`word.role.${p.role}`), p.group].filter(x => x !== '').join(' · '),
      })),
  )
  return { options, search }
}
