import type { Enrolment } from '@schoolgate/protocol/directory/group'
import type { Person } from '@schoolgate/protocol/directory/person'
import type { RecordKind, RecordOf } from '@schoolgate/protocol/directory/records'
import type { GuardedChange } from '../../src/store/record-types.ts'
import {
  BELLS,
  CLASSES,
  FAR_SITE,
  GRACE,
  HOLIDAY,
  LESSONS,
  type MonthPlan,
  OFFICE,
  PLACE,
  type Pupil,
  SCHOOL_SATURDAY,
  SITE,
  TERMS,
  ZONE,
} from './month-plan.ts'

/** The plan as records of the directory. */

const put = <K extends RecordKind>(kind: K, record: RecordOf<K>): GuardedChange =>
  ({ op: 'put', kind, record }) as GuardedChange
const place = PLACE
const time = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
const open = { from: null, to: null }

export function placeRecords(): GuardedChange[] {
  const jurisdiction = (id: string, parent: string | null, kind: 'nation' | 'district' | 'school') =>
    put('jurisdiction', { id, place: id, source: id, parent, kind, name: id, number: null, path: '' })
  return [
    jurisdiction('mn', null, 'nation'),
    jurisdiction('district', 'mn', 'district'),
    jurisdiction(PLACE, 'district', 'school'),
    ...[SITE, FAR_SITE].map(id => put('site', { id, place, name: id, timeZone: ZONE, locale: 'mn' })),
    ...['gate-1', 'gate-2'].map((id, i) =>
      put('gate', { id, place, site: i ? FAR_SITE : SITE, name: id, lane: 'both' }),
    ),
    ...TERMS.map(([from, to], i) =>
      put('term', {
        ...{ id: `q${i + 1}`, place, source: `q${i + 1}`, name: `${i + 1}`, kind: 'term' as const },
        ...{ from, to, year: 2027, parent: null },
      }),
    ),
    ...[HOLIDAY, SCHOOL_SATURDAY].map((day, i) =>
      put('calendarDay', { id: `${PLACE}:${day}`, place, day, kind: i ? 'school' : 'holiday', name: '' }),
    ),
    put('shift', {
      ...{ id: 'office', place, name: 'office', of: 'staff' as const, graceMin: OFFICE.grace, ...open },
      bells: [{ from: time(OFFICE.start), to: time(OFFICE.end) }],
    }),
    ...BELLS.filter(b => b.from < '2026-11-01').map(b => put('shift', shiftRecord(b))),
  ]
}

export function shiftRecord(
  { from, name, start, lessons }: (typeof BELLS)[number],
  to: string | null = null,
): RecordOf<'shift'> {
  const bells = Array.from({ length: lessons }, (_, i) => ({
    from: time(start + i * 50),
    to: time(start + i * 50 + 40),
  }))
  return { id: `${name}-${from}`, place, name, of: 'student', bells, graceMin: GRACE, from, to }
}

export function classRecords(plan: MonthPlan): GuardedChange[] {
  const group = (id: string, more: Partial<RecordOf<'group'>>) =>
    put('group', {
      ...{ id, source: id, place, kind: 'class' as const, name: id, grade: null, shift: null, room: null },
      ...{ parent: null, course: null, terms: [], ...open, ...more },
    })
  return [
    ...CLASSES.flatMap(of => [
      group(of.id, { shift: of.id === 'c1' ? null : `${of.shift}-2026-09-01` }),
      ...(of.halves ? ['a', 'b'].map(half => group(`${of.id}${half}`, { kind: 'half', parent: of.id })) : []),
    ]),
    ...LESSONS.map(l =>
      put('lesson', {
        ...{
          id: l.id,
          place,
          group: l.group,
          subject: 'subject',
          course: null,
          room: null,
          weekday: l.weekday,
        },
        ...{ teacher: plan.teachers[l.teacher] ?? null, shift: l.of.shift, number: l.number, ...open },
      }),
    ),
  ]
}

export function personRecord(
  id: string,
  role: Person['role'],
  archivedOn: string | null = null,
): GuardedChange {
  return put('person', {
    ...{ id, source: id, place, site: SITE, role, family: '', given: id, middle: '', name: id, number: null },
    ...{ userName: null, email: null, phone: null, birth: null, sex: null, grade: null, lowSight: false },
    ...{ status: archivedOn ? ('archived' as const) : ('active' as const), archivedOn },
    archiveReason: archivedOn ? 'left' : null,
  })
}

/** A pupil with all their enrolments. */
export function pupilRecords(pupil: Pupil): GuardedChange[] {
  const enrolment = (group: string, from: string | null, to: string | null): GuardedChange => {
    const id = `${pupil.id}-${group}`
    const record: Enrolment = {
      id,
      source: id,
      place,
      group,
      person: pupil.id,
      role: 'student',
      primary: false,
      from,
      to,
    }
    return put('enrolment', record)
  }
  const classes = pupil.classes.map(({ id, from }, i) => {
    const next = pupil.classes[i + 1]
    return enrolment(id, from, next ? dayBefore(next.from) : null)
  })
  const half = pupil.half ? [enrolment(`c1${pupil.half}`, null, null)] : []
  return [personRecord(pupil.id, 'student', pupil.archivedOn), ...classes, ...half]
}

const dayBefore = (day: string) =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)

export function peopleRecords(plan: MonthPlan): GuardedChange[] {
  return [
    ...plan.teachers.map(id => personRecord(id, 'teacher')),
    ...plan.staff.map(id => personRecord(id, 'staff')),
    ...plan.others.map(id => personRecord(id, 'guardian')),
    ...plan.pupils.flatMap(pupilRecords),
  ]
}

export const absenceRecord = (absence: MonthPlan['absences'][number]): GuardedChange =>
  put('absence', { ...absence, place, note: '' })

export const modeRecord = ({ id, of, from, to, mode }: MonthPlan['modes'][number]): GuardedChange =>
  put('mode', { id, place, group: of, from, to, mode, reason: '' })

export const substitutionRecord = (lesson: string, day: string, teacher: string | null): GuardedChange =>
  put('substitution', {
    ...{
      id: `${lesson}:${day}`,
      place,
      lesson,
      day,
      cancelled: teacher === null,
      teacher,
      room: null,
      reason: '',
    },
  })
