import type { Enrolment, Group } from '@schoolgate/protocol/directory/group'
import type { Person } from '@schoolgate/protocol/directory/person'
import type { Shift } from '@schoolgate/protocol/directory/places'
import { holdsOn } from '@schoolgate/protocol/directory/span'
import type { Lesson, Mode, Substitution } from '@schoolgate/protocol/directory/timetable'
import { expect, test } from 'vitest'
import { heldLessons } from '../directory/timetable.ts'
import { expecter, type Roll, type SchoolFacts } from './expected.ts'
import { timetableOf } from './facts.ts'

const MONDAY = '2026-11-23'
const SATURDAY = '2026-11-28'
const place = 'school'
const always = { from: null, to: null }

const shift = (name: string, bells: string[], more: Partial<Shift> = {}): Shift => ({
  id: name,
  place,
  name,
  of: 'student',
  bells: bells.map(bell => ({ from: bell.split('-')[0] ?? '', to: bell.split('-')[1] ?? '' })),
  graceMin: 5,
  ...always,
  ...more,
})
const FIRST = shift('first', ['08:00-08:40', '08:50-09:30', '09:40-10:20', '10:30-11:10'])
const SECOND = shift('second', ['13:00-13:40', '13:50-14:30', '14:40-15:20'])
const OFFICE = shift('office', ['08:30-17:30'], { of: 'staff', graceMin: 10 })

const group = (id: string, more: Partial<Group> = {}): Group => ({
  id,
  source: id,
  place,
  kind: 'class',
  name: id,
  grade: null,
  shift: 'first',
  room: null,
  parent: null,
  course: null,
  terms: [],
  ...always,
  ...more,
})
const person = (id: string, role: Person['role'] = 'student', more: Partial<Person> = {}): Person => ({
  id,
  source: id,
  place,
  site: 'site',
  role,
  family: '',
  given: id,
  middle: '',
  name: id,
  number: null,
  userName: null,
  email: null,
  phone: null,
  birth: null,
  sex: null,
  grade: null,
  lowSight: false,
  status: 'active',
  archivedOn: null,
  archiveReason: null,
  ...more,
})
const enrolment = (who: string, into: string, more: Partial<Enrolment> = {}): Enrolment => ({
  id: `${who}-${into}`,
  source: '',
  place,
  group: into,
  person: who,
  role: 'student',
  primary: false,
  ...always,
  ...more,
})
const lesson = (of: string, number: number, more: Partial<Lesson> = {}): Lesson => ({
  id: `${of}-${number}`,
  place,
  group: of,
  subject: 'maths',
  course: null,
  teacher: null,
  room: null,
  weekday: 1,
  shift: 'first',
  number,
  ...always,
  ...more,
})
const cancelled = (lessonId: string, more: Partial<Substitution> = {}): Substitution => ({
  id: `${lessonId}:${MONDAY}`,
  place,
  lesson: lessonId,
  day: MONDAY,
  cancelled: true,
  teacher: null,
  room: null,
  reason: '',
  ...more,
})
const mode = (of: string | null, how: Mode['mode'], from = MONDAY): Mode => ({
  id: `${of}-${how}`,
  place,
  group: of,
  from,
  to: MONDAY,
  mode: how,
  reason: '',
})

type SchoolDay = SchoolFacts & Roll
type Wish = Partial<SchoolDay> & { lessons?: Lesson[]; substitutions?: Substitution[] }
const expectedOn = (school: SchoolDay) => expecter(school)(school)

