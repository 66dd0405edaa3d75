import type { Enrolment } from '@schoolgate/protocol/directory/group'
import type { LessonAttendance } from '@schoolgate/protocol/http/attendance'
import type { HeldLesson } from '@schoolgate/protocol/http/directory'
import { lessonMark } from '../../../attendance/lessons.ts'
import { DAY_MIN, minuteOfDay, minutesOf } from '../../../attendance/minutes.ts'
import { heldLessons, shiftsOn } from '../../../directory/timetable.ts'
import type { ScopedGroup, ScopedPlace } from '../../../scope/types.ts'
import type { ApiDeps } from '../../deps.ts'
import { sectionsOf } from '../directory/group.ts'
import { zoneOf } from '../directory/place-time.ts'
import { localTime } from './local-time.ts'

/** Every lesson a group's pupils have at school on a day, its halves' and sections' too, with a mark for each of them. */
export async function lessonsPage(
  deps: Pick<ApiDeps, 'now'>,
  { row: group, place }: ScopedGroup,
  day: string,
): Promise<LessonAttendance> {
  const own = await place.find('enrolment', { group: group.id, role: 'student', on: day })
  const halves = await place.find('group', { parent: group.id, on: day })
  const groups = [group, ...halves, ...(await sectionsOf(place, own, day))]
  const held = await heldAt(place, [...new Map(groups.map(g => [g.id, g])).values()], day)
  const members = await membersOf(place, group.id, own, held, day)

  const people = own.map(enrolment => enrolment.person)
  const [zone, rows, visits, corrections] = await Promise.all([
    zoneOf(place),
    group.kind === 'class' ? place.attendance.group(group.id, day, day) : place.attendance.day(day),
    place.attendance.visits(day, people),
    place.attendance.lessonCorrections(people, day),
  ])
  const local = localTime(zone, deps.now())
  const now = day < local.day ? DAY_MIN : day > local.day ? 0 : local.minute
  const parts = { minuteOf: minuteOfDay(localTime, zone, day), now }
  const rowOf = new Map(rows.map(row => [row.person, row]))
  const visitsOf = Map.groupBy(
    visits.toSorted((a, b) => a.in - b.in),
    visit => visit.person,
  )
  const said = new Map(corrections.map(c => [`${c.person} ${c.lesson}`, c.correction]))

  return {
    day,
    lessons: held.map(({ lesson, begins, ends, graceMin }) => ({
      lesson: lesson.id,
      number: lesson.number,
      subject: lesson.subject,
      begins,
      ends,
      // Whoever was not expected that day has no row: taught at home, or not in the class any more.
      marks: (members.get(lesson.group) ?? [])
        .filter(person => rowOf.has(person))
        .map(person => {
          const time = { begins: minutesOf(begins), ends: minutesOf(ends), graceMin }
          const computed = lessonMark(visitsOf.get(person) ?? [], time, rowOf.get(person), parts)
          return { person, computed, correction: said.get(`${person} ${lesson.id}`) ?? null }
        }),
    })),
  }
}

type Held = HeldLesson & { begins: string; ends: string; graceMin: number }

/** Lessons held at school that have a bell. */
async function heldAt(
  place: ScopedPlace,
  groups: readonly { id: string; parent: string | null }[],
  day: string,
): Promise<Held[]> {
  const [lessons, substitutions, modes, shifts] = await Promise.all([
    place.find('lesson', { group: groups.map(g => g.id), on: day }),
    place.find('substitution', { day }),
    place.find('mode', { on: day }),
    place.find('shift', { on: day }),
  ])
  const byName = shiftsOn(
    shifts.filter(shift => shift.of === 'student'),
    day,
  )
  return heldLessons({ lessons, substitutions, modes, shifts, groups }, [day]).flatMap(held => {
    const { begins, ends, cancelled, mode } = held
    if (cancelled || begins === null || ends === null) return []
    if (mode !== 'classroom' && mode !== 'mixed') return []
    return [{ ...held, begins, ends, graceMin: byName.get(held.lesson.shift)?.graceMin ?? 0 }]
  })
}

/** Pupils of the group in each group that has lessons; a half nobody was put into is everybody's. */
async function membersOf(
  place: ScopedPlace,
  group: string,
  own: readonly Enrolment[],
  held: readonly Held[],
  day: string,
): Promise<Map<string, string[]>> {
  const mine = new Set(own.map(enrolment => enrolment.person))
  const others = [...new Set(held.map(({ lesson }) => lesson.group))].filter(id => id !== group)
  const enrolled =
    others.length === 0 ? [] : await place.find('enrolment', { group: others, role: 'student', on: day })
  const members = Map.groupBy(
    enrolled.filter(enrolment => mine.has(enrolment.person)),
    enrolment => enrolment.group,
  )
  const halves = new Set((await place.find('group', { parent: group })).map(half => half.id))
  const split = new Set(enrolled.filter(e => halves.has(e.group)).map(e => e.person))
  const found = new Map([[group, [...mine]]])
  for (const id of others) {
    const people = new Set((members.get(id) ?? []).map(enrolment => enrolment.person))
    if (halves.has(id)) for (const person of mine) if (!split.has(person)) people.add(person)
    found.set(id, [...people])
  }
  return found
}
