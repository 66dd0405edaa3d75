import type { ImportFaultCode } from '@schoolgate/protocol/directory/import-fault-codes'
import { seededRandom } from '@schoolgate/protocol/random'
import type { RawFile } from '../../src/exchange/read/upload.ts'
import { type DryRunOptions, school } from '../helpers/dry-run.ts'
import { SmallRoster, zipTexts } from '../helpers/small-roster.ts'

/** Code, file, line, column, value; the school where it matters. */
export type Expected = readonly [
  code: ImportFaultCode,
  file: string,
  line: number,
  column: string,
  value: string,
  school?: string,
]

export interface FaultCase {
  name: string
  files: RawFile[]
  options?: DryRunOptions
  expected: Expected[]
}

const zip = (bytes: Uint8Array): RawFile[] => [{ name: 'roster.zip', bytes }]

/** A roster broken in one place. */
function broken(
  name: string,
  change: (roster: SmallRoster) => unknown,
  expected: Expected[],
  version: '1.1' | '1.2' = '1.1',
): FaultCase {
  const roster = new SmallRoster(version)
  change(roster)
  return { name, files: zip(roster.zip()), expected }
}

/** One cell with another value: the fault names just that. */
const cell = (
  code: ImportFaultCode,
  file: string,
  row: number,
  column: string,
  value: string,
  school = '',
  version: '1.1' | '1.2' = '1.1',
): FaultCase =>
  broken(
    `${code}: ${column} ${JSON.stringify(value)}`,
    r => r.set(file, row, column, value),
    [[code, `${file}.csv`, row + 2, column, value, school]],
    version,
  )

/** A roster's texts with one of them replaced. */
function withText(
  name: string,
  file: string,
  change: (text: string) => string | Uint8Array,
  expected: Expected[],
): FaultCase {
  const texts: Map<string, string | Uint8Array> = new Map(new SmallRoster().texts())
  texts.set(file, change(texts.get(file) as string))
  return { name, files: zip(zipTexts(texts)), expected }
}

const long = (n: number) => 'ж'.repeat(n)
/** Text that does not pack to next to nothing. */
const noise = (n: number) => {
  const random = seededRandom(1)
  return Array.from({ length: n }, () => String.fromCharCode(97 + Math.floor(random() * 26))).join('')
}
const shown = (text: string) => `${text.slice(0, 79)}…`

