import { zipSync } from 'fflate'

export interface RosterPupil {
  id: string
  family: string
  given: string
  class: string
}

/** A OneRoster 1.2 roster of one school, as another system exports it. */
export function rosterZip(school: { id: string; name: string }, pupils: readonly RosterPupil[]): Uint8Array {
  const classes = [...new Set(pupils.map(p => p.class))]
  const files = {
    'manifest.csv': table('propertyName,value', [
      ['manifest.version', '1.0'],
      ['oneroster.version', '1.2'],
      ...FILES.map(([name, how]) => [`file.${name}`, how]),
      ['source.systemName', 'Test'],
      ['source.systemCode', 'test'],
    ]),
    'orgs.csv': table('sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId', [
      [school.id, '', '', school.name, 'school', '', ''],
    ]),
    'academicSessions.csv': table(
      'sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear',
      [['y1', '', '', 'Year', 'schoolYear', '2000-09-01', '2199-06-30', '', '2199']],
    ),
    'courses.csv': table(
      'sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes',
      [['home', '', '', 'y1', 'Home class', '', '', school.id, '', '']],
    ),
    'classes.csv': table(
      'sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods',
      classes.map(c => [c, '', '', c, '', 'home', '', 'homeroom', '', school.id, 'y1', '', '', '']),
    ),
    'users.csv': table(
      'sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,resourceSourcedIds,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns',
      pupils.map(p => [
        ...[
          p.id,
          '',
          '',
          'true',
          '',
          '',
          p.given,
          p.family,
          '',
          p.id,
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
        ],
        ...['', school.id, ''],
      ]),
    ),
    'roles.csv': table(
      'sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId',
      pupils.map(p => [`r-${p.id}`, '', '', p.id, 'primary', 'student', '', '', school.id, '']),
    ),
    'enrollments.csv': table(
      'sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate',
      pupils.map(p => [`e-${p.id}`, '', '', p.class, school.id, p.id, 'student', 'false', '', '']),
    ),
  }
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])))
}

const FILES = [
  ['academicSessions', 'bulk'],
  ['categories', 'absent'],
  ['classes', 'bulk'],
  ['classResources', 'absent'],
  ['courses', 'bulk'],
  ['courseResources', 'absent'],
  ['demographics', 'absent'],
  ['enrollments', 'bulk'],
  ['lineItems', 'absent'],
  ['orgs', 'bulk'],
  ['resources', 'absent'],
  ['results', 'absent'],
  ['roles', 'bulk'],
  ['users', 'bulk'],
] as const

const table = (header: string, rows: readonly (readonly string[])[]): string =>
  `${[header, ...rows.map(row => row.map(cell => `"${cell.replaceAll('"', '""')}"`).join(','))].join('\r\n')}\r\n`