/** Bold and Nara in 5a, teacher Tuya with the lessons given, Otgon in the kitchen. */
function school(more: Wish = {}): SchoolDay {
  const whole = {
    day: MONDAY,
    taught: true,
    shifts: [FIRST, SECOND, OFFICE],
    groups: [group('5a')],
    enrolments: [enrolment('bold', '5a'), enrolment('nara', '5a')],
    lessons: [] as Lesson[],
    modes: [] as Mode[],
    people: [person('bold'), person('nara'), person('tuya', 'teacher'), person('otgon', 'staff')],
    posts: [],
    absences: [],
    ...more,
  }
  const { substitutions = [], lessons, ...rest } = whole
  return {
    ...rest,
    timetabled: timetableOf(lessons.filter(l => holdsOn(l, whole.day))),
    held: heldLessons({ ...whole, substitutions }, [whole.day]),
  }
}
const hoursOf = (day: SchoolDay) =>
  Object.fromEntries(
    [...expectedOn(day)].map(([id, { hours }]) => [id, `${clock(hours.start)}-${clock(hours.end)}`]),
  )
const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

test('without a timetable the class is due for its whole shift, everybody else for the staff’s', () => {
  expect(hoursOf(school())).toEqual({
    bold: '08:00-11:10',
    nara: '08:00-11:10',
    tuya: '08:30-17:30',
    otgon: '08:30-17:30',
  })
  expect(expectedOn(school()).get('bold')).toMatchObject({
    role: 'student',
    group: '5a',
    hours: { secondBell: 530, graceMin: 5 },
  })
  expect(expectedOn(school()).get('otgon')).toMatchObject({
    role: 'staff',
    group: '',
    // a working day has no second bell
    hours: { secondBell: 570, graceMin: 10 },
  })
})

test('a timetable says the first and the last lesson; what is cancelled does not count', () => {
  const lessons = [lesson('5a', 2), lesson('5a', 3), lesson('5a', 4)]
  expect(hoursOf(school({ lessons })).bold).toBe('08:50-11:10')
  expect(hoursOf(school({ lessons, substitutions: [cancelled('5a-4')] })).bold).toBe('08:50-10:20')
  const off = school({ lessons, substitutions: lessons.map(l => cancelled(l.id)) })
  expect(hoursOf(off).bold).toBeUndefined()
})

test('the second bell is the one after the first lesson held', () => {
  const found = expectedOn(school({ lessons: [lesson('5a', 2), lesson('5a', 3)] })).get('bold')
  expect(clock(found?.hours.secondBell ?? 0)).toBe('09:40')
  const single = expectedOn(school({ lessons: [lesson('5a', 4)] })).get('bold')
  expect(clock(single?.hours.secondBell ?? 0)).toBe('11:10')
})

test('a weekday without lessons is free, a taught Saturday without lessons of its own is not', () => {
  const lessons = [lesson('5a', 2, { weekday: 2 })]
  expect(hoursOf(school({ lessons })).bold).toBeUndefined()
  expect(hoursOf(school({ lessons, day: SATURDAY })).bold).toBe('08:00-11:10')
  expect(hoursOf(school({ lessons: [lesson('5a', 2, { to: '2026-11-01' })] })).bold).toBe('08:00-11:10')
})

test('each half has its own hours; whoever is in none is due for both', () => {
  const half = (id: string) => group(id, { kind: 'half', parent: '5a' })
  const found = hoursOf(
    school({
      groups: [group('5a'), half('en'), half('de'), half('elsewhere')],
      enrolments: [
        enrolment('bold', '5a'),
        enrolment('nara', '5a'),
        enrolment('tsend', '5a'),
        enrolment('bold', 'en'),
        enrolment('nara', 'de'),
      ],
      people: [person('bold'), person('nara'), person('tsend')],
      lessons: [lesson('5a', 2), lesson('en', 1), lesson('de', 3)],
    }),
  )
  expect(found).toEqual({ bold: '08:00-09:30', nara: '08:50-10:20', tsend: '08:00-10:20' })
})

test('online and suspended classes are not due, mixed ones are; a class’s own word goes first', () => {
  const due = (...modes: Mode[]) => 'bold' in hoursOf(school({ modes }))
  expect(due(mode('5a', 'online'))).toBe(false)
  expect(due(mode(null, 'suspended'))).toBe(false)
  expect(due(mode('5a', 'mixed'))).toBe(true)
  expect(due(mode(null, 'online'), mode('5a', 'classroom'))).toBe(true)
  expect(due(mode('6b', 'online'))).toBe(true)
  expect(due(mode(null, 'suspended', '2026-11-20'), mode(null, 'classroom'))).toBe(true)
})

