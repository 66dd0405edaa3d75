import type { Course, Enrolment, Group } from '@schoolgate/protocol/directory/group'
import type { Guardianship, Person, Post } from '@schoolgate/protocol/directory/person'
import type { Room, Site, Term } from '@schoolgate/protocol/directory/places'
import { fold } from '@schoolgate/protocol/fold'
import type { importPeopleSchema, importSchema } from '@schoolgate/protocol/http/import'
import type { z } from 'zod'
import type { GuardedChange } from '../../store/record-types.ts'
import { fault, type ImportFault } from '../fault-codes.ts'
import { ofPlaces } from './by-place.ts'
import { Changes } from './changes.ts'
import { diffEnrolments } from './enrolments.ts'
import { diffGroups } from './groups.ts'
import { diffGuardianships, diffPosts } from './links.ts'
import { type FieldChange, fieldChanges, mergePerson } from './people.ts'
import type { Plan, Unit } from './plan.ts'
import { diffCourses, diffTerms } from './terms.ts'
import { diffTree } from './tree.ts'

/** What the unit's places hold now. */
export interface UnitRecords {
  site: Site[]
  room: Room[]
  term: Term[]
  course: Course[]
  group: Group[]
  person: Person[]
  post: Post[]
  guardianship: Guardianship[]
  enrolment: Enrolment[]
  /** people of other places who come to this unit, or whom its records name */
  strangers: Person[]
}

export type PersonDifference = z.infer<typeof importPeopleSchema>['people'][number]
type SchoolResult = z.infer<typeof importSchema>['schools'][number]

export interface UnitDifference {
  changes: GuardedChange[]
  people: PersonDifference[]
  counts: SchoolResult['people']
  records: SchoolResult['records']
  faults: ImportFault[]
}

/** Work on one unit: what there is by id and source, what is to change. */
export interface UnitWork {
  plan: Plan
  unit: Unit
  here: ReadonlySet<string>
  current: UnitRecords
  changes: Changes
  /** every person of `current`, by id */
  people: ReadonlyMap<string, Person>
  yesterday: string
  /** by person: home class before and after */
  classes: Map<string, { before: string; after: string }>
  /**
   * Somebody's id if they are, or will be, in the directory; writes who is new and at home in another unit, so that
   * this one's records have whom to name.
   */
  present(source: string): string | undefined
}

/** A file that would archive more than this part of a school is probably not the whole of it. */
const MANY = 0.2
const MANY_LEAST = 10

/**
 * The difference between what the file says of a unit and what is there. Pure but for the plan's memory of who was
 * written already: units are to be applied in the order in which they were compared.
 */
export function diffUnit(plan: Plan, unit: Unit, current: UnitRecords): UnitDifference {
  const people = new Map<string, Person>()
  for (const person of [...current.person, ...current.strangers]) people.set(person.id, person)
  const changes = new Changes()
  const work: UnitWork = {
    plan,
    unit,
    here: new Set(unit.places),
    current,
    changes,
    people,
    yesterday: dayBefore(plan.today),
    classes: new Map(),
    present: source => {
      const id = plan.personId(source)
      if (plan.known.people.has(source)) {
        const there = plan.known.people.get(source)
        return plan.home(source) === undefined && there?.status === 'archived' ? undefined : id
      }
      const home = plan.home(source)
      if (home === undefined) return undefined
      if (!plan.made.has(source)) {
        plan.made.add(source)
        changes.put('person', newPerson(work, source, home), undefined)
      }
      return id
    },
  }
  // A faulty school is shown, and left alone.
  if (!unit.above && !unit.places.every(plan.open)) return finish(work, [])
  diffTree(work)
  const terms = diffTerms(work)
  diffCourses(work)
  const groups = diffGroups(work, terms)
  // People first, though their classes are told with them.
  const told = diffPeople(work)
  diffPosts(work)
  diffGuardianships(work)
  diffEnrolments(work, groups)
  return finish(work, told)
}

interface Told {
  person: Person
  before: Person | undefined
  kind: PersonDifference['kind'] | 'unchanged'
  changes: FieldChange[]
}

