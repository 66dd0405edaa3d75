import type { PersonRole } from '@schoolgate/protocol/directory/person'
import type { FaultBook } from '../fault-book.ts'
import { fault, type ImportFault } from '../fault-codes.ts'
import type { Known, RosterEnrolment, RosterGroup, RosterPerson } from '../model.ts'
import type { Draft, EnrolmentRow } from './draft.ts'
import type { LinkedClasses } from './link-classes.ts'
import type { LinkedOrgs } from './link-orgs.ts'

const FIRST = '0000-01-01'
const LAST = '9999-12-31'

/** Somebody's days in a class. */
interface Held {
  line: number
  group: string
  role: RosterEnrolment['role']
  /** as a pupil of a home class */
  home: boolean
  from: string
  to: string
}

/** Enrolments, and what they say of each other and of their classes. */
export function linkEnrolments(
  draft: Draft,
  orgs: LinkedOrgs,
  classes: LinkedClasses,
  people: ReadonlyMap<string, RosterPerson>,
  known: Known,
  faults: FaultBook,
): RosterEnrolment[] {
  const file = draft.names.enrollments
  const enrolments: RosterEnrolment[] = []
  /** by person */
  const held = new Map<string, Held[]>()
  const inClass = new Set<string>()

  for (const row of draft.enrollments) {
    const owner = `class:${row.group}`
    const say = (found: ImportFault) => faults.add(found, owner)
    const spot = (column: string, value: string) => ({ file, line: row.line, column, value })
    const group = classOf(row, draft, classes, known)
    if (group === undefined && row.group !== '' && !draft.partial.has('classes')) {
      const school = schoolNamed(row.school, orgs)
      faults.add(fault('enrolment-class-unknown', { ...spot('classSourcedId', row.group), school }))
    }
    const role = roleOf(row, draft, people, known)
    if (role === undefined && row.person !== '' && !draft.partial.has('users'))
      say(fault('enrolment-user-unknown', spot('userSourcedId', row.person)))
    if (group === undefined || role === undefined || row.person === '') continue

    if (row.school !== '') {
      const org = orgs.of(row.school)
      const at = spot('schoolSourcedId', row.school)
      if (org === undefined) say(fault('enrolment-school-unknown', at))
      else if (group.place !== undefined && typeof org === 'object' && org.place !== group.place)
        say(fault('enrolment-school-differs', at, { school: group.place }))
    }
    const wrong = roleFault(row, role.role, spot('role', row.role))
    if (wrong) say(wrong)
    const kept = keptRole(row.role)
    if (kept === undefined) {
      if (row.role !== '') say(fault('enrolment-role-ignored', spot('role', row.role)))
      continue
    }

    const span = classes.spans.get(row.group)
    if (
      span &&
      ((span.from && row.from && row.from < span.from) || (span.to && row.to && row.to > span.to))
    ) {
      const early = span.from && row.from && row.from < span.from
      const at = early ? spot('beginDate', row.from ?? '') : spot('endDate', row.to ?? '')
      say(fault('enrolment-outside-term', at, { from: span.from ?? '', to: span.to ?? '' }))
    }
    const own: Held = {
      line: row.line,
      group: row.group,
      role: kept,
      home: kept === 'student' && group.kind === 'class',
      from: row.from ?? span?.from ?? FIRST,
      to: row.to ?? span?.to ?? LAST,
    }
    const others = (held.get(row.person) ?? []).filter(o => o.from <= own.to && own.from <= o.to)
    const twin = others.find(o => o.group === own.group && o.role === own.role)
    if (twin) {
      say(fault('enrolment-duplicate', spot('userSourcedId', row.person), { first: String(twin.line) }))
      continue
    }
    if (own.home) {
      inClass.add(row.person)
      const other = others.find(o => o.home)
      if (other) {
        const params = { other: other.group, first: String(other.line) }
        say(fault('enrolment-two-classes', spot('classSourcedId', row.group), params))
      }
      if (group.place !== undefined && role.homes.length > 0 && !role.homes.includes(group.place))
        say(
          fault('enrolment-other-school', spot('userSourcedId', row.person), { school: role.homes[0] ?? '' }),
        )
    }
    const all = held.get(row.person)
    if (all) all.push(own)
    else held.set(row.person, [own])
    row.role = kept
    enrolments.push(row as RosterEnrolment)
  }
  const whole = draft.modes.enrollments === 'bulk' && !draft.partial.has('enrollments')
  if (whole && !draft.partial.has('classes')) sayClassless(draft, people, inClass, faults)
  return enrolments
}

type Group = Pick<RosterGroup, 'kind'> & { place: string | undefined }

function classOf(row: EnrolmentRow, draft: Draft, classes: LinkedClasses, known: Known): Group | undefined {
  const group = classes.groups.get(row.group)
  if (group) return group
  // A faulty class was said already.
  const faulty = draft.classes.get(row.group)
  if (faulty) return { kind: faulty.type === 'homeroom' ? 'class' : 'section', place: undefined }
  if (draft.modes.classes === 'bulk') return undefined
  const there = known.groups.get(row.group)
  return there && { kind: there.kind, place: undefined }
}

function roleOf(
  row: EnrolmentRow,
  draft: Draft,
  people: ReadonlyMap<string, RosterPerson>,
  known: Known,
): { role: PersonRole | undefined; homes: readonly string[] } | undefined {
  const person = people.get(row.person)
  if (draft.modes.users === 'bulk') return person && { role: person.role, homes: person.homes }
  const there = known.people.get(row.person)
  if (person === undefined && there === undefined) return undefined
  return { role: person?.role ?? there?.role, homes: person?.homes ?? [] }
}

function schoolNamed(school: string, orgs: LinkedOrgs): string {
  const org = school === '' ? undefined : orgs.of(school)
  return typeof org === 'object' && org.kind === 'school' ? org.place : ''
}

function keptRole(role: string): RosterEnrolment['role'] | undefined {
  if (role === 'student' || role === 'teacher' || role === 'aide' || role === 'member') return role
  return role === 'proctor' ? 'aide' : undefined
}

function roleFault(
  row: EnrolmentRow,
  role: PersonRole | undefined,
  spot: { file: string; line: number; column: string; value: string },
): ImportFault | undefined {
  if (row.role === 'member' || role === undefined) return undefined
  if (role === 'guardian') return fault('enrolment-guardian', spot)
  if (row.role === 'student' && role !== 'student') return fault('enrolment-teacher-as-student', spot)
  if (row.role === 'teacher' && role === 'student') return fault('enrolment-student-as-teacher', spot)
  return undefined
}

function sayClassless(
  draft: Draft,
  people: ReadonlyMap<string, RosterPerson>,
  inClass: ReadonlySet<string>,
  faults: FaultBook,
): void {
  for (const user of draft.users.values()) {
    if (people.get(user.id)?.role !== 'student' || inClass.has(user.id)) continue
    const spot = { file: draft.names.users, line: user.line, column: 'sourcedId', value: user.id }
    faults.add(fault('student-without-class', spot), `user:${user.id}`)
  }
}
