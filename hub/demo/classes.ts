import type { Enrolment, Group, SeatPlan } from '@schoolgate/protocol/directory/group'
import type { Person } from '@schoolgate/protocol/directory/person'
import type { Room, Shift } from '@schoolgate/protocol/directory/places'
import type { Random } from '@schoolgate/protocol/random'
import { shuffled } from './ids.ts'
import { enrolment, group } from './records.ts'

export interface MadeClass {
  row: Group
  grade: number
  shift: Shift
  teacher: Person
  pupils: Person[]
  /** language halves, where it has some */
  halves: Group[]
}

const LETTERS = ['А', 'Б', 'В', 'Г', 'Д', 'Е']
const LATIN = 'abvgde'
/** Grades that come in the afternoon: the rooms are theirs then. */
const AFTERNOON_GRADES = [2, 3, 6]
/** A school with fewer classes needs no second shift. */
const ONE_SHIFT = 12
/** Grades whose first class parts for languages. */
const HALVED_GRADES = [5, 6, 7, 8, 9]

export interface ClassPlan {
  place: string
  count: number
  shifts: readonly [morning: Shift, afternoon: Shift, ...Shift[]]
  rooms: readonly Room[]
  teachers: readonly Person[]
  pupils: readonly Person[]
  /** calendar year in which the school year begins, and its terms' ids */
  firstYear: number
  terms: string[]
}

/** Grades 1 to 12, then the same again with the next letter, until there are `count`; pupils spread evenly. */
export function makeClasses(plan: ClassPlan): MadeClass[] {
  const { place, count, shifts, firstYear, pupils } = plan
  const [morning, afternoon] = shifts
  const rooms = plan.rooms.filter(room => room.kind === 'classroom' && /r\d+$/.test(room.id))
  const keys = Array.from({ length: count }, (_, i) => ({
    grade: (i % 12) + 1,
    letter: Math.floor(i / 12),
  })).sort((a, b) => a.grade - b.grade || a.letter - b.letter)
  const used = new Map<string, number>()
  return keys.map(({ grade, letter }, i) => {
    const shift = count >= ONE_SHIFT && AFTERNOON_GRADES.includes(grade) ? afternoon : morning
    const room = used.get(shift.id) ?? 0
    used.set(shift.id, room + 1)
    const row = group({
      ...{ id: `${place}-${grade}${LATIN[letter]}`, place, kind: 'class', grade: `${grade}` },
      name: `${grade}${LETTERS[letter]}`,
      shift: shift.id,
      room: (rooms[room % rooms.length] as Room).id,
      terms: plan.terms,
      from: `${firstYear}-09-01`,
    })
    const from = Math.floor((i * pupils.length) / count)
    const to = Math.floor(((i + 1) * pupils.length) / count)
    const halved = letter === 0 && HALVED_GRADES.includes(grade)
    return {
      row,
      grade,
      shift,
      teacher: plan.teachers[i % plan.teachers.length] as Person,
      pupils: pupils.slice(from, to).map(pupil => inGrade(pupil, grade, firstYear)),
      halves: halved
        ? [1, 2].map(n =>
            group({
              ...{ id: `${row.id}-${n}`, place, kind: 'half', name: `${row.name} Англи ${n}` },
              ...{ parent: row.id, grade: row.grade, shift: shift.id, from: row.from },
            }),
          )
        : [],
    }
  })
}

/** Six in the first grade; a birthday somewhere in the year. */
function inGrade(pupil: Person, grade: number, firstYear: number): Person {
  const dice = Number.parseInt(pupil.id.slice(0, 6), 16)
  const two = (n: number) => String(n + 1).padStart(2, '0')
  const birth = `${firstYear - 5 - grade}-${two(dice % 12)}-${two(Math.floor(dice / 12) % 28)}`
  return { ...pupil, grade: `${grade}`, birth }
}

/** Pupils in their class and half, the class teacher over it. */
export const classEnrolments = (classes: readonly MadeClass[]): Enrolment[] =>
  classes.flatMap(({ row, teacher, pupils, halves }) => [
    enrolment(row, teacher.id, 'teacher', true),
    ...pupils.map(pupil => enrolment(row, pupil.id, 'student')),
    ...pupils.flatMap((pupil, i) => {
      const half = halves[i % 2]
      return half ? [enrolment(half, pupil.id, 'student')] : []
    }),
  ])

/** Double desks in three rows; the small ones and those who see badly in front. */
export function makeSeats(classes: readonly MadeClass[], random: Random): SeatPlan[] {
  return classes.map(({ row, pupils }): SeatPlan => {
    const columns = 6
    const seats = shuffled(pupils, random)
      .sort((a, b) => Number(b.lowSight) - Number(a.lowSight))
      .map((pupil, i) => ({ person: pupil.id, row: Math.floor(i / columns), column: i % columns }))
    const rows = Math.max(5, Math.ceil(pupils.length / columns))
    return {
      ...{ id: `${row.id}-seats`, place: row.place, group: row.id, room: row.room, rows, columns, seats },
      ...{ aisles: [1, 3], from: row.from, to: null },
    }
  })
}
