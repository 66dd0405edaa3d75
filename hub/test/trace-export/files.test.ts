import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Contact } from '@schoolgate/protocol/http/trace-answer'
import { LOCALES } from '@schoolgate/protocol/locale'
import { DISTANCES, type ExportFormat, SETTINGS } from '@schoolgate/protocol/trace/words'
import { parse } from 'csv-parse/sync'
import { unzipSync } from 'fflate'
import readExcel from 'read-excel-file/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TraceExport } from '../../src/trace-export/model.ts'
import { writeTracePdf } from '../../src/trace-export/pdf.ts'
import { duration, likelihood, percent, reasonLine, told } from '../../src/trace-export/say.ts'
import { TRACE_WORDS } from '../../src/trace-export/words.ts'
import { FORMATS, writeTrace } from '../../src/trace-export/write.ts'
import { seePdf } from '../cards/see-pdf.ts'
import { aList, NAMES, SECRET } from './a-list.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'schoolgate-trace-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

let files = 0
async function written(format: ExportFormat, data: TraceExport): Promise<Buffer> {
  const path = join(folder, `${++files}${FORMATS[format].ending}`)
  const task = { path, format, data, timestamp: '2026-11-23T04:30:00.000Z' }
  await writeTrace(task, new AbortController().signal)
  return readFile(path)
}
/** Lines of a PDF break names where they wrap. */
const flat = (text: string) => text.replace(/\s+/g, '')

test.each(LOCALES)(
  'the printed list (%s) says whom, how sure, why, by which rules, and clears nobody',
  async locale => {
    const words = TRACE_WORDS[locale]
    const path = join(folder, `${locale}.pdf`)
    await writeTracePdf(path, aList({ locale }))
    const pages = await seePdf(await readFile(path), 20)
    expect(pages[0]?.widthMm).toBeCloseTo(210, 0)
    const text = flat(pages.map(page => page.text).join('\n'))
    const said = [
      ...[words.title.contacts, NAMES.case, NAMES.bold, NAMES.linh, words.outside, '91 %', '< 1 %'],
      ...[words.reasons.seat, words.likely[4], 'WHO 2021', 'Contact_Tracing', 'Дулам, 2026-09-01 10:00'],
      ...[words.cause.coverage, words.notCleared, words.purpose['case-contacts'], '2026-11-23 12:00'],
      ...[words.status.confirmed, '2026-11-22', 'Баяр, 2026-11-23 12:30', `${words.page} 1 / 1`],
    ]
    for (const part of said) expect([part, text.includes(flat(part))]).toEqual([part, true])
    expect(text).not.toContain(flat(SECRET))
  },
)

test('a screen reader finds a title, a table, its heads and its rows, in the list’s language', async () => {
  const data = aList({ locale: 'vi' }, 40)
  const path = join(folder, 'tagged.pdf')
  await writeTracePdf(path, data)
  const objects = (await readFile(path)).toString('latin1')
  const count = (pattern: RegExp) => objects.match(pattern)?.length ?? 0
  for (const said of ['/Marked true', '/Lang (vi)', '/DisplayDocTitle true', '/S /H1'])
    expect(objects).toContain(said)
  // The head stands on every page and is told once.
  expect(count(/\/S \/TH\b/g)).toBe(6)
  expect(count(/\/Scope \/Column/g)).toBe(6)
  expect(count(/\/S \/TR\b/g)).toBe(1 + data.list.contacts.length)
  expect(count(/\/S \/TD\b/g)).toBe(6 * data.list.contacts.length)
})

test('an empty list says so, under packs of the program no officer’s name, and no day of 1970', async () => {
  const whole = aList({ locale: 'en' })
  const list = { ...whole.list, contacts: [], rest: { people: 0, expected: 0 } }
  const path = join(folder, 'empty.pdf')
  await writeTracePdf(path, { ...whole, list, pack: { ...whole.pack, signedBy: null } })
  const [page, ...more] = await seePdf(await readFile(path), 20)
  const { none, notCleared, byProgram } = TRACE_WORDS.en
  for (const part of [none, notCleared, byProgram]) expect(flat(page?.text ?? '')).toContain(flat(part))
  for (const part of ['0 others', '1970']) expect(flat(page?.text ?? '')).not.toContain(flat(part))
  expect(more).toEqual([])
})

test('a long list has its head on every page, every row whole, and counts its pages', async () => {
  const pages = await seePdf(await written('pdf', aList({}, 60)), 20)
  expect(pages.length).toBeGreaterThan(2)
  const { page, probability } = TRACE_WORDS.mn
  pages.forEach((seen, i) => {
    expect(flat(seen.text)).toContain(flat(`${page} ${i + 1} / ${pages.length}`))
    if (i < pages.length - 1) expect(flat(seen.text)).toContain(flat(probability))
  })
  const all = flat(pages.map(seen => seen.text).join('\n'))
  for (const i of [0, 31, 59]) expect(all).toContain(flat(`${NAMES.bold} ${i}`))
})

