import type { Mode } from '@schoolgate/protocol/directory/timetable'
import type { Timetable } from '@schoolgate/protocol/http/directory'
import { computed } from 'vue'
import { useLoaded } from '../../composables/use-loaded.ts'
import { usePlace } from '../../stores/place.ts'
import { type ModeName, modeOf } from '../timetable/modes.ts'

/** How each class of a school is taught today, where that is not in the classroom. */
export function useModesToday(place: () => string) {
  const book = usePlace()
  // a room nobody has: the modes of the school without its lessons
  const { data } = useLoaded<Timetable>(() =>
    book.book
      ? `/api/places/${encodeURIComponent(place())}/timetable?from=${book.today}&to=${book.today}&room=-`
      : undefined,
  )
  const modes = computed<readonly Mode[]>(() => data.value?.modes ?? [])
  const modeToday = (group: { id: string; parent: string | null }): ModeName =>
    modeOf(modes.value, group, book.today)
  return { modeToday }
}
