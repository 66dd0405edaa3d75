import type { Change } from '@schoolgate/protocol/directory/records'
import type { Lesson } from '@schoolgate/protocol/directory/timetable'
import { seededRandom } from '@schoolgate/protocol/random'
import { makeFamily, nameIn } from '../demo/names.ts'
import { asChanges, enrolment, group, type Made, person } from '../demo/records.ts'
import { testId } from '../test/helpers/kiosk-client.ts'

export const DISTRICT = 'district'
const CLASS_SIZE = 30
/** of a school's people */
const TEACHERS = 0.06
const STAFF = 0.04
const LESSONS_A_DAY = 6
const open = { from: null, to: null }

export interface BenchSchool {
  place: string
  changes: Change[]
  /** who is expected where on every day */
  people: { id: string; role: 'student' | 'teacher' | 'staff'; group: string }[]
  classes: string[]
}

/** What lies above the schools. */
export const districtChanges = (): Change[] =>
  asChanges({
    jurisdiction: [
      jurisdiction('nation', null, 'nation', 'Nation'),
      jurisdiction(DISTRICT, 'nation', 'district', 'District 1'),
    ],
  })

/** School `s` with about `count` people, its classes of thirty, a full timetable and a card for everybody. */
export function benchSchool(s: number, count: number, year: { from: string; to: string }): BenchSchool {
  const random = seededRandom(1000 + s)
  const place = `school-${s}`
  const site = `site-${s}`
  const teachers = Math.max(1, Math.round(count * TEACHERS))
  const staff = Math.round(count * STAFF)
  const pupils = count - teachers - staff
  const classes = Array.from({ length: Math.ceil(pupils / CLASS_SIZE) }, (_, i) => `${place}-c${i}`)
  const roles = [
    ...Array.from({ length: pupils }, () => 'student' as const),
    ...Array.from({ length: teachers }, () => 'teacher' as const),
    ...Array.from({ length: staff }, () => 'staff' as const),
  ]
  const people = roles.map((role, i) => ({
    id: testId(`${place} person ${i}`),
    role,
    group: role === 'student' ? (classes[Math.floor(i / CLASS_SIZE)] as string) : '',
  }))
  const teacher = (i: number) => people[pupils + (i % teachers)]?.id as string
  const made: Made = {
    jurisdiction: [jurisdiction(place, DISTRICT, 'school', `School ${s + 1}`)],
    site: [{ id: site, place, name: `School ${s + 1}`, timeZone: 'Asia/Ulaanbaatar', locale: 'mn' }],
    gate: [{ id: `gate-${s}`, place, site, name: 'Front', lane: 'both' }],
    room: classes.map((id, i) => ({
      ...{ id: `${id}-room`, place, site, name: `${101 + i}`, kind: 'classroom' as const, capacity: 36 },
    })),
    shift: [
      { id: `${place}-s1`, place, name: 'I', of: 'student', bells: bells(8 * 60), graceMin: 5, ...open },
      {
        id: `${place}-s2`,
        place,
        name: 'II',
        of: 'student',
        bells: bells(13 * 60 + 30),
        graceMin: 5,
        ...open,
      },
      {
        ...{ id: `${place}-w`, place, name: 'W', of: 'staff' as const, graceMin: 10, ...open },
        bells: [{ from: '08:30', to: '17:30' }],
      },
    ],
    term: [
      {
        ...{ id: `${place}-t`, place, source: `${place}-t`, name: 'Year', kind: 'schoolYear' as const },
        ...{ ...year, year: Number(year.to.slice(0, 4)), parent: null },
      },
    ],
    group: classes.map((id, i) =>
      group({
        ...{
          id,
          place,
          kind: 'class' as const,
          name: `${1 + (i % 12)}${'абвгд'[Math.floor(i / 12)] ?? 'е'}`,
        },
        ...{ shift: `${place}-s${1 + (i % 2)}`, room: `${id}-room`, grade: String(1 + (i % 12)) },
      }),
    ),
    person: people.map(({ id, role }, i) =>
      person({
        ...{ id, source: id, place, site, role, number: `${s}-${i}` },
        ...nameIn(random, makeFamily(random)),
      }),
    ),
    enrolment: [
      ...people
        .filter(({ group: of }) => of !== '')
        .map(({ id, group: of }) => enrolment({ id: of, place, from: null }, id, 'student')),
      ...classes.map((id, i) => enrolment({ id, place, from: null }, teacher(i), 'teacher', true)),
    ],
    lesson: classes.flatMap((id, c) => weekOf(id, place, c, teacher)),
  }
  return { place, changes: asChanges(made), people, classes }
}

function weekOf(id: string, place: string, c: number, teacher: (i: number) => string): Lesson[] {
  return Array.from({ length: 5 * LESSONS_A_DAY }, (_, i) => ({
    ...{ id: `${id}-l${i}`, place, group: id, subject: `Subject ${i % 12}`, course: null },
    ...{ teacher: teacher(c * 7 + i), room: `${id}-room`, weekday: 1 + Math.floor(i / LESSONS_A_DAY) },
    ...{ shift: c % 2 === 0 ? 'I' : 'II', number: 1 + (i % LESSONS_A_DAY), ...open },
  }))
}

const time = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
const bells = (start: number) =>
  Array.from({ length: LESSONS_A_DAY }, (_, i) => ({
    from: time(start + i * 50),
    to: time(start + i * 50 + 40),
  }))

const jurisdiction = (
  id: string,
  parent: string | null,
  kind: 'nation' | 'district' | 'school',
  name: string,
) => ({ id, place: id, source: id, parent, kind, name, number: null, path: '' })
