import type { HeldLesson, Timetable } from '@schoolgate/protocol/http/directory'
import { computed } from 'vue'
import { useLoaded } from '../../composables/use-loaded.ts'

/** Every lesson of a school on a day: who is free then, and what a lesson would clash with. */
export function useDayLessons(place: () => string, day: () => string | undefined) {
  const { data, state, error, reload } = useLoaded<Timetable>(() => {
    const at = day()
    return at === undefined || at === ''
      ? undefined
      : `/api/places/${encodeURIComponent(place())}/timetable?from=${at}&to=${at}`
  })
  const lessons = computed<readonly HeldLesson[]>(() => data.value?.lessons ?? [])
  return { lessons, data, state, error, reload }
}