test('the table has contacts, exposures at the school’s own time, and what it rests on', async () => {
  const bytes = await written('xlsx', aList({ locale: 'en' }))
  const sheets = (await readExcel(bytes)) as unknown as { sheet: string; data: unknown[][] }[]
  expect(sheets.map(sheet => sheet.sheet)).toEqual(['Contacts', 'Exposures', 'About'])
  const [contacts, exposures, about] = sheets.map(sheet => sheet.data)
  expect(contacts?.slice(1).map(row => [row[0], row[1], row[5]])).toEqual([
    [1, NAMES.bold, 0.913],
    [2, 'Somebody at another school', 0.4],
    [3, NAMES.linh, 0.21],
    [4, NAMES.evil, 0.002],
  ])
  expect(exposures?.[1]?.slice(0, 6)).toEqual([
    ...[NAMES.bold, NAMES.case, new Date('2026-11-23')],
    // A spreadsheet's time of day is a part of its day 0.
    ...[new Date('1899-12-30T08:00Z'), new Date('1899-12-30T08:40Z'), 'sat next to each other'],
  ])
  expect(contacts?.[1]?.[9]).toEqual(new Date('2026-11-23'))
  expect(JSON.stringify(about)).toContain('B: not everybody was scanned (3 of 30) [2026-11-20]')
  expect(JSON.stringify(sheets)).not.toContain(SECRET)
  const parts = unzipSync(bytes, { filter: part => part.name.startsWith('xl/worksheets/') })
  for (const part of Object.values(parts)) expect(Buffer.from(part).toString()).not.toMatch(/<f[\s>]/)
})

test('which gates told of nobody is said in the school’s time, the first few of many on paper', async () => {
  const whole = aList({ locale: 'en' })
  const silent = ['East', 'West', 'North', 'South', 'Yard'].map((gate, i) => ({
    ...{ day: '2026-11-20', gate, from: Date.parse('2026-11-20T08:00:00+08:00') + i * 60_000 },
    to: Date.parse('2026-11-20T09:30:00+08:00'),
  }))
  const grade = {
    grade: 'B' as const,
    causes: [{ code: 'outage' as const, n: 1, of: 2, days: ['2026-11-20'], silent }],
  }
  const data = { ...whole, list: { ...whole.list, grade } }
  const pages = await seePdf(await written('pdf', data), 20)
  const text = flat(pages.map(page => page.text).join('\n'))
  expect(text).toContain(flat('East 2026-11-20 08:00–09:30'))
  expect(text).toContain(flat('North 2026-11-20 08:02–09:30 and 2 more'))
  expect(text).not.toContain('Yard')
  const sheets = (await readExcel(await written('xlsx', data))) as unknown as { data: unknown[][] }[]
  expect(JSON.stringify(sheets.at(-1)?.data)).toContain('Yard 2026-11-20 08:04–09:30')
})

/** `ContactProximity` and `ContactRelation` of SORMAS, as far as every country has them. */
const SORMAS_WORDS: Record<string, string[]> = {
  contactProximity: [
    '',
    'TOUCHED_FLUID',
    'PHYSICAL_CONTACT',
    'CLOTHES_OR_OTHER',
    'CLOSE_CONTACT',
    'SAME_ROOM',
  ],
  relationToCase: ['SAME_HOUSEHOLD', 'FAMILY_MEMBER_OR_FRIEND', 'SAME_ENVIRONMENT', 'MEDICAL_CARE', 'OTHER'],
  'person.sex': ['MALE', 'FEMALE', 'OTHER', 'UNKNOWN'],
  multiDayContact: ['true', 'false'],
}

test('SORMAS knows every word it gets, however two people were near', async () => {
  const data = aList({ locale: 'en' })
  const [one] = data.list.contacts
  const contacts = SETTINGS.flatMap(setting =>
    DISTANCES.map(distance => ({
      ...(one as Contact),
      days: ['2026-11-23'],
      reasons: [{ setting, distance, label: '', days: 1, times: 1, minutes: 20 }],
    })),
  )
  const file = await written('sormas', { ...data, list: { ...data.list, contacts } })
  const rows = parse(file, { columns: true }) as Record<string, string>[]
  expect(rows).toHaveLength(contacts.length)
  for (const row of rows)
    for (const [column, known] of Object.entries(SORMAS_WORDS)) expect(known).toContain(row[column])
  // On one day there is no first one; dates are month first in English.
  expect(rows[0]).toMatchObject({
    multiDayContact: 'false',
    firstContactDate: '',
    lastContactDate: '11/23/2026',
  })
})