test('a teacher with a timetable is due for their own lessons, a substitute in their place', () => {
  const lessons = [
    lesson('5a', 1, { teacher: 'tuya' }),
    lesson('5a', 2, { teacher: 'saraa' }),
    lesson('5a', 3, { teacher: 'tuya' }),
    lesson('5a', 4, { teacher: 'saraa' }),
  ]
  const people = [person('tuya', 'teacher'), person('saraa', 'teacher')]
  expect(hoursOf(school({ lessons, people }))).toEqual({ tuya: '08:00-10:20', saraa: '08:50-11:10' })
  const substitutions = [cancelled('5a-3', { cancelled: false, teacher: 'saraa' }), cancelled('5a-4')]
  expect(hoursOf(school({ lessons, people, substitutions }))).toEqual({
    tuya: '08:00-08:40',
    saraa: '08:50-10:20',
  })
  const free = lessons.map(l => ({ ...l, weekday: 2 }))
  expect(hoursOf(school({ lessons: free, people }))).toEqual({})
})

test('new bells count from their first day, under the shift’s name', () => {
  const winter = { ...FIRST, id: 'winter', from: '2026-11-20', bells: [{ from: '08:30', to: '09:00' }] }
  const old = { ...FIRST, to: '2026-11-19' }
  expect(hoursOf(school({ shifts: [old, winter] })).bold).toBe('08:30-09:00')
  expect(hoursOf(school({ shifts: [old, winter], day: '2026-11-19' })).bold).toBe('08:00-11:10')
})

test('on a day between two classes the later enrolment says where the child belongs', () => {
  const found = expectedOn(
    school({
      groups: [group('5a'), group('5b', { shift: 'second' })],
      enrolments: [
        enrolment('bold', '5a', { from: '2026-09-01' }),
        enrolment('bold', '5b', { from: MONDAY }),
        enrolment('nara', '5a', { to: '2026-11-22' }),
      ],
    }),
  )
  expect(found.get('bold')).toMatchObject({ group: '5b', hours: { start: 780 } })
  expect(found.has('nara')).toBe(false)
})

test('who is archived is due until the day before; who is posted here is due like everybody', () => {
  const left = (archivedOn: string) => person('bold', 'student', { status: 'archived', archivedOn })
  expect(expectedOn(school({ people: [left('2026-11-24')] })).has('bold')).toBe(true)
  expect(expectedOn(school({ people: [left(MONDAY)] })).has('bold')).toBe(false)

  const guest = person('guest', 'teacher', { place: 'other', site: 'far' })
  const post = { id: 'p', place, source: 'p', person: 'guest', role: 'teacher' as const, primary: false }
  const at = (from: string) => expectedOn(school({ people: [guest], posts: [{ ...post, from, to: null }] }))
  expect(at(MONDAY).get('guest')).toMatchObject({ role: 'teacher', site: 'far' })
  expect(at('2026-11-24').has('guest')).toBe(false)
})

test('a known absence is carried along, one that excuses before one that does not', () => {
  const absence = (reason: 'illness' | 'unexcused', from = MONDAY) => ({
    id: reason,
    place,
    person: 'bold',
    from,
    to: '2026-11-30',
    reason,
    note: '',
  })
  const of = (...absences: ReturnType<typeof absence>[]) =>
    expectedOn(school({ absences })).get('bold')?.absence
  expect(of(absence('unexcused'), absence('illness'))).toBe('illness')
  expect(of(absence('unexcused'))).toBe('unexcused')
  expect(of(absence('illness', '2026-11-24'))).toBeNull()
})

test('nobody is due on a day that is not taught, nor without bells', () => {
  expect(expectedOn(school({ taught: false })).size).toBe(0)
  expect(expectedOn(school({ shifts: [] })).size).toBe(0)
})
