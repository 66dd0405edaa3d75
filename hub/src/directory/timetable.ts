import type { Group } from '@schoolgate/protocol/directory/group'
import type { Shift } from '@schoolgate/protocol/directory/places'
import { holdsOn } from '@schoolgate/protocol/directory/span'
import type { Lesson, Mode, Substitution } from '@schoolgate/protocol/directory/timetable'
import type { HeldLesson } from '@schoolgate/protocol/http/directory'
import { isoWeekday } from './calendar.ts'

/** A school's weekly plan with everything that may differ. */
export interface TimetablePlan {
  lessons: readonly Lesson[]
  substitutions: readonly Substitution[]
  modes: readonly Mode[]
  shifts: readonly Shift[]
  /** tells a half's class, whose mode is its own too */
  groups: readonly Pick<Group, 'id' | 'parent'>[]
}

/**
 * The lessons of some days with what differs on each of them: substitutions, modes, the bells that hold then. In
 * order of day, time and group.
 *
 * @param days ISO days on which the school teaches
 */
export function heldLessons(plan: TimetablePlan, days: readonly string[]): HeldLesson[] {
  const substitutions = new Map(plan.substitutions.map(s => [`${s.lesson}:${s.day}`, s]))
  const parents = new Map(plan.groups.map(g => [g.id, g.parent]))
  const byWeekday = Map.groupBy(plan.lessons, lesson => lesson.weekday)
  return days.flatMap(day => {
    const bells = bellsOn(plan.shifts, day)
    const modes = plan.modes.filter(mode => holdsOn(mode, day))
    const lessons = (byWeekday.get(isoWeekday(day)) ?? []).filter(lesson => holdsOn(lesson, day))
    return lessons
      .map((lesson): HeldLesson => {
        const substitution = substitutions.get(`${lesson.id}:${day}`) ?? null
        const bell = bells.get(lesson.shift)?.[lesson.number - 1]
        return {
          lesson,
          day,
          begins: bell?.from ?? null,
          ends: bell?.to ?? null,
          teacher: substitution?.teacher ?? lesson.teacher,
          room: substitution?.room ?? lesson.room,
          cancelled: substitution?.cancelled ?? false,
          mode: modeOf(modes, lesson.group, parents.get(lesson.group) ?? null),
          substitution,
        }
      })
      .sort(byTime)
  })
}

/** Bells by the shift's name as they hold on a day; of two records that hold, the one that began later. */
export function bellsOn(shifts: readonly Shift[], day: string): Map<string, Shift['bells']> {
  return new Map([...shiftsOn(shifts, day)].map(([name, shift]) => [name, shift.bells]))
}

/** The record of each shift, by name, that holds on a day. */
export function shiftsOn(shifts: readonly Shift[], day: string): Map<string, Shift> {
  const found = new Map<string, Shift>()
  for (const shift of shifts) {
    if (!holdsOn(shift, day)) continue
    const other = found.get(shift.name)
    if (!other || (other.from ?? '') < (shift.from ?? '')) found.set(shift.name, shift)
  }
  return found
}

/** The group's own mode, else its class's, else the school's; of several, the one that began last. */
function modeOf(modes: readonly Mode[], group: string, parent: string | null): HeldLesson['mode'] {
  for (const of of [group, parent, null]) {
    const own = modes.filter(mode => mode.group === of).sort((a, b) => (a.from < b.from ? 1 : -1))[0]
    if (own) return own.mode
  }
  return 'classroom'
}

const byTime = (a: HeldLesson, b: HeldLesson): number =>
  compare(a.begins ?? '~', b.begins ?? '~') ||
  compare(a.lesson.group, b.lesson.group) ||
  compare(a.lesson.id, b.lesson.id)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
