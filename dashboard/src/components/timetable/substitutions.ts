import type { Lesson, Substitution } from '@schoolgate/protocol/directory/timetable'
import type { Timetable } from '@schoolgate/protocol/http/directory'
import { api } from '../../api/client.ts'
import { addDays } from '../../text/day.ts'

/** Days ahead in which a lesson's substitutions are looked for: as far as the hub answers at once. */
const AHEAD = 61

/** A lesson's substitutions from a day on; undefined when the hub did not answer. */
export async function substitutionsFrom(lesson: Lesson, from: string): Promise<Substitution[] | undefined> {
  const query = new URLSearchParams({ from, to: addDays(from, AHEAD), group: lesson.group })
  const answer = await api<Timetable>(
    'GET',
    `/api/places/${encodeURIComponent(lesson.place)}/timetable?${query}`,
  )
  if (!answer.ok) return undefined
  return answer.value.lessons.flatMap(h =>
    h.lesson.id === lesson.id && h.substitution ? [h.substitution] : [],
  )
}
