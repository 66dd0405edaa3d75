/** The files of a OneRoster CSV archive (1EdTech, CSV binding 1.1 and 1.2.1) and their columns. */
export type Version = '1.1' | '1.2'
export type FileMode = 'bulk' | 'delta' | 'absent'

/** Those that are read, in the order in which one may refer to the others. */
export const FILES = [
  'orgs',
  'academicSessions',
  'courses',
  'classes',
  'users',
  'roles',
  'demographics',
  'enrollments',
] as const
export type FileKey = (typeof FILES)[number]

/** Those of which a school's door needs nothing. */
export const FILES_NOT_USED = [
  'categories',
  'classResources',
  'courseResources',
  'lineItemLearningObjectiveIds',
  'lineItems',
  'lineItemScoreScales',
  'resources',
  'resultLearningObjectiveIds',
  'results',
  'resultScoreScales',
  'scoreScales',
  'userProfiles',
  'userResources',
] as const

/** Columns of our own, allowed by the binding's extension rule (`metadata.` and a name). */
export const OWN = {
  /** of an org: its campus's time zone and language */
  timeZone: 'metadata.schoolgate.timeZone',
  locale: 'metadata.schoolgate.locale',
  /** of a session: the schools it is for, where it is not for all */
  schools: 'metadata.schoolgate.schools',
  /** of a class: what OneRoster has no word for */
  kind: 'metadata.schoolgate.kind',
  parent: 'metadata.schoolgate.parentSourcedId',
  from: 'metadata.schoolgate.from',
  to: 'metadata.schoolgate.to',
  /** of an enrolment */
  role: 'metadata.schoolgate.role',
  /** of a user: for each agent how they are related */
  relations: 'metadata.schoolgate.relations',
} as const

interface FileColumns {
  required: readonly string[]
  optional: readonly string[]
  own: readonly string[]
}

const COMMON = ['status', 'dateLastModified'] as const
/** Of demographics the two that are kept; the rest is not for a school's door. */
export const DEMOGRAPHICS_NOT_KEPT = [
  'americanIndianOrAlaskaNative',
  'asian',
  'blackOrAfricanAmerican',
  'nativeHawaiianOrOtherPacificIslander',
  'white',
  'demographicRaceTwoOrMoreRaces',
  'hispanicOrLatinoEthnicity',
  'countryOfBirthCode',
  'stateOfBirthAbbreviation',
  'cityOfBirth',
  'publicSchoolResidenceStatus',
] as const

const USERS_1_1 = [
  'username',
  'userIds',
  'givenName',
  'familyName',
  'middleName',
  'identifier',
  'email',
  'sms',
  'phone',
  'agentSourcedIds',
  'grades',
  'password',
] as const
const USERS_1_2 = [
  ...USERS_1_1,
  'userMasterIdentifier',
  'resourceSourcedIds',
  'preferredGivenName',
  'preferredMiddleName',
  'preferredFamilyName',
  'primaryOrgSourcedId',
  'pronouns',
] as const

const without = (all: readonly string[], some: readonly string[]) => all.filter(c => !some.includes(c))

/** What a table must have, may have, and may have of ours. Columns are known by name, in any order. */
export function columnsOf(file: FileKey, version: Version): FileColumns {
  switch (file) {
    case 'orgs':
      return {
        required: ['sourcedId', 'name', 'type'],
        optional: [...COMMON, 'identifier', 'parentSourcedId'],
        own: [OWN.timeZone, OWN.locale],
      }
    case 'academicSessions':
      return {
        required: ['sourcedId', 'title', 'type', 'startDate', 'endDate', 'schoolYear'],
        optional: [...COMMON, 'parentSourcedId'],
        own: [OWN.schools],
      }
    case 'courses':
      return {
        required: ['sourcedId', 'title', 'orgSourcedId'],
        optional: [...COMMON, 'schoolYearSourcedId', 'courseCode', 'grades', 'subjects', 'subjectCodes'],
        own: [],
      }
    case 'classes':
      return {
        required: ['sourcedId', 'title', 'classType', 'schoolSourcedId'],
        optional: [
          ...COMMON,
          'grades',
          'courseSourcedId',
          'classCode',
          'location',
          'termSourcedIds',
          'subjects',
          'subjectCodes',
          'periods',
        ],
        own: [OWN.kind, OWN.parent, OWN.from, OWN.to],
      }
    case 'users': {
      const names = ['givenName', 'familyName']
      return version === '1.1'
        ? {
            required: ['sourcedId', 'orgSourcedIds', 'role', ...names],
            optional: [...COMMON, 'enabledUser', ...without(USERS_1_1, names)],
            own: [OWN.relations],
          }
        : {
            required: ['sourcedId', ...names],
            optional: [...COMMON, 'enabledUser', ...without(USERS_1_2, names)],
            own: [OWN.relations],
          }
    }
    case 'roles':
      return {
        required: ['sourcedId', 'userSourcedId', 'roleType', 'role', 'orgSourcedId'],
        optional: [...COMMON, 'beginDate', 'endDate', 'userProfileSourcedId'],
        own: [],
      }
    case 'demographics':
      return {
        required: ['sourcedId'],
        optional: [...COMMON, 'birthDate', 'sex', ...DEMOGRAPHICS_NOT_KEPT],
        own: [],
      }
    case 'enrollments':
      return {
        required: ['sourcedId', 'classSourcedId', 'userSourcedId', 'role'],
        optional: [...COMMON, 'schoolSourcedId', 'primary', 'beginDate', 'endDate'],
        own: [OWN.role],
      }
  }
}

export const ORG_TYPES = ['department', 'school', 'district', 'local', 'state', 'national'] as const
export type OrgType = (typeof ORG_TYPES)[number]
export const SESSION_TYPES = ['gradingPeriod', 'semester', 'schoolYear', 'term'] as const
export const CLASS_TYPES = ['homeroom', 'scheduled'] as const
export const STATUSES = ['active', 'tobedeleted'] as const
export const ROLE_TYPES = ['primary', 'secondary'] as const
export const SEXES = ['female', 'male', 'other', 'unspecified'] as const
export const ENROLMENT_ROLES = ['student', 'teacher', 'administrator', 'proctor', 'aide'] as const

/** Words of both versions, and what they are here. */
export const USER_ROLES = {
  student: 'student',
  teacher: 'teacher',
  guardian: 'guardian',
  parent: 'guardian',
  relative: 'guardian',
  administrator: 'staff',
  aide: 'staff',
  proctor: 'staff',
  counselor: 'staff',
  principal: 'staff',
  districtAdministrator: 'staff',
  siteAdministrator: 'staff',
  systemAdministrator: 'staff',
} as const
export type UserRole = keyof typeof USER_ROLES
export const USER_ROLE_WORDS = Object.keys(USER_ROLES) as UserRole[]