export const ONEROSTER_FAULTS: FaultCase[] = [
  // The manifest and the files
  broken('no manifest', r => r.sheets.delete('manifest'), [['manifest-missing', 'manifest.csv', 0, '', '']]),
  broken('no version', r => r.manifest('oneroster.version', null), [
    ['manifest-property-missing', 'manifest.csv', 0, '', ''],
  ]),
  broken('an unknown version', r => r.set('manifest', 1, 'value', '2.0'), [
    ['manifest-version', 'manifest.csv', 3, 'value', '2.0'],
  ]),
  broken('a property twice', r => r.add('manifest', { propertyName: 'file.orgs', value: 'bulk' }), [
    ['manifest-property-duplicate', 'manifest.csv', 11, 'propertyName', 'file.orgs'],
  ]),
  broken('an unknown mode', r => r.add('manifest', { propertyName: 'file.results', value: 'some' }), [
    ['manifest-value', 'manifest.csv', 11, 'value', 'some'],
  ]),
  broken('a file that is announced and missing', r => r.sheets.delete('demographics'), [
    ['manifest-file-missing', 'manifest.csv', 8, 'value', 'bulk'],
  ]),
  broken('a file that is called absent', r => r.manifest('file.demographics', 'absent'), [
    ['manifest-file-absent', 'demographics.csv', 0, '', ''],
  ]),
  broken(
    'people without organisations',
    r => {
      r.sheets.delete('orgs')
      r.manifest('file.orgs', 'absent')
      for (const file of ['users', 'classes', 'courses', 'enrollments', 'demographics', 'academicSessions'])
        r.sheet(file).rows.length = 0
    },
    [
      ['file-required', '', 0, '', ''],
      ['rows-none', 'academicSessions.csv', 0, '', ''],
      ['rows-none', 'classes.csv', 0, '', ''],
      ['rows-none', 'courses.csv', 0, '', ''],
      ['rows-none', 'demographics.csv', 0, '', ''],
      ['rows-none', 'enrollments.csv', 0, '', ''],
      ['rows-none', 'users.csv', 0, '', ''],
    ],
  ),
  broken(
    'one file of a delta',
    r => {
      r.manifest('file.demographics', 'delta')
      for (let i = 0; i < 6; i++) {
        r.set('demographics', i, 'status', 'active')
        r.set('demographics', i, 'dateLastModified', '2025-11-01T08:00:00Z')
      }
    },
    [['manifest-mixed', 'manifest.csv', 0, '', '']],
  ),
  broken(
    'files that nobody needs, and that nobody knows',
    r => {
      r.sheets.set('lineItems', { header: ['sourcedId'], rows: [['l1']] })
      r.sheets.set('lunch', { header: ['sourcedId'], rows: [['l1']] })
    },
    [
      ['file-not-used', 'lineItems.csv', 0, '', ''],
      ['file-ignored', 'lunch.csv', 0, '', ''],
    ],
  ),

  // Tables
  broken('a column less', r => r.dropColumn('users', 'givenName'), [
    ['column-missing', 'users.csv', 1, 'givenName', ''],
  ]),
  broken('a column twice', r => r.addColumn('orgs', 'name', 'again'), [
    ['column-duplicate', 'orgs.csv', 1, 'name', 'name'],
  ]),
  broken('a column nobody knows', r => r.addColumn('users', 'metadata.shoeSize', '38'), [
    ['column-unknown', 'users.csv', 1, '', ''],
  ]),
  broken('a column without a heading', r => r.addColumn('orgs', ''), [
    ['header-blank', 'orgs.csv', 1, '', ''],
  ]),
  withText('an empty file', 'demographics.csv', () => '', [
    ['header-missing', 'demographics.csv', 0, '', ''],
  ]),
  withText('no header', 'demographics.csv', text => text.split('\r\n').slice(1).join('\r\n'), [
    ['header-missing', 'demographics.csv', 1, '', 'p1,,,2016-03-12,female'],
  ]),
  withText('no rows', 'demographics.csv', text => text.split('\r\n')[0] as string, [
    ['rows-none', 'demographics.csv', 0, '', ''],
  ]),
  withText('a row too short', 'demographics.csv', text => text.replace('p2,,,2016-05-01,male', 'p2,,'), [
    ['row-width', 'demographics.csv', 3, '', 'p2,,'],
  ]),
  withText(
    'a quotation mark that is never closed',
    'demographics.csv',
    text => text.replace('p2,,,2016-05-01', 'p2,,,"2016-05-01'),
    [['quote-unclosed', 'demographics.csv', 3, 'birthDate', '']],
  ),
  withText(
    'a quotation mark in the middle',
    'demographics.csv',
    text => text.replace('p2,,,2016-05-01', 'p2,,,2016"05-01'),
    [['quote-stray', 'demographics.csv', 3, 'birthDate', '']],
  ),
  withText(
    'a row without an end',
    'demographics.csv',
    text => text.replace('2016-05-01', `"${noise(1_100_000)}`),
    [['row-too-long', 'demographics.csv', 3, 'birthDate', '']],
  ),
  withText(
    'too many columns',
    'demographics.csv',
    text => text.replace('male\r\np3', `male${',x'.repeat(300)}\r\np3`),
    [['table-too-many-columns', 'demographics.csv', 3, '', '']],
  ),

  // Encodings
  withText(
    'a broken letter',
    'users.csv',
    text => {
      const bytes = Buffer.from(text)
      bytes[bytes.indexOf(Buffer.from('Тэмүүлэн'))] = 0xff
      return bytes
    },
    [['encoding-broken', 'users.csv', 3, '', '']],
  ),
  withText('zero bytes', 'demographics.csv', text => text.replace('female', 'fem\0le'), [
    ['text-binary', 'demographics.csv', 0, '', ''],
  ]),

  // Cells
  cell('required', 'orgs', 1, 'name', ''),
  broken('a title too long', r => r.set('classes', 0, 'title', long(121)), [
    ['too-long', 'classes.csv', 2, 'title', shown(long(121)), 's1'],
  ]),
  cell('bad-date', 'demographics', 0, 'birthDate', '12.03.2016', 's1'),
  cell('date-impossible', 'demographics', 0, 'birthDate', '2016-02-30', 's1'),
  cell('dates-reversed', 'academicSessions', 1, 'endDate', '2025-11-01'),
  cell('bad-value', 'orgs', 1, 'type', 'kindergarten'),
  cell('bad-boolean', 'enrollments', 3, 'primary', 'maybe', 's1'),
  cell('bad-year', 'academicSessions', 1, 'schoolYear', '26'),
  cell('control-character', 'users', 0, 'givenName', 'Бат\u0007', 's1'),
  cell('formula-cell', 'users', 0, 'givenName', '=cmd|calc', 's1'),
  cell('formula-cell', 'classes', 0, 'title', '@SUM(A1)', 's1'),
  cell('formula-cell', 'users', 1, 'familyName', '+1+1', 's1'),
  cell('formula-cell', 'orgs', 1, 'name', '-2+3'),
  cell('error-cell', 'users', 0, 'familyName', '#REF!', 's1'),
  cell('role-unknown', 'users', 0, 'role', 'janitor', 's1'),
  cell('bad-email', 'users', 3, 'email', 'solongo at example', 's1'),
  cell('bad-phone', 'users', 3, 'phone', 'ask the office', 's1'),
  cell('mixed-alphabets', 'users', 1, 'givenName', 'Тeмүүлэн', 's1'),
  cell('name-digits', 'users', 1, 'givenName', 'Тэмүүлэн2', 's1'),
  cell('placeholder', 'users', 1, 'middleName', '-', 's1'),
  cell('family-missing', 'users', 1, 'familyName', '', 's1'),
  cell('grades-many', 'users', 1, 'grades', '3,4', 's1'),
  cell('birth-future', 'demographics', 0, 'birthDate', '2025-11-25', 's1'),
  cell('birth-too-early', 'demographics', 0, 'birthDate', '1816-03-12', 's1'),
  cell('age-unlikely', 'demographics', 0, 'birthDate', '1966-03-12', 's1'),

  // One thing twice
  broken(
    'an id twice',
    r =>
      r.add('users', {
        sourcedId: 'p1',
        orgSourcedIds: 's1',
        role: 'student',
        givenName: 'А',
        familyName: 'Б',
      }),
    [['duplicate-id', 'users.csv', 10, 'sourcedId', 'p1', 's1']],
  ),
  cell('duplicate-number', 'users', 1, 'identifier', '101', 's1'),
  cell('duplicate-user-name', 'users', 3, 'username', 'p.one', 's1'),
  cell('class-name-alike', 'classes', 1, 'title', '3А', 's1'),

  // Organisations
  cell('org-parent-unknown', 'orgs', 1, 'parentSourcedId', 'd7'),
  broken(
    'organisations in a circle',
    r => {
      r.add('orgs', { sourcedId: 'x1', name: 'X', type: 'department', parentSourcedId: 'x2' })
      r.add('orgs', { sourcedId: 'x2', name: 'Y', type: 'department', parentSourcedId: 'x1' })
    },
    [['org-cycle', 'orgs.csv', 5, 'parentSourcedId', 'x2']],
  ),
  broken(
    'a school in a school',
    r => r.add('orgs', { sourcedId: 's3', name: 'School Three', type: 'school', parentSourcedId: 's1' }),
    [['org-order', 'orgs.csv', 5, 'parentSourcedId', 's3']],
  ),
  broken('a ministry above', r => r.add('orgs', { sourcedId: 'n1', name: 'Ministry', type: 'national' }), [
    ['org-above', 'orgs.csv', 5, 'sourcedId', 'n1'],
  ]),
  {
    name: 'schools of another place',
    files: zip(new SmallRoster().zip()),
    options: { place: school({ source: 's1' }) },
    expected: [
      ['org-outside', 'orgs.csv', 4, '', 's2', 's2'],
      ['org-above', 'orgs.csv', 2, 'sourcedId', 'd1'],
    ],
  },
  broken(
    'no school',
    r => {
      r.sheet('orgs').rows.splice(1)
      for (const file of ['users', 'classes', 'courses', 'enrollments', 'demographics'])
        r.sheet(file).rows.length = 0
    },
    [
      ['school-none', 'orgs.csv', 0, '', ''],
      ['rows-none', 'classes.csv', 0, '', ''],
      ['rows-none', 'courses.csv', 0, '', ''],
      ['rows-none', 'demographics.csv', 0, '', ''],
      ['rows-none', 'enrollments.csv', 0, '', ''],
      ['rows-none', 'users.csv', 0, '', ''],
    ],
  ),
  {
    name: 'a school that is not in the file',
    files: zip(new SmallRoster().zip()),
    options: {
      known: { tree: [school({ id: 'h9', source: 's9', name: 'School Nine', parent: 'hub-district' })] },
    },
    expected: [['school-not-in-file', '', 0, '', '', 's9']],
  },

  // Sessions, courses, classes
  cell('session-parent-unknown', 'academicSessions', 1, 'parentSourcedId', 'y24'),
  broken(
    'sessions in a circle',
    r => {
      r.add('academicSessions', {
        sourcedId: 'a',
        title: 'A',
        type: 'term',
        startDate: '2025-09-01',
        endDate: '2025-10-01',
        schoolYear: '2026',
        parentSourcedId: 'b',
      })
      r.add('academicSessions', {
        sourcedId: 'b',
        title: 'B',
        type: 'term',
        startDate: '2025-09-01',
        endDate: '2025-10-01',
        schoolYear: '2026',
        parentSourcedId: 'a',
      })
    },
    [['session-cycle', 'academicSessions.csv', 4, 'parentSourcedId', 'b']],
  ),
  cell('session-outside-parent', 'academicSessions', 1, 'startDate', '2025-08-01'),
  cell('session-year', 'academicSessions', 0, 'schoolYear', '2025'),
  broken('a term without a day', r => r.set('academicSessions', 1, 'startDate', ''), [
    ['required', 'academicSessions.csv', 3, 'startDate', ''],
  ]),
  broken('a course of nobody', r => r.set('courses', 0, 'orgSourcedId', 's7'), [
    ['course-org-unknown', 'courses.csv', 2, 'orgSourcedId', 's7', ''],
  ]),
  cell('course-year-unknown', 'courses', 0, 'schoolYearSourcedId', 'y24', 's1'),
  cell('class-course-unknown', 'classes', 2, 'courseSourcedId', 'c7', 's1'),
  broken('a class without a school', r => r.set('classes', 1, 'schoolSourcedId', ''), [
    ['class-without-school', 'classes.csv', 3, 'schoolSourcedId', '', ''],
  ]),
  cell('class-school-unknown', 'classes', 1, 'schoolSourcedId', 's7', ''),
  broken(
    'a class of a district',
    r => {
      r.set('classes', 1, 'schoolSourcedId', 'd1')
      r.set('enrollments', 2, 'schoolSourcedId', '')
    },
    [['class-org-not-school', 'classes.csv', 3, 'schoolSourcedId', 'd1', '']],
  ),
  cell('class-term-unknown', 'classes', 1, 'termSourcedIds', 'y24', 's1'),
  cell('class-without-term', 'classes', 1, 'termSourcedIds', '', 's1'),

  // People
  broken('somebody of nowhere', r => r.set('users', 5, 'orgSourcedIds', ''), [
    ['user-without-org', 'users.csv', 7, 'orgSourcedIds', '', 's1'],
  ]),
  cell('user-org-unknown', 'users', 1, 'orgSourcedIds', 's7', ''),
  broken(
    'somebody of a district',
    r =>
      r.add('users', {
        sourcedId: 'a1',
        orgSourcedIds: 'd1',
        role: 'administrator',
        givenName: 'А',
        familyName: 'Б',
      }),
    [['user-org-not-school', 'users.csv', 10, 'orgSourcedIds', 'd1', '']],
  ),
  cell('user-agent-unknown', 'users', 2, 'agentSourcedIds', 'g7', 's1'),
  cell('agent-self', 'users', 2, 'agentSourcedIds', 'p3', 's1'),
  broken(
    'guardians of each other',
    r => {
      r.set('users', 4, 'agentSourcedIds', 'g2')
      r.set('users', 5, 'agentSourcedIds', 'g1')
    },
    [['agent-loop', 'users.csv', 6, 'agentSourcedIds', 'g2', 's1']],
  ),
  cell('agent-student', 'users', 2, 'agentSourcedIds', 'p1', 's1'),
  cell('guardian-of-adult', 'users', 3, 'agentSourcedIds', 'g1', 's1'),
  broken('a guardian of nobody', r => r.set('users', 0, 'agentSourcedIds', 'g2'), [
    ['guardian-without-child', 'users.csv', 6, 'sourcedId', 'g1', 's1'],
  ]),
  broken('a pupil in no class', r => r.drop('enrollments', 2), [
    ['student-without-class', 'users.csv', 4, 'sourcedId', 'p3', 's1'],
  ]),
  broken(
    'a role of nobody',
    r =>
      r.add('roles', {
        sourcedId: 'r-x',
        userSourcedId: 'g7',
        roleType: 'primary',
        role: 'teacher',
        orgSourcedId: 's1',
      }),
    [['role-user-unknown', 'roles.csv', 10, 'userSourcedId', 'g7', 's1']],
    '1.2',
  ),
  broken(
    'a role of nowhere',
    r =>
      r.add('roles', {
        sourcedId: 'r-x',
        userSourcedId: 't1',
        roleType: 'secondary',
        role: 'teacher',
        orgSourcedId: 's7',
      }),
    [
      ['role-org-unknown', 'roles.csv', 10, 'orgSourcedId', 's7', 's1'],
      ['role-org-unknown', 'roles.csv', 10, 'orgSourcedId', 's7', ''],
    ],
    '1.2',
  ),
  broken(
    'nobody’s role is the primary one',
    r => r.set('roles', 3, 'roleType', 'secondary'),
    [['role-primary-missing', 'users.csv', 5, 'sourcedId', 't1', 's1']],
    '1.2',
  ),
  broken(
    'two primary roles at one school',
    r =>
      r.add('roles', {
        sourcedId: 'r-y',
        userSourcedId: 't1',
        roleType: 'primary',
        role: 'aide',
        orgSourcedId: 's1',
      }),
    [['role-primary-twice', 'roles.csv', 10, 'roleType', 'primary', 's1']],
    '1.2',
  ),
  broken('demographics of nobody', r => r.add('demographics', { sourcedId: 'p7', birthDate: '2016-01-01' }), [
    ['demographics-user-unknown', 'demographics.csv', 8, 'sourcedId', 'p7'],
  ]),
  broken('demographics that are not kept', r => r.addColumn('demographics', 'cityOfBirth', 'Khovd'), [
    ['demographics-not-kept', 'demographics.csv', 1, '', ''],
  ]),

  // Enrolments
  broken(
    'an enrolment in no class',
    r =>
      r.add('enrollments', {
        sourcedId: 'e9',
        classSourcedId: 'k9',
        schoolSourcedId: 's2',
        userSourcedId: 'p9',
        role: 'student',
      }),
    [['enrolment-class-unknown', 'enrollments.csv', 10, 'classSourcedId', 'k9', 's2']],
  ),
  broken(
    'an enrolment of nobody',
    r =>
      r.add('enrollments', {
        sourcedId: 'e9',
        classSourcedId: 'k1a',
        schoolSourcedId: 's2',
        userSourcedId: 'p8',
        role: 'student',
      }),
    [['enrolment-user-unknown', 'enrollments.csv', 10, 'userSourcedId', 'p8', 's2']],
  ),
  cell('enrolment-school-unknown', 'enrollments', 0, 'schoolSourcedId', 's7', 's1'),
  cell('enrolment-school-differs', 'enrollments', 0, 'schoolSourcedId', 's2', 's1'),
  cell('enrolment-outside-term', 'enrollments', 0, 'endDate', '2026-07-01', 's1'),
  broken(
    'an enrolment twice',
    r =>
      r.add('enrollments', {
        sourcedId: 'e9',
        classSourcedId: 'k3a',
        schoolSourcedId: 's1',
        userSourcedId: 'p1',
        role: 'student',
      }),
    [['enrolment-duplicate', 'enrollments.csv', 10, 'userSourcedId', 'p1', 's1']],
  ),
  broken(
    'a pupil in two classes',
    r =>
      r.add('enrollments', {
        sourcedId: 'e9',
        classSourcedId: 'k3b',
        schoolSourcedId: 's1',
        userSourcedId: 'p1',
        role: 'student',
      }),
    [['enrolment-two-classes', 'enrollments.csv', 10, 'classSourcedId', 'k3b', 's1']],
  ),
  cell('enrolment-teacher-as-student', 'enrollments', 5, 'role', 'student', 's1'),
  cell('enrolment-student-as-teacher', 'enrollments', 4, 'role', 'teacher', 's1'),
  broken(
    'a guardian in a class',
    r =>
      r.add('enrollments', {
        sourcedId: 'e9',
        classSourcedId: 'k3b',
        schoolSourcedId: 's1',
        userSourcedId: 'g1',
        role: 'student',
      }),
    [['enrolment-guardian', 'enrollments.csv', 10, 'role', 'student', 's1']],
  ),
  cell('enrolment-role-ignored', 'enrollments', 5, 'role', 'administrator', 's1'),
  broken(
    'a pupil of the other school',
    r => {
      r.set('enrollments', 2, 'userSourcedId', 'p9')
      r.set('enrollments', 6, 'userSourcedId', 'p3')
    },
    [
      ['enrolment-other-school', 'enrollments.csv', 4, 'userSourcedId', 'p9', 's1'],
      ['enrolment-other-school', 'enrollments.csv', 8, 'userSourcedId', 'p3', 's2'],
    ],
  ),

  // Delta and bulk
  broken('deleted in a bulk file', r => r.set('demographics', 3, 'status', 'tobedeleted'), [
    ['bulk-deleted', 'demographics.csv', 5, 'status', 'tobedeleted', 's2'],
  ]),
  {
    name: 'a delta that deletes whom nobody knows',
    files: zip(
      zipTexts(
        new Map([
          [
            'manifest.csv',
            'propertyName,value\r\noneroster.version,1.1\r\nfile.users,delta\r\nfile.classes,delta\r\n',
          ],
          [
            'users.csv',
            'sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,givenName,familyName\r\np7,tobedeleted,2025-11-01T08:00:00Z,,,,,,\r\np8,tobedeleted,yesterday,,,,,,\r\n',
          ],
          [
            'classes.csv',
            'sourcedId,status,dateLastModified,title,classType,schoolSourcedId\r\nk7,tobedeleted,2025-11-01T08:00:00.000Z,,,\r\n',
          ],
        ]),
      ),
    ),
    expected: [
      ['bad-time', 'users.csv', 3, 'dateLastModified', 'yesterday', ''],
      ['delta-unknown', 'classes.csv', 2, 'sourcedId', 'k7'],
      ['delta-unknown', 'users.csv', 2, 'sourcedId', 'p7'],
      ['delta-unknown', 'users.csv', 3, 'sourcedId', 'p8'],
    ],
  },
  {
    name: 'an id that is a visitor here',
    files: zip(new SmallRoster().zip()),
    options: {
      known: {
        tree: [school({ id: 'h1', source: 's1', parent: 'hub-district' })],
        people: [
          {
            ...{ id: '00000000000000aa', source: 'p1', place: 'h1', role: 'visitor', status: 'active' },
            ...{ reason: null, name: 'Visitor', number: null, birth: null },
          },
        ],
      },
    },
    expected: [['id-taken', 'users.csv', 2, '', 'p1', 's1']],
  },
]

