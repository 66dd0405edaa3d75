import type { SharedKind } from '@schoolgate/protocol/trace/words'
import type { Book } from './facts/book.ts'
import type { SchoolBook } from './facts/school-book.ts'
import { sheetIndex } from './facts/sheet-index.ts'

/** Something people share, and who does. */
export interface SharedCircle {
  kind: SharedKind
  id: string
  label: string
  members: ReadonlySet<string>
}

const GROUPS: Readonly<Record<string, SharedKind>> = {
  class: 'class',
  section: 'lesson',
  half: 'lesson',
  table: 'table',
  bus: 'bus',
  club: 'club',
  household: 'household',
}

/** Arrivals are told apart by half hours: a shift's rush is one or two of them. */
const ARRIVAL_BIN_MS = 30 * 60_000

/** Everything anybody of the facts shares with others on the window's days. */
export function circlesOf(book: Book): SharedCircle[] {
  const circles = new Circles()
  for (const day of book.facts.days) {
    groupsOn(book, day, circles)
    for (const school of book.schools) {
      lessonsOn(book, school, day, circles)
      gatesOn(school, day, circles)
    }
  }
  arrivals(book, circles)
  return circles.all()
}

class Circles {
  readonly #found = new Map<string, SharedCircle & { members: Set<string> }>()

  add(kind: SharedKind, id: string, label: string, people: Iterable<string>): void {
    const key = `${kind} ${id}`
    let circle = this.#found.get(key)
    if (!circle) {
      circle = { kind, id, label, members: new Set() }
      this.#found.set(key, circle)
    }
    for (const person of people) circle.members.add(person)
  }

  all = (): SharedCircle[] => [...this.#found.values()]
}

function groupsOn(book: Book, day: string, circles: Circles): void {
  for (const group of book.groups()) {
    const kind = GROUPS[group.kind]
    if (!kind) continue
    const people = book.members(group.id, day).map(of => of.enrolment.person)
    if (people.length > 0) circles.add(kind, group.id, group.name, people)
  }
}

/** By room, and by who taught: a class's own subjects would only say its class again and again. */
function lessonsOn(book: Book, school: SchoolBook, day: string, circles: Circles): void {
  for (const lesson of school.lessons(day).all) {
    const people = [...book.roster(lesson.group, day).keys(), ...book.staffOf(lesson, day)]
    if (lesson.room !== null) circles.add('room', lesson.room, school.roomName(lesson.room), people)
    if (lesson.teacher === null) continue
    circles.add('lesson', `teacher:${lesson.teacher}`, book.person(lesson.teacher)?.name ?? '', people)
  }
}

function gatesOn(school: SchoolBook, day: string, circles: Circles): void {
  for (const sheet of school.sheets(day)) {
    for (const [i, gate] of sheet.gates.entries()) {
      const people = sheet.persons.filter((_, row) => sheet.gateIn[row] === i || sheet.gateOut[row] === i)
      circles.add('gate', gate, school.gateName(gate), people)
    }
  }
}

/** The half hour somebody comes in most often; of equal ones the earliest. */
function arrivals(book: Book, circles: Circles): void {
  const bins = new Map<string, Map<number, number>>()
  for (const school of book.schools) {
    for (const day of book.facts.days) {
      const midnight = school.clock.day(day).from
      for (const sheet of school.sheets(day)) {
        for (const person of sheetIndex(sheet).persons.keys()) {
          const first = sheet.in[sheetIndex(sheet).rows(person)[0] as number] as number
          const bin = Math.floor((first - midnight) / ARRIVAL_BIN_MS)
          const own = bins.get(person) ?? new Map<number, number>()
          bins.set(person, own.set(bin, (own.get(bin) ?? 0) + 1))
        }
      }
    }
  }
  for (const [person, own] of bins) {
    const [bin] = [...own].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0] as [number, number]
    const label = `${String(bin >> 1).padStart(2, '0')}:${bin % 2 === 0 ? '00' : '30'}`
    circles.add('arrival-hour', label, label, [person])
  }
}
