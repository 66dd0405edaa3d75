import iconv from 'iconv-lite'
import { xlsxBytes } from '../../src/exchange/export/xlsx.ts'
import { guessMapping, type Mapping } from '../../src/exchange/plain/mapping.ts'
import { district, school } from '../helpers/dry-run.ts'
import type { Expected, FaultCase } from './fault-cases.ts'

const HEADER = 'Name,Class,Student number,Date of birth,Sex,Role,Guardian,Guardian phone,Relationship'
const GOOD = 'Anna Baker,3A,101,2016-03-12,female,student,Ian Baker,+44 20 7946 0123,father'

/** A table of people of one school, its columns mapped by their headings. */
function table(
  name: string,
  lines: string[] | Uint8Array,
  expected: Expected[],
  more: { header?: string; mapping?: Mapping; place?: ReturnType<typeof school>; file?: string } = {},
): FaultCase {
  const header = more.header ?? HEADER
  const bytes = lines instanceof Uint8Array ? lines : new TextEncoder().encode([header, ...lines].join('\n'))
  const mapping = more.mapping ?? guessMapping(header.split(','))
  return {
    name,
    files: [{ name: more.file ?? 'people.csv', bytes }],
    options: {
      place: more.place ?? school(),
      locale: 'en',
      mapping: { mapping, complete: false, locale: 'en' },
    },
    expected,
  }
}

const cut = (text: string) => `${text.slice(0, 79)}…`

const row = (
  cells: Partial<
    Record<'name' | 'class' | 'number' | 'birth' | 'sex' | 'role' | 'guardian' | 'phone' | 'relation', string>
  >,
) => {
  const {
    name = 'Ben Cole',
    class: inClass = '3A',
    number = '102',
    birth = '2016-05-01',
    sex = 'male',
  } = cells
  const { role = 'student', guardian = '', phone = '', relation = '' } = cells
  return [name, inClass, number, birth, sex, role, guardian, phone, relation].join(',')
}

