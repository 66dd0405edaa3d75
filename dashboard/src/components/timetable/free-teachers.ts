import type { HeldLesson } from '@schoolgate/protocol/http/directory'
import { meets, type Slot } from './clashes.ts'

export interface Candidate {
  id: string
  name: string
  /** what keeps them, undefined when they are free */
  busy: HeldLesson | undefined
  /** teaches this subject to somebody that day */
  sameSubject: boolean
  /** teaches this class that day */
  knowsClass: boolean
  /** lessons of that day */
  lessons: number
}

/**
 * Who could take a lesson over: the free ones first, of them who teaches the subject, then who knows the class, then
 * who has the fewest lessons that day.
 *
 * @param taken lessons already handed to somebody in the same sitting: teacher by lesson id
 */
export function candidatesFor(
  lesson: HeldLesson,
  teachers: readonly { id: string; name: string }[],
  day: readonly HeldLesson[],
  absent: string,
  taken: ReadonlyMap<string, string | null> = new Map(),
): Candidate[] {
  const slot: Pick<Slot, 'shift' | 'number' | 'begins' | 'ends'> = {
    shift: lesson.lesson.shift,
    number: lesson.lesson.number,
    begins: lesson.begins,
    ends: lesson.ends,
  }
  const teacherOf = (held: HeldLesson): string | null => taken.get(held.lesson.id) ?? held.teacher
  const rows = teachers
    .filter(t => t.id !== absent)
    .map((t): Candidate => {
      const own = day.filter(
        held =>
          held.lesson.id !== lesson.lesson.id &&
          !held.cancelled &&
          held.mode !== 'suspended' &&
          teacherOf(held) === t.id,
      )
      return {
        id: t.id,
        name: t.name,
        busy: own.find(held => meets(slot, held)),
        sameSubject: own.some(held => held.lesson.subject === lesson.lesson.subject),
        knowsClass: own.some(held => held.lesson.group === lesson.lesson.group),
        lessons: own.length,
      }
    })
  const rank = (c: Candidate): number => (c.busy ? 4 : 0) + (c.sameSubject ? 0 : 2) + (c.knowsClass ? 0 : 1)
  return rows.sort((a, b) => rank(a) - rank(b) || a.lessons - b.lessons || a.name.localeCompare(b.name))
}