// --- what is uploaded, before anything is read ---

const bomb = () => zipTexts(new Map([['users.csv', `${'a,'.repeat(2_000_000)}\r\n`]]))
const many = () => zipTexts(new Map(Array.from({ length: 501 }, (_, i) => [`${i}.csv`, 'a,b\r\n'] as const)))

function encrypted(): Uint8Array {
  const bytes = new SmallRoster().zip()
  const at = Buffer.from(bytes).indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  bytes[at + 8] = (bytes[at + 8] as number) | 1
  return bytes
}

/** A zip whose first entry claims to be as large as said. */
function claiming(size: number): Uint8Array {
  const bytes = new SmallRoster().zip()
  const at = Buffer.from(bytes).indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  view.setUint32(at + 20, size / 100, true)
  view.setUint32(at + 24, size, true)
  return bytes
}

const one = (file: string, bytes: Uint8Array | string): RawFile[] => [
  { name: file, bytes: typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes },
]

export const UPLOAD_FAULTS: FaultCase[] = [
  { name: 'nothing', files: one('a.csv', ''), expected: [['file-empty', 'a.csv', 0, '', '']] },
  {
    name: 'a file too large',
    files: one('a.csv', new Uint8Array(200 * 1024 * 1024 + 1)),
    expected: [['file-too-large', 'a.csv', 0, '', '']],
  },
  {
    name: 'an old Excel file',
    files: one('a.xls', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0])),
    expected: [['file-type-unknown', 'a.xls', 0, '', '']],
  },
  {
    name: 'half a zip',
    files: one('r.zip', new SmallRoster().zip().subarray(0, 900)),
    expected: [['zip-broken', 'r.zip', 0, '', '']],
  },
  {
    name: 'a zip with a password',
    files: one('r.zip', encrypted()),
    expected: [['zip-encrypted', 'r.zip', 0, '', '']],
  },
  {
    name: 'a zip of very many files',
    files: one('r.zip', many()),
    expected: [['zip-too-many-files', 'r.zip', 0, '', '']],
  },
  {
    name: 'a zip that would fill the disk',
    files: one('r.zip', claiming(2_000_000_000)),
    expected: [['zip-too-large', 'r.zip', 0, '', '']],
  },
  { name: 'a zip bomb', files: one('r.zip', bomb()), expected: [['zip-ratio', 'r.zip', 0, '', '']] },
  {
    name: 'one name in two folders',
    files: zip(
      zipTexts(
        new Map(
          [...new SmallRoster().texts()].flatMap(([n, t]) =>
            n === 'orgs.csv'
              ? [
                  [n, t],
                  [`old/${n}`, t],
                ]
              : [[n, t]],
          ),
        ),
      ),
    ),
    expected: [['zip-duplicate-file', 'old/orgs.csv', 0, '', '']],
  },
  {
    name: 'a zip of pictures',
    files: zip(zipTexts(new Map([['a.png', 'x']]))),
    expected: [
      ['zip-nothing-known', 'roster.zip', 0, '', ''],
      ['file-ignored', 'a.png', 0, '', ''],
    ],
  },
  {
    name: 'a workbook that is none',
    files: zip(zipTexts(new Map([['a.xlsx', 'not a workbook']]))),
    expected: [['xlsx-broken', 'a.xlsx', 0, '', '']],
  },
]