export const PLAIN_FAULTS: FaultCase[] = [
  table('a good table', [GOOD, row({})], []),
  table('a table for a district', [GOOD], [['plain-needs-school', 'people.csv', 0, '', '']], {
    place: district(),
  }),
  table('no name', [GOOD], [['mapping-missing', 'people.csv', 0, '', '']], { mapping: { Class: 'class' } }),
  table('two numbers', [GOOD], [['mapping-twice', 'people.csv', 0, 'Student number', 'Student number']], {
    mapping: { Name: 'name', 'Student number': 'number', Class: 'number' },
  }),
  table('columns left out', ['Anna Baker,38,green'], [['column-unknown', 'people.csv', 1, '', '']], {
    header: 'Name,Shoe size,Team',
  }),
  table('a nameless person', [GOOD, row({ name: '' })], [['required', 'people.csv', 3, 'Name', '']]),
  table('one word', [row({ name: 'Ben' })], [['family-missing', 'people.csv', 2, 'Name', 'Ben']]),
  table(
    'a name too long',
    [row({ name: `Ben ${'x'.repeat(200)}` })],
    [['too-long', 'people.csv', 2, 'Name', `Ben ${'x'.repeat(75)}…`]],
  ),
  table(
    'a formula',
    [row({ name: '=HYPERLINK(1)' })],
    [['formula-cell', 'people.csv', 2, 'Name', '=HYPERLINK(1)']],
  ),
  table('an unknown role', [row({ role: 'wizard' })], [['role-unknown', 'people.csv', 2, 'Role', 'wizard']]),
  table('an unknown sex', [row({ sex: 'yes' })], [['sex-unknown', 'people.csv', 2, 'Sex', 'yes']]),
  table(
    'a day in words',
    [row({ birth: 'in spring' })],
    [['bad-date', 'people.csv', 2, 'Date of birth', 'in spring']],
  ),
  table(
    'a day that is none',
    [row({ birth: '31.02.2016' })],
    [['date-impossible', 'people.csv', 2, 'Date of birth', '31.02.2016']],
  ),
  table(
    'days that could be months',
    [row({ birth: '03/04/2016' })],
    [['date-ambiguous', 'people.csv', 1, 'Date of birth', '']],
  ),
  table(
    'months first, as one day proves',
    [row({ birth: '03/25/2016' }), row({ name: 'Carl Dunn', number: '103', birth: '03/04/2016' })],
    [],
  ),
  table(
    'a pupil of tomorrow',
    [row({ birth: '2026-01-01' })],
    [['birth-future', 'people.csv', 2, 'Date of birth', '2026-01-01']],
  ),
  table(
    'a number twice',
    [GOOD, row({ number: '101' })],
    [['duplicate-number', 'people.csv', 3, 'Student number', '101']],
  ),
  table('an id twice', ['x1,Anna Baker', 'x1,Ben Cole'], [['duplicate-id', 'people.csv', 3, 'ID', 'x1']], {
    header: 'ID,Name',
  }),
  table(
    'the same person twice',
    ['Anna Baker,2016-03-12', 'Anna Baker,2016-03-12'],
    [['duplicate-person', 'people.csv', 3, 'Name', 'Anna Baker']],
    { header: 'Name,Date of birth' },
  ),
  table(
    'two spellings of a class',
    [GOOD, row({ class: '3А' })],
    [['class-name-alike', 'people.csv', 0, '', '3А']],
  ),
  table(
    'an unknown relation',
    [row({ guardian: 'Ian Cole', relation: 'boss' })],
    [['relation-unknown', 'people.csv', 2, 'Relationship', 'boss']],
  ),
  table(
    'a telephone of nobody',
    [row({ phone: '99112233' })],
    [['guardian-name-missing', 'people.csv', 2, 'Guardian phone', '99112233']],
  ),
  table(
    'a guardian of a teacher',
    [row({ role: 'teacher', birth: '1980-01-01', guardian: 'Ian Cole' })],
    [['guardian-of-adult', 'people.csv', 2, 'Guardian', 'Ian Cole']],
  ),
  table('a cell too many', [`${GOOD},more`], [['row-width', 'people.csv', 2, '', cut(`${GOOD},more`)]]),
  table('a column without a heading', ['Anna Baker,38'], [['header-blank', 'people.csv', 1, '', '']], {
    header: 'Name,',
  }),
  table('a header alone', [], [['rows-none', 'people.csv', 0, '', '']]),
  table(
    'a list of a whole country',
    Array.from({ length: 50_001 }, (_, i) =>
      row({ number: String(i), name: `Ben C${i}` }).replace(/Ben C\d+/, `Ben ${letters(i)}`),
    ),
    [['table-too-many-rows', 'people.csv', 0, '', '']],
  ),
  {
    ...table('Windows-1251', new Uint8Array(iconv.encode('Нэр;Анги\nБолд;3А\n', 'win1251')), [
      ['encoding-guessed', 'people.csv', 0, '', ''],
      ['family-missing', 'people.csv', 2, 'Нэр', 'Болд'],
    ]),
    ...{
      options: {
        place: school(),
        locale: 'mn' as const,
        mapping: {
          mapping: { Нэр: 'name' as const, Анги: 'class' as const },
          complete: false,
          locale: 'mn' as const,
        },
      },
    },
  },
]

/** A number as letters, since digits in a name are a fault. */
function letters(n: number): string {
  return String(n).replace(/\d/g, d => 'abcdefghij'[Number(d)] as string)
}

/** Workbooks: made by our own writer, then broken. */
export async function workbookFaults(): Promise<FaultCase[]> {
  const good = await xlsxBytes(
    [
      ['Name', 'Class'],
      ['Anna Baker', '3A'],
      ['Ben #REF!', '3A'],
    ],
    'People',
  )
  const errors = await xlsxBytes(
    [
      ['Name', 'Class'],
      ['Anna Baker', '#REF!'],
    ],
    'People',
  )
  const mapping: Mapping = { Name: 'name', Class: 'class' }
  const more = { mapping, file: 'people.xlsx', header: 'Name,Class' }
  return [
    table('a workbook', good, [], more),
    table('a formula that failed', errors, [['error-cell', 'people.xlsx', 2, 'Class', '#REF!']], more),
    table(
      'half a workbook',
      good.subarray(0, good.length - 40),
      [['zip-broken', 'people.xlsx', 0, '', '']],
      more,
    ),
  ]
}