function newPerson(work: UnitWork, source: string, home: string): Person {
  const { plan } = work
  const { id: site, locale } = plan.site(home)
  const said = plan.roster.people.get(source)
  if (said === undefined) throw new Error('nobody of the file')
  return mergePerson(said, undefined, { id: plan.personId(source), place: home, site, locale })
}

function diffPeople(work: UnitWork): Told[] {
  const { plan, unit, changes, people } = work
  const told: Told[] = []
  for (const said of ofPlaces(plan.said.people, unit.places)) {
    const home = plan.home(said.source) as string
    const id = plan.personId(said.source)
    const before = plan.known.people.has(said.source) ? people.get(id) : undefined
    const { id: site, locale } = plan.site(home)
    const person = mergePerson(said, before, { id, place: home, site, locale })
    if (before === undefined) {
      if (!plan.made.has(said.source)) {
        plan.made.add(said.source)
        changes.put('person', person, undefined)
      }
      told.push({ person, before, kind: 'added', changes: [] })
      continue
    }
    changes.put('person', person, before)
    const fields = fieldChanges(before, person)
    const moved = before.place !== person.place
    if (moved)
      fields.unshift({ field: 'school', before: nameOf(work, before.place), after: nameOf(work, home) })
    const kind =
      before.status === 'archived'
        ? 'reactivated'
        : moved
          ? 'moved'
          : fields.length > 0
            ? 'changed'
            : 'unchanged'
    told.push({ person, before, kind, changes: fields })
  }
  for (const before of work.current.person) {
    if (!plan.archiving.has(before.id)) continue
    const person: Person = { ...before, status: 'archived', archivedOn: plan.today, archiveReason: 'import' }
    changes.put('person', person, before)
    told.push({ person, before, kind: 'archived', changes: [] })
  }
  return told
}

function nameOf(work: UnitWork, place: string): string {
  const { plan } = work
  for (const unit of plan.units) if (unit.places.includes(place) && !unit.above) return unit.name
  return plan.known.tree.get(place)?.name ?? ''
}

function finish(work: UnitWork, told: readonly Told[]): UnitDifference {
  const { unit, changes, classes } = work
  const counts = { added: 0, changed: 0, moved: 0, archived: 0, reactivated: 0, unchanged: 0 }
  const people: PersonDifference[] = []
  for (const { person, kind, changes: fields } of told) {
    const home = classes.get(person.id)
    const differs = home !== undefined && home.before !== home.after
    if (differs && kind !== 'archived' && kind !== 'added')
      fields.push({ field: 'class', before: home.before, after: home.after })
    const shown = kind === 'unchanged' && differs ? 'changed' : kind
    counts[shown]++
    if (shown === 'unchanged') continue
    const group = (kind === 'archived' ? home?.before : home?.after) ?? ''
    people.push({
      kind: shown,
      name: person.name,
      role: person.role,
      group,
      school: unit.name,
      changes: fields,
    })
  }
  return {
    changes: changes.list,
    people,
    counts,
    records: changes.counts.filter(({ kind }) => kind !== 'person'),
    faults: warnings(work, told),
  }
}

function warnings(work: UnitWork, told: readonly Told[]): ImportFault[] {
  const { unit, current } = work
  const faults: ImportFault[] = []
  const gone = told.filter(t => t.kind === 'archived').length
  const total = current.person.filter(p => p.status === 'active').length
  if (gone >= MANY_LEAST && gone > total * MANY) {
    const params = { count: String(gone), total: String(total) }
    faults.push(fault('many-archived', { school: unit.source }, params))
  }
  const byHand = new Map<string, Person>()
  for (const p of current.person) {
    if (p.source === p.id && p.status === 'active' && p.role !== 'visitor')
      byHand.set(`${fold(p.name)}\n${p.birth}`, p)
  }
  for (const { person, kind } of byHand.size > 0 ? told : []) {
    if (kind !== 'added' || !byHand.has(`${fold(person.name)}\n${person.birth}`)) continue
    const said = work.plan.roster.people.get(person.source)
    const spot = { file: said?.file ?? '', line: said?.line ?? 0, value: person.name, school: unit.source }
    faults.push(fault('hand-made-alike', spot))
  }
  return faults
}

const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
