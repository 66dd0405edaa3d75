import { type ComputedRef, computed } from 'vue'
import { useText } from '../../composables/use-text.ts'
import { usePlace } from '../../stores/place.ts'
import { type Format, formatFor } from '../../text/format.ts'

/** Numbers and times as the reader writes them, in the time zone of the school on screen. */
export function useSchoolFormat(): ComputedRef<Format> {
  const { locale } = useText()
  const place = usePlace()
  return computed(() => formatFor(locale.value, place.timeZone))
}
