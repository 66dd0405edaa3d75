import { type GroupKind, groupKindSchema } from '@schoolgate/protocol/directory/group'
import type { FaultBook } from '../fault-book.ts'
import { fault } from '../fault-codes.ts'
import { lookOf } from '../look.ts'
import type { Known, RosterCourse, RosterGroup } from '../model.ts'
import type { ClassRow, Draft } from './draft.ts'
import type { LinkedOrgs } from './link-orgs.ts'
import { hasTerm } from './link-terms.ts'

/** Courses of schools and of the places above them. */
export function linkCourses(
  draft: Draft,
  orgs: LinkedOrgs,
  known: Known,
  faults: FaultBook,
): Map<string, RosterCourse> {
  const file = draft.names.courses
  const courses = new Map<string, RosterCourse>()
  for (const row of draft.courses.values()) {
    const owner = `course:${row.id}`
    const spot = { file, line: row.line }
    if (row.year !== '' && !hasTerm(row.year, draft, known))
      faults.add(
        fault('course-year-unknown', { ...spot, column: 'schoolYearSourcedId', value: row.year }),
        owner,
      )
    const org = row.org === '' ? undefined : orgs.of(row.org)
    if (row.org !== '' && org === undefined)
      faults.add(fault('course-org-unknown', { ...spot, column: 'orgSourcedId', value: row.org }), owner)
    if (org === 'above') {
      // A ministry's course, taught below: it stays with the place of the import.
      courses.set(row.id, { source: row.id, place: orgs.root, name: row.title, code: row.code })
    } else if (typeof org === 'object') {
      courses.set(row.id, { source: row.id, place: org.place, name: row.title, code: row.code })
    }
  }
  return courses
}

const hasCourse = (id: string, draft: Draft, known: Known): boolean =>
  draft.courses.has(id) || known.courses.has(id) || draft.partial.has('courses')

export interface LinkedClasses {
  groups: Map<string, RosterGroup>
  /** of every class of the file, also faulty ones */
  spans: Map<string, { from: string | null; to: string | null }>
}

/** Classes to groups: a homeroom is a class, a scheduled class a section. */
export function linkClasses(draft: Draft, orgs: LinkedOrgs, known: Known, faults: FaultBook): LinkedClasses {
  const file = draft.names.classes
  const groups = new Map<string, RosterGroup>()
  const spans: LinkedClasses['spans'] = new Map()
  for (const row of draft.classes.values()) {
    const owner = `class:${row.id}`
    const spot = { file, line: row.line }
    const place = schoolOf(row, orgs, faults, file)
    if (row.course !== '' && !hasCourse(row.course, draft, known))
      faults.add(
        fault('class-course-unknown', { ...spot, column: 'courseSourcedId', value: row.course }),
        owner,
      )
    for (const term of row.terms) {
      if (!hasTerm(term, draft, known))
        faults.add(fault('class-term-unknown', { ...spot, column: 'termSourcedIds', value: term }), owner)
    }
    if (row.terms.length === 0 && draft.academicSessions.size > 0 && !row.hasOwn)
      faults.add(fault('class-without-term', { ...spot, column: 'termSourcedIds' }), owner)
    const span = spanOf(row, draft)
    if (span) spans.set(row.id, span)
    if (place === undefined) continue
    groups.set(row.id, {
      source: row.id,
      place,
      kind: kindOf(row),
      name: row.title,
      ...(row.grade !== undefined && { grade: row.grade }),
      ...(row.room !== undefined && { room: row.room }),
      parent: row.parent === '' ? null : row.parent,
      course: row.course === '' ? null : row.course,
      terms: row.terms,
      ...(span ?? {}),
    })
  }
  sayAlikeNames(groups, draft, faults)
  return { groups, spans }
}

function kindOf(row: ClassRow): GroupKind {
  const own = groupKindSchema.options.find(kind => kind === row.kind)
  return own ?? (row.type === 'homeroom' ? 'class' : 'section')
}

function schoolOf(row: ClassRow, orgs: LinkedOrgs, faults: FaultBook, file: string): string | undefined {
  if (row.school === '') return undefined
  const org = orgs.of(row.school)
  const spot = { file, line: row.line, column: 'schoolSourcedId', value: row.school }
  if (org === undefined) faults.add(fault('class-school-unknown', spot), `class:${row.id}`)
  else if (typeof org === 'object') {
    if (org.kind === 'school') return org.place
    faults.add(fault('class-org-not-school', spot, { kind: org.kind }), `class:${row.id}`)
  }
  return undefined
}

/** From the first day of a class's terms to the last; undefined when the file does not say. */
function spanOf(row: ClassRow, draft: Draft): { from: string | null; to: string | null } | undefined {
  if (row.hasOwn) return { from: row.from, to: row.to }
  if (row.terms.length === 0) return { from: null, to: null }
  let from: string | null = null
  let to: string | null = null
  for (const id of row.terms) {
    const term = draft.academicSessions.get(id)
    // A delta's term may be here already: its days stay.
    if (!term?.from || !term.to) return undefined
    if (from === null || term.from < from) from = term.from
    if (to === null || term.to > to) to = term.to
  }
  return { from, to }
}

function sayAlikeNames(groups: ReadonlyMap<string, RosterGroup>, draft: Draft, faults: FaultBook): void {
  const seen = new Map<string, RosterGroup>()
  for (const group of groups.values()) {
    if (group.kind !== 'class') continue
    const key = `${group.place}\n${lookOf(group.name)}\n${group.from ?? ''}`
    const other = seen.get(key)
    if (other === undefined) seen.set(key, group)
    else {
      const spot = {
        file: draft.names.classes,
        line: draft.classes.get(group.source)?.line ?? 0,
        column: 'title',
        value: group.name,
      }
      faults.add(fault('class-name-alike', spot, { other: other.name }), `class:${group.source}`)
    }
  }
}
