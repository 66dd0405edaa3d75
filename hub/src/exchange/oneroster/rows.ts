import { listOf, tidy } from '../cells.ts'
import type { FaultBook } from '../fault-book.ts'
import { fault } from '../fault-codes.ts'
import type { Row } from '../row.ts'
import type { Draft } from './draft.ts'
import {
  CLASS_TYPES,
  DEMOGRAPHICS_NOT_KEPT,
  ENROLMENT_ROLES,
  type FileKey,
  ORG_TYPES,
  OWN,
  ROLE_TYPES,
  SESSION_TYPES,
  SEXES,
  STATUSES,
  USER_ROLE_WORDS,
} from './files.ts'

type Each = (row: Row, delta: boolean) => void

const MAX_NAME = 200
const NONE: readonly string[] = []
const YEARS = { from: 1990, to: 2200 }

/** For every file, what reads one row of it into the draft. */
export const ROW_READERS: Record<FileKey, (draft: Draft, faults: FaultBook) => Each> = {
  orgs: draft => (row, delta) => {
    const id = begin(draft, 'orgs', row, delta, draft.orgs)
    if (id === undefined) return
    draft.orgs.set(id, {
      line: row.line,
      id,
      name: row.required('name', MAX_NAME),
      type: row.requiredWord('type', ORG_TYPES),
      number: row.optional('identifier', 60) ?? null,
      parent: row.id('parentSourcedId'),
      timeZone: row.text(OWN.timeZone, 60),
      locale: row.text(OWN.locale, 5),
    })
  },

  academicSessions: draft => (row, delta) => {
    const id = begin(draft, 'academicSessions', row, delta, draft.academicSessions)
    if (id === undefined) return
    const title = row.required('title', 120)
    const type = row.requiredWord('type', SESSION_TYPES)
    const from = row.requiredDay('startDate')
    const to = row.requiredDay('endDate')
    if (from !== null && to !== null && from > to)
      row.report(fault('dates-reversed', row.spot('endDate'), { begin: from }))
    draft.academicSessions.set(id, {
      line: row.line,
      id,
      title,
      type,
      from,
      to,
      year: schoolYear(row),
      parent: row.id('parentSourcedId'),
      schools: row.ids(OWN.schools),
    })
  },

  courses: draft => (row, delta) => {
    row.owner = `course:${tidy(row.raw('sourcedId'))}`
    const id = begin(draft, 'courses', row, delta, draft.courses)
    if (id === undefined) return
    draft.courses.set(id, {
      line: row.line,
      id,
      title: row.required('title', MAX_NAME),
      code: row.optional('courseCode', 60) ?? null,
      org: row.requiredId('orgSourcedId'),
      year: row.id('schoolYearSourcedId'),
    })
  },

  classes: draft => (row, delta) => {
    row.owner = `class:${tidy(row.raw('sourcedId'))}`
    const id = begin(draft, 'classes', row, delta, draft.classes)
    if (id === undefined) return
    const school = row.id('schoolSourcedId')
    const kind = row.text(OWN.kind, 20)
    const span = row.span(OWN.from, OWN.to)
    draft.classes.set(id, {
      line: row.line,
      id,
      title: row.required('title', 120),
      type: row.requiredWord('classType', CLASS_TYPES),
      grade: grade(row),
      room: row.optional('location', 120),
      course: row.id('courseSourcedId'),
      school,
      terms: row.ids('termSourcedIds'),
      kind,
      parent: row.id(OWN.parent),
      ...span,
      hasOwn: row.has(OWN.from) || row.has(OWN.to),
    })
    if (school === '') row.report(fault('class-without-school', row.spot('schoolSourcedId')))
  },

  users: draft => (row, delta) => {
    row.owner = `user:${tidy(row.raw('sourcedId'))}`
    const id = begin(draft, 'users', row, delta, draft.users)
    if (id === undefined) return
    const own = draft.version === '1.1'
    row.boolean('enabledUser')
    const given = row.name('givenName', 60)
    if (given === '' && tidy(row.raw('givenName')) === '')
      row.report(fault('required', row.spot('givenName')))
    const family = row.name('familyName', 120)
    if (tidy(row.raw('familyName')) === '') row.report(fault('family-missing', row.spot('familyName')))
    const phone = row.phone('phone')
    const sms = row.phone('sms')
    draft.users.set(id, {
      line: row.line,
      id,
      orgs: own ? row.ids('orgSourcedIds') : [],
      role: own ? role(row) : undefined,
      primaryOrg: own ? '' : row.id('primaryOrgSourcedId'),
      family,
      given,
      middle: row.name('middleName', 120),
      number: row.optional('identifier', 60),
      userName: row.optional('username', 255),
      email: row.email('email'),
      phone: phone ?? sms,
      grade: grade(row),
      agents: row.ids('agentSourcedIds'),
      hasAgents: row.has('agentSourcedIds'),
      relations: row.has(OWN.relations) ? listOf(row.raw(OWN.relations)) : NONE,
    })
  },

  roles: (draft, faults) => {
    const ids = new Map<string, number>()
    return (row, delta) => {
      row.owner = `user:${tidy(row.raw('userSourcedId'))}`
      const id = begin(draft, 'roles', row, delta, ids)
      if (id === undefined) return
      ids.set(id, row.line)
      const user = row.requiredId('userSourcedId')
      const primary = row.requiredWord('roleType', ROLE_TYPES) === 'primary'
      const line = {
        line: row.line,
        id,
        user,
        org: row.requiredId('orgSourcedId'),
        primary,
        role: role(row),
        ...row.span('beginDate', 'endDate'),
      }
      const rows = draft.roles.get(user)
      if (rows === undefined) draft.roles.set(user, [line])
      else {
        const first = primary ? rows.find(r => r.primary && r.org === line.org) : undefined
        if (first !== undefined) {
          const found = fault('role-primary-twice', row.spot('roleType'), { first: String(first.line) })
          faults.add(found, row.owner)
          line.primary = false
        }
        rows.push(line)
      }
    }
  },

  demographics: (draft, faults) => {
    let first = true
    return (row, delta) => {
      if (first) {
        first = false
        const left = DEMOGRAPHICS_NOT_KEPT.filter(column => row.has(column))
        if (left.length > 0)
          faults.add(
            fault('demographics-not-kept', { file: row.file, line: 1 }, { columns: left.join(', ') }),
          )
      }
      row.owner = `user:${tidy(row.raw('sourcedId'))}`
      const id = begin(draft, 'demographics', row, delta, draft.demographics)
      if (id === undefined) return
      draft.demographics.set(id, {
        line: row.line,
        birth: row.day('birthDate'),
        sex: row.has('sex') ? (row.word('sex', SEXES) ?? null) : undefined,
      })
    }
  },

  enrollments: draft => {
    const ids = new Map<string, number>()
    return (row, delta) => {
      row.owner = `class:${tidy(row.raw('classSourcedId'))}`
      const id = begin(draft, 'enrollments', row, delta, ids)
      if (id === undefined) return
      ids.set(id, row.line)
      const inClass = row.requiredId('classSourcedId')
      const user = row.requiredId('userSourcedId')
      const own = row.text(OWN.role, 10)
      draft.enrollments.push({
        line: row.line,
        source: id,
        group: draft.classes.get(inClass)?.id ?? inClass,
        school: row.id('schoolSourcedId'),
        person: draft.users.get(user)?.id ?? user,
        role: own === 'member' ? own : (row.requiredWord('role', ENROLMENT_ROLES) ?? ''),
        primary: row.boolean('primary') ?? false,
        ...row.span('beginDate', 'endDate'),
      })
    }
  },
}

