import type { HeldLesson } from '@schoolgate/protocol/http/directory'

/** A lesson as it is planned: when, who, where, for whom. */
export interface Slot {
  /** the lesson itself, which never clashes with itself */
  id?: string | undefined
  group: string
  teacher: string | null
  room: string | null
  shift: string
  number: number
  /** local times, where the shift has such a bell */
  begins: string | null
  ends: string | null
}

export interface Clash {
  over: 'teacher' | 'room' | 'group'
  with: HeldLesson
}

/** Whether two lessons of a day are at one time: by the clock, or by shift and number where a bell is missing. */
export function meets(a: Pick<Slot, 'shift' | 'number' | 'begins' | 'ends'>, b: HeldLesson): boolean {
  if (a.begins !== null && a.ends !== null && b.begins !== null && b.ends !== null)
    return a.begins < b.ends && b.begins < a.ends
  return a.shift === b.lesson.shift && a.number === b.lesson.number
}

/**
 * What of a day's lessons wants the same teacher, room or pupils at the same time. A class meets its own halves;
 * two halves do not meet each other.
 *
 * @param parentOf the class a half is a part of
 */
export function clashesOf(
  slot: Slot,
  day: readonly HeldLesson[],
  parentOf: (group: string) => string | null,
): Clash[] {
  const found: Clash[] = []
  for (const held of day) {
    if (held.lesson.id === slot.id || held.cancelled || held.mode === 'suspended' || !meets(slot, held))
      continue
    if (slot.teacher !== null && held.teacher === slot.teacher) found.push({ over: 'teacher', with: held })
    else if (slot.room !== null && held.room === slot.room && held.mode !== 'online')
      found.push({ over: 'room', with: held })
    else if (
      held.lesson.group === slot.group ||
      parentOf(held.lesson.group) === slot.group ||
      parentOf(slot.group) === held.lesson.group
    )
      found.push({ over: 'group', with: held })
  }
  return found
}
