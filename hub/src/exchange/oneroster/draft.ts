import { FILES, type FileKey, type FileMode, type OrgType, type UserRole, type Version } from './files.ts'

/** Where a row stands, for faults found later. */
export interface At {
  line: number
}

export interface OrgRow extends At {
  id: string
  name: string
  type: OrgType | undefined
  number: string | null
  parent: string
  timeZone: string
  locale: string
}

export interface SessionRow extends At {
  id: string
  title: string
  type: 'gradingPeriod' | 'semester' | 'schoolYear' | 'term' | undefined
  from: string | null
  to: string | null
  year: number | null
  parent: string
  schools: readonly string[]
}

export interface CourseRow extends At {
  id: string
  title: string
  code: string | null
  org: string
  year: string
}

export interface ClassRow extends At {
  id: string
  title: string
  type: 'homeroom' | 'scheduled' | undefined
  grade: string | null | undefined
  room: string | null | undefined
  course: string
  school: string
  terms: readonly string[]
  /** columns of our own */
  kind: string
  parent: string
  from: string | null
  to: string | null
  hasOwn: boolean
}

export interface UserRow extends At {
  id: string
  orgs: readonly string[]
  role: UserRole | undefined
  /** 1.2 */
  primaryOrg: string
  family: string
  given: string
  middle: string
  number: string | null | undefined
  userName: string | null | undefined
  email: string | null | undefined
  phone: string | null | undefined
  grade: string | null | undefined
  agents: readonly string[]
  hasAgents: boolean
  relations: readonly string[]
}

export interface RoleRow extends At {
  id: string
  user: string
  org: string
  primary: boolean
  role: UserRole | undefined
  from: string | null
  to: string | null
}

export interface DemographicsRow extends At {
  birth: string | null | undefined
  sex: 'female' | 'male' | 'other' | 'unspecified' | null | undefined
}

/** Becomes the roster's enrolment itself: there are several times as many as people. */
export interface EnrolmentRow extends At {
  source: string
  /** class */
  group: string
  school: string
  /** user */
  person: string
  role: string
  primary: boolean
  from: string | null
  to: string | null
}

/** The rows of an archive, each checked by itself; nothing that one says of another. */
export interface Draft {
  version: Version
  modes: Record<FileKey, FileMode>
  /** files of which not every row could be read: what refers to them is not looked for */
  partial: Set<FileKey>
  /** names of the files as they stand in the archive */
  names: Record<FileKey, string>
  orgs: Map<string, OrgRow>
  academicSessions: Map<string, SessionRow>
  courses: Map<string, CourseRow>
  classes: Map<string, ClassRow>
  users: Map<string, UserRow>
  /** by user */
  roles: Map<string, RoleRow[]>
  demographics: Map<string, DemographicsRow>
  enrollments: EnrolmentRow[]
  /** ids to be deleted, of a delta, with their lines */
  gone: Record<FileKey, Map<string, number>>
}

export function emptyDraft(version: Version): Draft {
  const each = <T>(make: (file: FileKey) => T) =>
    Object.fromEntries(FILES.map(file => [file, make(file)])) as Record<FileKey, T>
  return {
    version,
    modes: each(() => 'absent'),
    partial: new Set(),
    names: each(file => `${file}.csv`),
    orgs: new Map(),
    academicSessions: new Map(),
    courses: new Map(),
    classes: new Map(),
    users: new Map(),
    roles: new Map(),
    demographics: new Map(),
    enrollments: [],
    gone: each(() => new Map()),
  }
}