/**
 * What every row begins with: its id, its status, when it was changed.
 *
 * @returns undefined when the row says no more than that it is to be deleted, or stands there twice
 */
function begin(
  draft: Draft,
  file: FileKey,
  row: Row,
  delta: boolean,
  seen: ReadonlyMap<string, number | { line: number }>,
): string | undefined {
  const id = row.requiredId('sourcedId')
  if (delta) {
    row.moment('dateLastModified')
    const status = row.requiredWord('status', STATUSES)
    if (status === 'tobedeleted') {
      if (id !== '') draft.gone[file].set(id, row.line)
      return undefined
    }
  } else if (tidy(row.raw('status')).toLowerCase() === 'tobedeleted') {
    row.report(fault('bulk-deleted', row.spot('status')))
    return undefined
  }
  if (id === '') return undefined
  const first = seen.get(id)
  if (first !== undefined) {
    const line = typeof first === 'number' ? first : first.line
    row.report(fault('duplicate-id', row.spot('sourcedId'), { first: String(line) }))
    return undefined
  }
  return id
}

function schoolYear(row: Row): number | null {
  const text = row.required('schoolYear', 10)
  if (text === '') return null
  const year = /^\d{4}$/.test(text) ? Number(text) : Number.NaN
  if (year >= YEARS.from && year <= YEARS.to) return year
  const limits = { from: String(YEARS.from), to: String(YEARS.to) }
  row.report(fault('bad-year', row.spot('schoolYear'), limits))
  return null
}

function grade(row: Row): string | null | undefined {
  if (!row.has('grades')) return undefined
  const grades = listOf(row.text('grades', 250))
  const kept = grades[0]
  if (kept === undefined) return null
  if (kept.length > 30) {
    row.report(fault('too-long', row.spot('grades', kept), { limit: '30' }))
    return null
  }
  if (grades.length > 1) row.report(fault('grades-many', row.spot('grades'), { kept }))
  return kept
}

function role(row: Row) {
  const text = tidy(row.raw('role'))
  if (text === '') {
    row.report(fault('required', row.spot('role')))
    return undefined
  }
  const found = USER_ROLE_WORDS.find(word => word.toLowerCase() === text.toLowerCase())
  if (found === undefined)
    row.report(fault('role-unknown', row.spot('role'), { allowed: USER_ROLE_WORDS.join(', ') }))
  return found
}
