import type { Course } from '@schoolgate/protocol/directory/group'
import type { Term } from '@schoolgate/protocol/directory/places'
import type { RosterTerm } from '../model.ts'
import { ofPlaces } from './by-place.ts'
import type { UnitWork } from './unit.ts'

/**
 * Academic sessions. OneRoster shares them among all schools; here every school has its own, which it may move by a
 * day. What is no longer in the file stays: last year's terms are history.
 *
 * @returns ids by source
 */
export function diffTerms({ plan, unit, current, changes }: UnitWork): Map<string, string> {
  const there = new Map(current.term.map(term => [term.source, term]))
  const ids = new Map(current.term.map(term => [term.source, term.id]))
  if (unit.above) return ids
  const place = unit.places[0] as string
  const said = [...plan.roster.terms.values()].filter(
    term => term.schools === undefined || term.schools.includes(unit.source),
  )
  for (const term of said) if (!ids.has(term.source)) ids.set(term.source, plan.ids.record())
  for (const term of outerFirst(said)) {
    const before = there.get(term.source)
    const record: Term = {
      id: ids.get(term.source) as string,
      place,
      source: term.source,
      name: term.name,
      kind: term.kind,
      from: term.from,
      to: term.to,
      year: term.year,
      parent: term.parent === null ? null : (ids.get(term.parent) ?? null),
    }
    changes.put('term', record, before)
  }
  return ids
}

function outerFirst(terms: readonly RosterTerm[]): RosterTerm[] {
  const bySource = new Map(terms.map(term => [term.source, term]))
  const done = new Set<string>()
  const ordered: RosterTerm[] = []
  const add = (term: RosterTerm) => {
    if (done.has(term.source)) return
    done.add(term.source)
    const parent = term.parent === null ? undefined : bySource.get(term.parent)
    if (parent) add(parent)
    ordered.push(term)
  }
  for (const term of terms) add(term)
  return ordered
}

/** Courses of the unit's places. Those that are no longer taught stay, lessons of the past name them. */
export function diffCourses({ plan, unit, current, changes }: UnitWork): void {
  const there = new Map(current.course.map(course => [course.source, course]))
  for (const said of ofPlaces(plan.said.courses, unit.places)) {
    const place = plan.placeId(said.place) as string
    const before = there.get(said.source)
    const id = before?.id ?? plan.courseId(said.source)
    const record: Course = { id, source: said.source, place, name: said.name, code: said.code }
    changes.put('course', record, before)
  }
}
