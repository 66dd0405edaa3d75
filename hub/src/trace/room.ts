import type { RoomAnswer } from '@schoolgate/protocol/http/trace-answer'
import type { TraceFacts } from '../store/trace-types.ts'
import { type Book, bookOf } from './facts/book.ts'
import { qualitiesOf } from './facts/flags.ts'
import type { SchoolBook } from './facts/school-book.ts'
import type { Stretch } from './facts/stretch.ts'
import { gradeOf } from './grade.ts'
import { tracedPerson } from './traced.ts'

/**
 * Who was in a room: by its lessons, its lunch tables, and the class at home in it on a day without a timetable. One
 * line a person and what brought them.
 *
 * @param from local `HH:MM`, as `to`
 */
export function inRoom(facts: TraceFacts, room: string, day: string, from: string, to: string): RoomAnswer {
  const book = bookOf(facts)
  const school = book.schools.find(of => of.facts.rooms.some(known => known.id === room))
  const people: RoomAnswer['people'] = []
  if (school) {
    const asked = { from: school.clock.at(day, from), to: school.clock.at(day, to) }
    for (const use of usesOf(book, school, room, day)) {
      const time = { from: Math.max(use.time.from, asked.from), to: Math.min(use.time.to, asked.to) }
      if (time.from >= time.to) continue
      for (const [person, flags] of use.people) {
        const windows = book.windows(person, day, { school, site: use.site }, time)
        if (windows.length === 0 || !book.person(person)) continue
        people.push({
          person: tracedPerson(book, person),
          from: Math.min(...windows.map(window => window.from)),
          to: Math.max(...windows.map(window => window.to)),
          label: use.label,
          quality: qualitiesOf(windows.reduce((all, window) => all | window.flags, flags | use.flags)),
        })
      }
    }
  }
  const asked = people.map(({ person }) => ({ person: person.ref, from: day, to: day, case: null }))
  const everybody = new Set(asked.map(({ person }) => person))
  return {
    kind: 'room',
    room,
    label: school?.roomName(room) ?? '',
    day,
    people: people.sort((a, b) => a.from - b.from || (a.person.name < b.person.name ? -1 : 1)),
    // Nobody is interviewed about a room, so that it goes unasked takes nothing from the list.
    grade: gradeOf(facts, asked, { interviewed: everybody, contacts: [] }),
  }
}

interface Use {
  time: Stretch
  site: string | null
  label: string
  flags: number
  people: Iterable<readonly [string, number]>
}

function* usesOf(book: Book, school: SchoolBook, room: string, day: string): Generator<Use> {
  const site = school.facts.rooms.find(known => known.id === room)?.site ?? null
  for (const lesson of school.lessons(day).byRoom.get(room) ?? []) {
    const staff = book.staffOf(lesson, day).map(person => [person, 0] as const)
    const people = new Map([...book.roster(lesson.group, day), ...staff])
    yield { time: lesson, site, label: lesson.subject, flags: lesson.flags, people }
  }
  if (!school.taught(day).taught) return
  for (const group of school.facts.groups) {
    if (group.room !== room) continue
    const shift = school.shiftName(group.shift)
    const use = { site, label: group.name, flags: 0 }
    if (group.kind === 'table') {
      const members = book.members(group.id, day).map(of => [of.enrolment.person, 0] as const)
      yield { ...use, time: school.lunch(day, shift), people: members }
    }
    if (group.kind === 'class' && school.inPerson(group.id, group.parent, day)) {
      const pupils = [...book.roster(group.id, day)].filter(([person]) =>
        book.untimetabled(person, school, day),
      )
      yield { ...use, time: school.hull(day, shift), people: pupils }
    }
  }
}
