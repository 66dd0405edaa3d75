import type { Course } from '@schoolgate/protocol/directory/group'
import type { Person } from '@schoolgate/protocol/directory/person'
import type { Lesson } from '@schoolgate/protocol/directory/timetable'
import type { Random } from '@schoolgate/protocol/random'
import type { MadeClass } from './classes.ts'
import { type Subject, subjectsOf } from './curriculum.ts'
import { shuffled } from './ids.ts'

const DAYS = 5
/** Lessons a week nobody should teach more of. */
const FULL = 26
/** How unlike it is that a teacher takes on another subject, in lessons a week. */
const NEW_SUBJECT = 14
/** Rooms where several classes are at once. */
const SHARED = ['gym', 'hall', 'yard']

interface Task {
  subject: Subject
  teacher: string
  left: number
}

/**
 * A weekly timetable without clashes, by a seeded greedy walk through the week: in every slot each class takes what it
 * has most left of among the subjects whose teacher is free, seldom the same twice a day. Where none is, whoever is
 * free teaches. Morning and afternoon do not overlap, so a teacher may have both.
 */
export function makeTimetable(
  random: Random,
  place: string,
  classes: readonly MadeClass[],
  teachers: readonly Person[],
): { course: Course[]; lesson: Lesson[] } {
  const courses = new Map<string, Course>()
  const courseOf = (name: string): string => {
    let course = courses.get(name)
    if (!course) {
      const id = `${place}-course-${courses.size + 1}`
      course = { id, source: id, place, name, code: null }
      courses.set(name, course)
    }
    return course.id
  }
  const tasks = share(classes, teachers)
  const lessons: Lesson[] = []
  const busy = new Set<string>()
  const free = (slot: string, what: string) => !busy.has(`${slot} ${what}`)
  const take = (slot: string, what: string) => busy.add(`${slot} ${what}`)
  const knows = new Set([...tasks.values()].flat().map(t => `${t.teacher} ${t.subject.name}`))
  const given = new Map<string, number>()
  /** Whoever is free, rather of the subject, rather with few lessons so far. */
  const standIn = (slot: string, subject: string): string | undefined => {
    const cost = (id: string) => (knows.has(`${id} ${subject}`) ? 0 : 100) + (given.get(id) ?? 0)
    const able = teachers.filter(t => free(slot, t.id)).map(t => t.id)
    return able.sort((a, b) => cost(a) - cost(b))[0]
  }

  for (let weekday = 1; weekday <= DAYS; weekday++) {
    const today = new Map(classes.map(cls => [cls, new Set<string>()]))
    for (let number = 1; number <= 6; number++) {
      for (const cls of shuffled(classes, random)) {
        const mine = tasks.get(cls) as Task[]
        if (number > lessonsOn(cls, weekday)) continue
        const slot = `${cls.shift.id}/${weekday}/${number}`
        const had = today.get(cls) as Set<string>
        const wanted = mine
          .filter(task => task.left > 0)
          .sort(
            (a, b) => Number(had.has(a.subject.name)) - Number(had.has(b.subject.name)) || b.left - a.left,
          )
        const task = wanted.find(t => free(slot, t.teacher)) ?? wanted[0]
        if (!task) continue
        const teacher = free(slot, task.teacher) ? task.teacher : (standIn(slot, task.subject.name) ?? null)
        task.left--
        had.add(task.subject.name)
        if (teacher !== null) {
          take(slot, teacher)
          given.set(teacher, (given.get(teacher) ?? 0) + 1)
        }
        const lab = task.subject.room === undefined ? undefined : `${place}-${task.subject.room}`
        const open = lab !== undefined && (SHARED.includes(task.subject.room as string) || free(slot, lab))
        const room = open ? lab : cls.row.room
        if (room !== null && !SHARED.some(shared => room === `${place}-${shared}`)) take(slot, room)
        const lesson: Lesson = {
          ...{
            id: `${cls.row.id}-${weekday}-${number}`,
            place,
            group: cls.row.id,
            subject: task.subject.name,
          },
          ...{ course: courseOf(task.subject.name), teacher, room, weekday, shift: cls.shift.name, number },
          ...{ from: cls.row.from, to: null },
        }
        lessons.push(...(task.subject.halved ? parted(lesson, cls) : [lesson]))
      }
    }
  }
  return { course: [...courses.values()], lesson: lessons }

  /** The halves side by side, where a second teacher and a language room are free. */
  function parted(lesson: Lesson, { halves, shift }: MadeClass): Lesson[] {
    const [one, two] = halves
    const slot = `${shift.id}/${lesson.weekday}/${lesson.number}`
    const second = standIn(slot, lesson.subject)
    const room = ['language-1', 'language-2'].map(id => `${place}-${id}`).find(id => free(slot, id))
    if (!one || !two || second === undefined || room === undefined) return [lesson]
    take(slot, second)
    given.set(second, (given.get(second) ?? 0) + 1)
    take(slot, room)
    return [
      { ...lesson, id: `${lesson.id}-1`, group: one.id },
      { ...lesson, id: `${lesson.id}-2`, group: two.id, teacher: second, room },
    ]
  }
}

/** The week's lessons spread over its days, the longer days first. */
function lessonsOn({ grade }: MadeClass, weekday: number): number {
  const week = subjectsOf(grade).reduce((sum, subject) => sum + subject.hours, 0)
  return Math.floor(week / DAYS) + (weekday <= week % DAYS ? 1 : 0)
}

/** Who teaches what in which class: few subjects to each, nobody more than others. */
function share(classes: readonly MadeClass[], teachers: readonly Person[]): Map<MadeClass, Task[]> {
  const tasks = new Map(classes.map(cls => [cls, [] as Task[]]))
  const load = new Map(teachers.map(t => [t.id, 0]))
  const known = new Map(teachers.map(t => [t.id, new Set<string>()]))
  const give = (cls: MadeClass, subject: Subject, teacher: string) => {
    tasks.get(cls)?.push({ subject, teacher, left: subject.hours })
    load.set(teacher, (load.get(teacher) ?? 0) + subject.hours)
    known.get(teacher)?.add(subject.name)
  }
  for (const cls of classes)
    for (const subject of subjectsOf(cls.grade).filter(s => s.own)) give(cls, subject, cls.teacher.id)

  const rest = classes
    .flatMap(cls => subjectsOf(cls.grade).flatMap(subject => (subject.own ? [] : [{ cls, subject }])))
    .sort((a, b) => (a.subject.name < b.subject.name ? -1 : a.subject.name > b.subject.name ? 1 : 0))
  for (const { cls, subject } of rest) {
    const cost = (id: string) => {
      const n = (load.get(id) ?? 0) + subject.hours
      const own = known.get(id) as Set<string>
      return n + (own.has(subject.name) ? 0 : NEW_SUBJECT * own.size) + (n > FULL ? 100 : 0)
    }
    const best = teachers.reduce((a, b) => (cost(b.id) < cost(a.id) ? b : a))
    give(cls, subject, best.id)
  }
  return tasks
}
