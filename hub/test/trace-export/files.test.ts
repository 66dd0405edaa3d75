import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LOCALES } from '@schoolgate/protocol/locale'
import type { ExportFormat } from '@schoolgate/protocol/trace/words'
import { parse } from 'csv-parse/sync'
import readExcel from 'read-excel-file/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TraceExport } from '../../src/trace-export/model.ts'
import { writeTracePdf } from '../../src/trace-export/pdf.ts'
import { likelihood, percent } from '../../src/trace-export/say.ts'
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
    ...[NAMES.bold, NAMES.case, '2026-11-23', '08:00', '08:40', 'sat next to each other'],
  ])
  expect(JSON.stringify(about)).toContain('B: not everybody was scanned (3 of 30) [2026-11-20]')
  expect(JSON.stringify(sheets)).not.toContain(SECRET)
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
    ...{ contactProximity: 'CLOSE_CONTACT', relationToCase: 'SAME_ENVIRONMENT' },
    ...{ 'person.firstName': 'Анударь', 'person.lastName': 'Цэрэндоржийн', 'person.sex': 'FEMALE' },
    ...{ 'person.birthdateDD': '9', 'person.birthdateMM': '7', 'person.birthdateYYYY': '2013' },
  })
  expect(rows[1]).toMatchObject({ 'person.sex': 'UNKNOWN', 'person.birthdateYYYY': '' })
  expect(rows[2]?.['person.firstName']).toBe(`'${NAMES.evil}`)
  expect(JSON.stringify(rows)).not.toContain('SECRET')
})

test('Go.Data gets its properties and its tokens, and no name from outside', async () => {
  const text = (await written('godata', aList({ locale: 'en' }))).toString()
  expect(text.startsWith('\uFEFFvisualId,')).toBe(true)
  const rows = parse(text, { columns: true, bom: true }) as Record<string, string>[]
  expect(text).not.toContain('SECRET')
  expect(rows.map(row => row.visualId)).toEqual([
    ...['0000000000000002', '0000000000000003', '0000000000000004'],
  ])
  expect(rows[0]).toMatchObject({
    ...{
      gender: 'LNG_REFERENCE_DATA_CATEGORY_GENDER_FEMALE',
      dob: '2013-07-09',
      dateOfLastContact: '2026-11-23',
    },
    riskLevel: 'LNG_REFERENCE_DATA_CATEGORY_RISK_LEVEL_3_HIGH',
    'relationship.certaintyLevelId': 'LNG_REFERENCE_DATA_CATEGORY_CERTAINTY_LEVEL_3_HIGH',
    'relationship.relatedId': 'case-1',
    'followUp.endDate': '2026-12-07',
  })
})

test('probabilities are never nothing and never certain', () => {
  expect([0, 0.004, 0.049, 0.05, 0.5, 0.994, 1].map(percent)).toEqual([
    ...['< 1 %', '< 1 %', '5 %', '5 %', '50 %', '> 99 %', '> 99 %'],
  ])
  expect(likelihood(TRACE_WORDS.en, 0.8)).toBe('very likely, 80 %')
})
