import type { Enrolment, GroupKind } from '@schoolgate/protocol/directory/group'
import type { Guardianship, Person, PersonRole } from '@schoolgate/protocol/directory/person'
import type { Jurisdiction, Site, Term } from '@schoolgate/protocol/directory/places'
import type { importKindSchema } from '@schoolgate/protocol/http/import'
import type { Locale } from '@schoolgate/protocol/locale'
import type { z } from 'zod'

export type ImportKind = z.infer<typeof importKindSchema>

/**
 * What a file says, in our words: everything is named by the id the other system gives it. A property that is
 * `undefined` is not spoken of and stays as it is.
 */
export interface Roster {
  kind: ImportKind
  /** whole kinds of records: what is not listed is no longer there */
  whole: {
    people: boolean
    groups: boolean
    enrolments: boolean
    posts: boolean
  }
  /** source of the place of the import, as the file names it */
  root: string
  places: Map<string, RosterPlace>
  terms: Map<string, RosterTerm>
  courses: Map<string, RosterCourse>
  groups: Map<string, RosterGroup>
  people: Map<string, RosterPerson>
  enrolments: RosterEnrolment[]
  links: RosterLink[]
  /** a delta's rows to be deleted */
  gone: {
    groups: Set<string>
    people: Set<string>
    enrolments: Set<string>
    posts: Set<string>
  }
  /** of a plain table: what it says everything about */
  plain?: PlainExtent
}

/** How far a plain table's word goes. */
export interface PlainExtent {
  /** archive whoever of these roles is not in it; empty: nobody */
  roles: ReadonlySet<PersonRole>
  /** memberships of the listed people in such groups are what it says */
  groups: ReadonlySet<GroupKind>
}

export interface RosterPlace {
  source: string
  kind: Jurisdiction['kind']
  name: string
  number: string | null
  /** source; null for the place of the import alone */
  parent: string | null
  /** of the campus */
  timeZone?: string
  locale?: Locale
  line: number
}

export interface RosterTerm {
  source: string
  name: string
  kind: Term['kind']
  from: string
  to: string
  year: number
  parent: string | null
  /** sources of the schools it is for; undefined: all */
  schools?: readonly string[]
}

export interface RosterCourse {
  source: string
  /** source of a place */
  place: string
  name: string
  code: string | null
}

export interface RosterGroup {
  source: string
  /** source of a school */
  place: string
  kind: GroupKind
  name: string
  grade?: string | null
  /** name of a room of the school */
  room?: string | null
  parent?: string | null
  course?: string | null
  terms?: readonly string[]
  from?: string | null
  to?: string | null
  /** a group of the school with this kind and name will do, whoever made it */
  byName?: boolean
}

export interface RosterPost {
  source: string
  place: string
  role: PersonRole
  primary: boolean
  from: string | null
  to: string | null
}

export interface RosterPerson {
  source: string
  file: string
  line: number
  /**
   * sources of places, the likeliest home first; empty: not spoken of. Several without `settled`: an earlier home
   * among them stays.
   */
  homes: readonly string[]
  settled: boolean
  role?: PersonRole
  family?: string
  given?: string
  middle?: string
  number?: string | null
  userName?: string | null
  email?: string | null
  phone?: string | null
  birth?: string | null
  sex?: Person['sex']
  grade?: string | null
  /** posts other than the home one, but with those that may become it */
  posts?: readonly RosterPost[]
  /** its guardians are what the file says, and no others */
  linked: boolean
}

export interface RosterLink {
  guardian: string
  child: string
  relation: Guardianship['relation']
  /** said outright, not guessed from a general word */
  exact: boolean
}

export interface RosterEnrolment {
  source: string
  group: string
  person: string
  role: Enrolment['role']
  primary: boolean
  /** null: not said */
  from: string | null
  to: string | null
}

/** What is known of the directory before the difference is made: enough to resolve references and to match records. */
export interface Known {
  /** the place of the import */
  place: { id: string; source: string; kind: Jurisdiction['kind']; name: string }
  /** sources and ids of the places above it */
  above: ReadonlySet<string>
  /** the place and all under it, by id */
  tree: ReadonlyMap<string, Jurisdiction>
  /** the same by source */
  places: ReadonlyMap<string, Jurisdiction>
  /** campuses by place */
  sites: ReadonlyMap<string, readonly Site[]>
  /** by source */
  people: ReadonlyMap<string, KnownPerson>
  groups: ReadonlyMap<string, { place: string; kind: GroupKind }>
  courses: ReadonlyMap<string, { id: string; place: string }>
  terms: ReadonlySet<string>
}

export interface KnownPerson {
  id: string
  source: string
  /** id of the place */
  place: string
  role: PersonRole
  status: Person['status']
  reason: Person['archiveReason']
  /** by these a plain table's people are known, who bring no id */
  name: string
  number: string | null
  birth: string | null
}
