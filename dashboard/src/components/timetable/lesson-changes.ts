import type { Change } from '@schoolgate/protocol/directory/records'
import type { Lesson, Substitution } from '@schoolgate/protocol/directory/timetable'
import { dayBefore } from './days.ts'

/** What somebody says of a lesson. */
export type LessonDetails = Omit<Lesson, 'id' | 'place' | 'from' | 'to'>

export const detailsOf = ({ id: _, place: __, from: ___, to: ____, ...details }: Lesson): LessonDetails =>
  details

export const lessonAdded = (
  details: LessonDetails,
  span: { from: string; to: string | null },
  place: string,
  id: string,
): Change => ({ op: 'put', kind: 'lesson', record: { id, place, ...details, ...span } })

/**
 * A lesson that is different from a day on. What was stays as it was: the old record ends the day before, a new one
 * begins. Only a lesson that had not begun by then is changed in place. Substitutions of later days go along where
 * the weekday stays, and go where it does not.
 *
 * @param substitutions known ones of this lesson, of any day
 */
export function lessonFrom(
  from: string,
  lesson: Lesson,
  details: LessonDetails,
  to: string | null,
  substitutions: readonly Substitution[],
  id: string,
): Change[] {
  const later = substitutions.filter(s => s.lesson === lesson.id && s.day >= from)
  const stays = details.weekday === lesson.weekday
  const gone = (s: Substitution): Change => ({ op: 'remove', kind: 'substitution', id: s.id })
  if (lesson.from !== null && lesson.from >= from) {
    const record: Lesson = { ...lesson, ...details, from, to }
    return [...(stays ? [] : later.map(gone)), { op: 'put', kind: 'lesson', record }]
  }
  const next: Lesson = { ...details, id, place: lesson.place, from, to }
  return [
    { op: 'put', kind: 'lesson', record: { ...lesson, to: dayBefore(from) } },
    { op: 'put', kind: 'lesson', record: next },
    ...later.flatMap((s): Change[] => [
      gone(s),
      ...(stays && (to === null || s.day <= to)
        ? [
            {
              op: 'put' as const,
              kind: 'substitution' as const,
              record: { ...s, id: `${id}:${s.day}`, lesson: id },
            },
          ]
        : []),
    ]),
  ]
}

/** A lesson whose last day is `last`. One that would end before it began goes altogether. */
export function lessonEnded(lesson: Lesson, last: string, substitutions: readonly Substitution[]): Change[] {
  const gone = substitutions
    .filter(s => s.lesson === lesson.id && s.day > last)
    .map((s): Change => ({ op: 'remove', kind: 'substitution', id: s.id }))
  return lesson.from !== null && lesson.from > last
    ? [...gone, { op: 'remove', kind: 'lesson', id: lesson.id }]
    : [...gone, { op: 'put', kind: 'lesson', record: { ...lesson, to: last } }]
}

/** What differs on one day; nothing that differs takes the substitution away. */
export function substituted(
  lesson: Lesson,
  day: string,
  change: Pick<Substitution, 'cancelled' | 'teacher' | 'room' | 'reason'>,
  known: Substitution | null,
): Change[] {
  const id = `${lesson.id}:${day}`
  const teacher = change.teacher === lesson.teacher ? null : change.teacher
  const room = change.room === lesson.room ? null : change.room
  if (!change.cancelled && teacher === null && room === null)
    return known ? [{ op: 'remove', kind: 'substitution', id: known.id }] : []
  const record: Substitution = {
    id,
    place: lesson.place,
    lesson: lesson.id,
    day,
    cancelled: change.cancelled,
    teacher: change.cancelled ? null : teacher,
    room: change.cancelled ? null : room,
    reason: change.reason,
  }
  return [{ op: 'put', kind: 'substitution', record }]
}
