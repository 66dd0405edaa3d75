import type { Correction } from '@schoolgate/protocol/attendance/mark'
import type { CorrectionRequest } from '@schoolgate/protocol/http/attendance'
import { ref } from 'vue'
import { type ApiError, api } from '../../api/client.ts'
import { UNDO_MS } from '../../composables/use-changes.ts'
import { useFaults } from '../../composables/use-faults.ts'
import { useText } from '../../composables/use-text.ts'
import { showToast } from '../../kit/toast.ts'

/** Whose mark, of which day, or of one lesson of that day. */
export interface Spot {
  person: string
  name: string
  day: string
  lesson?: string | undefined
  /** what was said before, to go back to */
  before: Correction | null
}

export const spotKey = (spot: Pick<Spot, 'person' | 'day' | 'lesson'>): string =>
  `${spot.person} ${spot.day} ${spot.lesson ?? ''}`

/** Requests under way at once when many are marked. */
const LANES = 4

/** Says a mark instead of the computed one, takes it back, and undoes either for ten seconds. */
export function useCorrections(reload: () => Promise<unknown>) {
  const { t } = useText()
  const { say } = useFaults()
  /** keys of spots whose correction is on its way */
  const sending = ref(new Set<string>())

  function send(spot: Spot, said: CorrectionRequest | null) {
    const lesson = spot.lesson === undefined ? '' : `?lesson=${encodeURIComponent(spot.lesson)}`
    const path = `/api/people/${encodeURIComponent(spot.person)}/attendance/${spot.day}${lesson}`
    return said === null ? api('DELETE', path) : api('PUT', path, said)
  }

  /** @returns the first error; the others were sent all the same */
  async function sendAll(spots: readonly Spot[], said: (spot: Spot) => CorrectionRequest | null) {
    const queue = [...spots]
    let fault: ApiError | undefined
    for (const spot of spots) sending.value.add(spotKey(spot))
    const lane = async (): Promise<void> => {
      for (let spot = queue.shift(); spot; spot = queue.shift()) {
        const answer = await send(spot, said(spot))
        if (!answer.ok) fault ??= answer.error
      }
    }
    await Promise.all(Array.from({ length: Math.min(LANES, spots.length) }, lane))
    await reload()
    for (const spot of spots) sending.value.delete(spotKey(spot))
    return fault
  }

  /**
   * Corrects one or many spots alike, or with `null` takes their corrections back.
   *
   * @param words what the toast says
   */
  async function correct(
    spots: readonly Spot[],
    said: CorrectionRequest | null,
    words: string,
  ): Promise<boolean> {
    const fault = await sendAll(spots, () => said)
    if (fault) {
      void showToast(say(fault), { kind: 'error' })
      return false
    }
    void showToast(words, {
      duration: UNDO_MS,
      action: { label: t('app.undo'), onClick: () => void undo(spots) },
    })
    return true
  }

  async function undo(spots: readonly Spot[]): Promise<void> {
    const fault = await sendAll(spots, ({ before }) =>
      before ? { mark: before.mark, reason: before.reason, note: before.note } : null,
    )
    void showToast(fault ? say(fault) : t('common.undone'), fault ? { kind: 'error' } : {})
  }

  return { correct, sending }
}