test('SORMAS gets its columns, its words and its dates, and no name from outside', async () => {
  const rows = parse(await written('sormas', aList({ locale: 'ru' })), { columns: true }) as Record<
    string,
    string
  >[]
  expect(rows).toHaveLength(3)
  expect(rows[0]).toMatchObject({
    ...{ caseIdExternalSystem: 'case-1', disease: '', reportDateTime: '23.11.2026' },
    ...{ firstContactDate: '20.11.2026', lastContactDate: '23.11.2026', followUpUntil: '07.12.2026' },
    ...{ multiDayContact: 'true', overwriteFollowUpUntil: 'true', region: '', district: '' },
    ...{ contactProximity: 'CLOSE_CONTACT', relationToCase: 'SAME_ENVIRONMENT' },
    ...{ 'person.firstName': 'Анударь', 'person.lastName': 'Цэрэндоржийн', 'person.sex': 'FEMALE' },
    ...{ 'person.birthdateDD': '9', 'person.birthdateMM': '7', 'person.birthdateYYYY': '2013' },
  })
  expect(rows[1]).toMatchObject({ 'person.sex': 'UNKNOWN', 'person.birthdateYYYY': '' })
  // It takes nobody without both names.
  expect(rows[2]).toMatchObject({ 'person.firstName': `'${NAMES.evil}`, 'person.lastName': '–' })
  expect(JSON.stringify(rows)).not.toContain('SECRET')
})

/** Ids of Go.Data's own reference data. */
const GODATA_WORDS: Record<string, string[]> = {
  Gender: ['', 'GENDER_MALE', 'GENDER_FEMALE'],
  'Risk level': ['RISK_LEVEL_1_LOW', 'RISK_LEVEL_2_MEDIUM', 'RISK_LEVEL_3_HIGH'],
  'Certainty level': ['CERTAINTY_LEVEL_1_LOW', 'CERTAINTY_LEVEL_2_MEDIUM', 'CERTAINTY_LEVEL_3_HIGH'],
}
const ASKED_FOR = [
  'First name',
  'Date of reporting',
  'Related person',
  'Date of last contact',
  'Certainty level',
]

test('Go.Data gets what it asks for in its own words, and no name from outside', async () => {
  const data = aList({ locale: 'en' })
  const people = new Map(data.people).set('0000000000000003', {
    ...{ family: 'Nguyễn', given: '', sex: null, birth: null },
  })
  const text = (await written('godata', { ...data, people })).toString()
  // Its importer takes the first column's name as it stands, and dots or brackets in one for a path.
  expect(text.startsWith('Contact ID,')).toBe(true)
  expect(text.slice(0, text.indexOf('\r\n'))).toMatch(/^[A-Za-z ,]+$/)
  const rows = parse(text, { columns: true }) as Record<string, string>[]
  expect(text).not.toContain('SECRET')
  expect(rows.map(row => row['Contact ID'])).toEqual([
    ...['0000000000000002', '0000000000000003', '0000000000000004'],
  ])
  for (const row of rows) {
    for (const column of ASKED_FOR) expect([column, row[column]]).not.toEqual([column, ''])
    for (const [column, known] of Object.entries(GODATA_WORDS))
      expect(known).toContain(row[column]?.replace('LNG_REFERENCE_DATA_CATEGORY_', ''))
  }
  expect(rows[0]).toMatchObject({
    ...{ Gender: 'LNG_REFERENCE_DATA_CATEGORY_GENDER_FEMALE', 'Date of birth': '2013-07-09' },
    ...{ 'Date of reporting': '2026-11-23', 'Related person': 'case-1' },
    ...{ 'Date of first contact': '2026-11-20', 'Date of last contact': '2026-11-23' },
    'Risk level': 'LNG_REFERENCE_DATA_CATEGORY_RISK_LEVEL_3_HIGH',
  })
  expect(rows[1]).toMatchObject({ 'First name': 'Nguyễn', 'Last name': '' })
})

test('what is near for long is told in hours, at home in days alone, and one day is one', () => {
  const { en, mn } = TRACE_WORDS
  expect([0, 25, 119, 120, 200].map(minutes => duration(en, minutes))).toEqual([
    ...['0 min', '25 min', '119 min', '2 h', '3 h 20 min'],
  ])
  expect(duration(mn, 200)).toBe('3 ц 20 мин')
  const reason = { setting: 'household', distance: 'touch', label: '', days: 1, times: 1 } as const
  expect(reasonLine(en, { ...reason, minutes: 1440 })).toBe('one household · 1 day')
})

test('probabilities are never nothing and never certain', () => {
  expect([0, 0.004, 0.049, 0.05, 0.5, 0.994, 1].map(percent)).toEqual([
    ...['< 1 %', '< 1 %', '5 %', '5 %', '50 %', '> 99 %', '> 99 %'],
  ])
  expect([0, 0.0004, 0.9128, 0.9999, 1].map(told)).toEqual([0.001, 0.001, 0.913, 0.999, 0.999])
  expect(likelihood(TRACE_WORDS.en, 0.8)).toBe('very likely, 80 %')
})
