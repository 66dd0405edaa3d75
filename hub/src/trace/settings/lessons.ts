import type { SeatPlan } from '@schoolgate/protocol/directory/group'
import type { OwnLesson } from '../facts/book.ts'
import { FLAGS } from '../facts/flags.ts'
import type { SchoolBook } from '../facts/school-book.ts'
import type { RoomLesson } from '../facts/school-lessons.ts'
import { neighbours } from '../facts/seats.ts'
import type { Stretch } from '../facts/stretch.ts'
import { type Together, together } from '../facts/together.ts'
import { attendanceOf } from './attendance.ts'
import { minutesOf, type PersonDay } from './evidence.ts'

/** Lessons had or given: neighbouring seats, the same room, taught by. */
export function lessonEvidence(of: PersonDay): void {
  const { book, person, day } = of
  const own = book.lessonsOf(person, day)
  for (const { lesson, school, staff, flags } of own) {
    const there = attendanceOf(book, school, lesson, day)
    const mine = there.of(person)
    if (mine.length === 0) continue
    for (const teacher of there.teachers) {
      const shared = together(mine, teacher.windows)
      if (shared) there.tell(of, teacher.person, 'teaching', 'room', shared, flags)
    }
    const plan = staff ? null : school.planOf(lesson.group, lesson.room, day)
    const later = plan && school.changedAfter(plan.id, day) ? FLAGS['plan-later'] : 0
    for (const { person: pupil, changed, windows } of there.pupils) {
      if (pupil === person) continue
      const shared = together(mine, windows)
      if (!shared) continue
      if (staff) there.tell(of, pupil, 'teaching', 'room', shared, flags | changed)
      else {
        const beside = plan && neighbours(plan, person, pupil)
        const unsure = flags | changed | (beside === null ? FLAGS['no-plan'] : later)
        if (beside) there.tell(of, pupil, 'seat', 'near', shared, unsure)
        else there.tell(of, pupil, 'lesson', 'room', shared, unsure)
      }
    }
  }
  for (const one of own) sameRoom(of, one)
}

/** Who had another lesson in the same room at the same time: a hall, a yard, a room for two groups. */
function sameRoom(of: PersonDay, { lesson, school, flags }: OwnLesson): void {
  if (lesson.room === null) return
  const { book, person, day } = of
  const others = school.lessons(day).byRoom.get(lesson.room) ?? []
  for (const other of others) {
    const time = { from: Math.max(lesson.from, other.from), to: Math.min(lesson.to, other.to) }
    if (other.id === lesson.id || time.from >= time.to) continue
    const theirs = everybody(of, other)
    if (theirs.has(person)) continue
    const mine = book.windows(person, day, { school, site: lesson.site }, time)
    if (mine.length === 0) continue
    const here = everybody(of, lesson)
    for (const [b, changed] of theirs) {
      if (here.has(b)) continue
      const shared = together(mine, book.windows(b, day, { school, site: lesson.site }, time))
      if (!shared) continue
      of.add(b, {
        setting: 'room',
        distance: 'room',
        label: school.roomName(lesson.room),
        source: { kind: 'lesson', id: other.id },
        ...stretchOf(shared),
        flags: shared.flags | flags | other.flags | changed,
      })
    }
  }
}

function everybody({ book, day }: PersonDay, lesson: RoomLesson): ReadonlyMap<string, number> {
  const roster = book.roster(lesson.group, day)
  const staff = book.staffOf(lesson, day)
  return staff.length === 0 ? roster : new Map([...roster, ...staff.map(person => [person, 0] as const)])
}

/** What a seat plan makes of two pupils in one room. */
export function seated(plan: SeatPlan | null, a: string, b: string, apart: 'lesson' | 'class') {
  return plan && neighbours(plan, a, b)
    ? ({ setting: 'seat', distance: 'near' } as const)
    : ({ setting: apart, distance: 'room' } as const)
}

/** What weakens that: no plan that tells of both, or one made or changed after that day. */
export function planFlags(
  plan: SeatPlan | null,
  a: string,
  b: string,
  school: SchoolBook,
  day: string,
): number {
  if (!plan || neighbours(plan, a, b) === null) return FLAGS['no-plan']
  return school.changedAfter(plan.id, day) ? FLAGS['plan-later'] : 0
}

export const stretchOf = (shared: Together): Stretch & { minutes: number } => ({
  from: shared.from,
  to: shared.to,
  minutes: minutesOf(shared.ms),
})
