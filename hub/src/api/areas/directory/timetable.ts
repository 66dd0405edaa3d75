import type { Timetable } from '@schoolgate/protocol/http/directory'
import { daysBetween, dayTeller, taughtWeekdays } from '../../../directory/calendar.ts'
import { findClashes } from '../../../directory/clashes.ts'
import { heldLessons } from '../../../directory/timetable.ts'
import type { ScopedPlace } from '../../../scope/types.ts'
import { problem } from '../../problems.ts'
import { sectionsOf } from './group.ts'

export interface TimetableQuery {
  from: string
  to: string
  group?: string | undefined
  teacher?: string | undefined
  room?: string | undefined
}

/** Longest ranges, days: of one group, teacher or room, and of a whole school. */
const MAX_DAYS = 62
const MAX_DAYS_SCHOOL = 14
/** Where more than one class is at a time. */
const SHARED_ROOMS: readonly string[] = ['canteen', 'gym', 'hall', 'yard', 'library']

/**
 * The lessons of a range with everything that differs resolved. Clashes are looked for in the whole school, so that a
 * teacher's page shows the class that wants them too.
 *
 * @throws problem bad-input when the range is empty or too long
 */
export async function timetablePage(place: ScopedPlace, query: TimetableQuery): Promise<Timetable> {
  const { from, to, group, teacher, room } = query
  const whole = group === undefined && teacher === undefined && room === undefined
  const days = from > to ? [] : daysBetween(from, to)
  if (days.length === 0 || days.length > (whole ? MAX_DAYS_SCHOOL : MAX_DAYS))
    throw problem('bad-input', { where: 'query:to' })

  const on = [from, to] as const
  const [lessons, substitutions, modes, shifts, groups, terms, calendar, rooms] = await Promise.all([
    place.find('lesson', { on }),
    place.find('substitution', { on }),
    place.find('mode', { on }),
    place.find('shift'),
    place.find('group'),
    place.find('term'),
    place.find('calendarDay', { on }),
    place.find('room'),
  ])
  const told = days.map(dayTeller({ terms, calendar, weekdays: taughtWeekdays(lessons) }))
  const taught = told.filter(day => day.taught).map(day => day.day)
  const held = heldLessons({ lessons, substitutions, modes, shifts, groups }, taught)

  const wanted = group === undefined ? undefined : await groupsOf(place, group, groups, from)
  const mine = held.filter(
    h =>
      (wanted === undefined || wanted.has(h.lesson.group)) &&
      (teacher === undefined || h.teacher === teacher || h.lesson.teacher === teacher) &&
      (room === undefined || h.room === room || h.lesson.room === room),
  )
  const shown = new Set(mine.map(h => h.lesson.id))
  const shared = new Set(rooms.filter(r => SHARED_ROOMS.includes(r.kind)).map(r => r.id))
  const clashes = findClashes(held, { groups, shared })
  return {
    days: told,
    lessons: mine,
    modes: modes.filter(mode => mode.group === null || wanted === undefined || wanted.has(mode.group)),
    clashes: clashes.filter(clash => shown.has(clash.a) || shown.has(clash.b)),
  }
}

/** A class with its halves and the taught groups its pupils are in; of a half its class as well. */
async function groupsOf(
  place: ScopedPlace,
  id: string,
  groups: readonly { id: string; parent: string | null }[],
  day: string,
): Promise<Set<string>> {
  const pupils = await place.find('enrolment', { group: id, role: 'student', on: day })
  const sections = await sectionsOf(place, pupils, day)
  const parent = groups.find(group => group.id === id)?.parent
  const halves = groups.filter(group => group.parent === id)
  return new Set([id, ...(parent ? [parent] : []), ...[...halves, ...sections].map(group => group.id)])
}
