import type { Change, RecordKind, RecordOf } from '@schoolgate/protocol/directory/records'
import type { Records } from '../../src/store/record-types.ts'
import { testId } from './kiosk-client.ts'

/** A whole record where only what a test cares about is said. */
const DEFAULTS: { [K in RecordKind]: Omit<RecordOf<K>, 'id' | 'place'> } = {
  jurisdiction: { source: 'j', parent: null, kind: 'school', name: 'School', number: null, path: '' },
  site: { name: 'Site', timeZone: 'Asia/Ulaanbaatar', locale: 'mn' },
  gate: { site: '', name: 'Gate', lane: 'both' },
  room: { site: '', name: 'Room', kind: 'classroom', capacity: null },
  shift: {
    name: 'I',
    of: 'student',
    bells: [
      { from: '08:00', to: '08:40' },
      { from: '08:45', to: '09:25' },
    ],
    graceMin: 5,
    from: null,
    to: null,
  },
  term: {
    source: 't',
    name: 'Term',
    kind: 'schoolYear',
    from: '2020-09-01',
    to: '2040-06-30',
    year: 2027,
    parent: null,
  },
  calendarDay: { day: '2026-12-29', kind: 'holiday', name: '' },
  course: { source: 'c', name: 'Course', code: null },
  group: {
    source: 'g',
    kind: 'class',
    name: '3A',
    grade: '3',
    shift: null,
    room: null,
    parent: null,
    course: null,
    terms: [],
    from: null,
    to: null,
  },
  person: {
    source: 'p',
    site: '',
    role: 'student',
    family: '',
    given: 'Anu',
    middle: '',
    name: 'Anu',
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
  },
  post: { source: 'post', person: '', role: 'teacher', primary: false, from: null, to: null },
  guardianship: { guardian: '', child: '', relation: 'mother' },
  enrolment: { source: 'e', group: '', person: '', role: 'student', primary: false, from: null, to: null },
  seatPlan: { group: '', room: null, rows: 2, columns: 2, seats: [], from: null, to: null },
  lesson: {
    group: '',
    subject: 'Maths',
    course: null,
    teacher: null,
    room: null,
    weekday: 1,
    shift: 'I',
    number: 1,
    from: null,
    to: null,
  },
  substitution: { lesson: '', day: '', cancelled: false, teacher: null, room: null, reason: '' },
  mode: { group: null, from: '2026-11-23', to: '2026-11-27', mode: 'online', reason: '' },
  absence: { person: '', from: '2026-11-23', to: '2026-11-24', reason: 'illness', note: '' },
}

export function put<K extends RecordKind>(
  kind: K,
  record: Partial<RecordOf<K>> & { id: string; place: string },
): Change {
  return { op: 'put', kind, record: { ...DEFAULTS[kind], ...record } } as unknown as Change
}

/** Ids of a small school's directory; the same for the same prefix. */
export interface SmallSchool {
  place: string
  site: string
  room: string
  shift: string
  cls: string
  halves: [string, string]
  teacher: string
  pupils: [string, string, string]
  guardian: string
  lesson: string
  plan: string
}

/**
 * A class of three with its teacher, two halves, a home room, a seat plan, a lesson on Mondays and a guardian. Names
 * begin with the prefix, so that a test can look for them where they must not be.
 */
export async function seedDirectory(
  records: Records,
  { place, site }: { place: string; site: string },
  prefix: string,
): Promise<SmallSchool> {
  const id = (what: string) => `${prefix}-${what}`
  const person = (what: string) => testId(`${prefix} ${what}`)
  const school: SmallSchool = {
    place,
    site,
    room: id('room'),
    shift: id('shift'),
    cls: id('3a'),
    halves: [id('3a1'), id('3a2')],
    teacher: person('teacher'),
    pupils: [person('pupil 0'), person('pupil 1'), person('pupil 2')],
    guardian: person('guardian'),
    lesson: id('lesson'),
    plan: id('plan'),
  }
  const { cls, room, shift, teacher, pupils, guardian, halves } = school
  const people: [string, string, RecordOf<'person'>['role']][] = [
    [teacher, 'Teacher', 'teacher'],
    [guardian, 'Guardian', 'guardian'],
    ...pupils.map((p, i): [string, string, 'student'] => [p, `Pupil ${i}`, 'student']),
  ]
  const changes = [
    put('room', { id: room, place, site }),
    put('shift', { id: shift, place }),
    put('group', { id: cls, place, room, shift, name: `${prefix} 3A` }),
    ...halves.map((half, i) =>
      put('group', { id: half, place, kind: 'half', parent: cls, name: `3A/${i + 1}` }),
    ),
    ...people.map(([who, name, role]) =>
      put('person', { id: who, place, site, role, given: `${prefix} ${name}`, name: `${prefix} ${name}` }),
    ),
    put('guardianship', { id: `${guardian}:${pupils[0]}`, place, guardian, child: pupils[0] }),
    put('enrolment', { id: id('lead'), place, group: cls, person: teacher, role: 'teacher', primary: true }),
    ...pupils.map((p, i) => put('enrolment', { id: id(`in-${i}`), place, group: cls, person: p })),
    put('enrolment', { id: id('half-0'), place, group: halves[0], person: pupils[0] }),
    put('seatPlan', {
      id: school.plan,
      place,
      group: cls,
      room,
      seats: pupils.map((p, i) => ({ person: p, row: Math.floor(i / 2), column: i % 2 })),
    }),
    put('lesson', { id: school.lesson, place, group: cls, teacher, room }),
  ]
  const made = await records.apply(changes, { officer: 'setup', name: 'setup', note: '', at: 1 })
  if (!made.ok) throw new Error(`the school cannot be made: ${JSON.stringify(made)}`)
  return school
}
