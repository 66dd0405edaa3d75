import type { FaultBook } from '../fault-book.ts'
import type { Known, Roster } from '../model.ts'
import type { Draft } from './draft.ts'
import { linkClasses, linkCourses } from './link-classes.ts'
import { linkEnrolments } from './link-enrolments.ts'
import { type LinkedOrgs, linkOrgs } from './link-orgs.ts'
import { linkPeople } from './link-people.ts'
import { linkTerms } from './link-terms.ts'

/**
 * Rows to a roster: every reference resolved within the file or, where a file is a delta or absent, against what is
 * known here.
 *
 * @param today ISO day at the place of the import
 */
export function linkOneRoster(draft: Draft, known: Known, faults: FaultBook, today: string): Roster {
  const orgs = linkOrgs(draft, known, faults)
  const terms = linkTerms(draft, known, faults)
  const courses = linkCourses(draft, orgs, known, faults)
  const classes = linkClasses(draft, orgs, known, faults)
  const { people, links } = linkPeople(draft, orgs, known, faults, today)
  const enrolments = linkEnrolments(draft, orgs, classes, people, known, faults)
  const children = Map.groupBy(links, link => link.guardian)

  faults.settle(owner => {
    const [kind, id] = [owner.slice(0, owner.indexOf(':')), owner.slice(owner.indexOf(':') + 1)]
    if (kind === 'class') return schools(orgs, [draft.classes.get(id)?.school ?? ''])
    if (kind === 'course') return schools(orgs, [draft.courses.get(id)?.org ?? ''])
    const own = orgsOfUser(draft, id)
    if (own.length > 0 || people.get(id)?.role !== 'guardian') return schools(orgs, own)
    return schools(
      orgs,
      (children.get(id) ?? []).flatMap(link => orgsOfUser(draft, link.child)),
    )
  })

  const { modes, gone } = draft
  return {
    kind: `oneroster-${draft.version}`,
    whole: {
      people: modes.users === 'bulk',
      groups: modes.classes === 'bulk',
      enrolments: modes.enrollments === 'bulk',
      posts: (draft.version === '1.1' ? modes.users : modes.roles) === 'bulk',
    },
    root: orgs.root,
    places: orgs.places,
    terms,
    courses,
    groups: classes.groups,
    people,
    enrolments,
    links,
    gone: {
      groups: new Set(gone.classes.keys()),
      people: new Set(gone.users.keys()),
      enrolments: new Set(gone.enrollments.keys()),
      posts: new Set(gone.roles.keys()),
    },
  }
}

const orgsOfUser = (draft: Draft, id: string): readonly string[] =>
  draft.version === '1.1'
    ? (draft.users.get(id)?.orgs ?? [])
    : (draft.roles.get(id) ?? []).map(row => row.org).filter(org => org !== '')

/** Schools among organisations; the whole file where one is none. */
function schools(orgs: LinkedOrgs, ids: readonly string[]): string[] {
  const found = new Set<string>()
  for (const id of ids) {
    const org = orgs.of(id)
    if (org === 'outside') found.add(id)
    else found.add(typeof org === 'object' && org.kind === 'school' ? org.place : '')
  }
  return [...found]
}
