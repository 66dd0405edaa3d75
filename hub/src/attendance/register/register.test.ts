import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import type { AttendanceMark, AttendanceRow } from '@schoolgate/protocol/attendance/mark'
import { LOCALES } from '@schoolgate/protocol/locale'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { monthsOf, type RegisterData, totalsOf } from './model.ts'
import { writeRegisterPdf } from './pdf.ts'
import { REGISTER_WORDS } from './words.ts'
import { writeRegister } from './write.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'schoolgate-register-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const row = (day: string, person: string, computed: AttendanceMark, more: Partial<AttendanceRow> = {}) => ({
  ...{
    day,
    person,
    group: 'g',
    role: 'student' as const,
    computed,
    reason: null,
    firstIn: null,
    lastOut: null,
  },
  ...{ lateMin: 0, earlyMin: 0, correction: null },
  ...more,
})
const NAMES = {
  bold: 'Цэрэндоржийн Болорчимэгсүрэнхорлоо Анударь',
  linh: 'Nguyễn Thị Phương Thảo Nguyên',
  left: 'Moved Away',
}
const register = (): RegisterData => ({
  locale: 'mn',
  school: 'Сургууль',
  group: '7а',
  teacher: 'Багш',
  timeZone: 'Asia/Ulaanbaatar',
  today: '2026-12-01',
  printed: '2026-12-01 17:00',
  days: ['2026-11-27', '2026-11-30', '2026-12-01'],
  people: Object.entries(NAMES).map(([id, name]) => ({ id, name, number: `N-${id}` })),
  rows: [
    row('2026-11-27', 'bold', 'late', { lateMin: 12 }),
    row('2026-11-27', 'linh', 'excused', { reason: 'illness' }),
    row('2026-11-27', 'left', 'present'),
    row('2026-11-30', 'bold', 'absent', {
      correction: {
        mark: 'excused',
        reason: 'family',
        note: 'said his mother',
        by: 'Сараа',
        at: 1_796_000_000_000,
      },
    }),
    row('2026-12-01', 'bold', 'present'),
    row('2026-12-01', 'linh', 'leftEarly', { earlyMin: 30 }),
  ],
})

test('sums count each day under what is valid, and the health among the excused', () => {
  const months = monthsOf(register())
  expect(months.map(m => [m.year, m.month, m.days.length, m.people.map(p => p.person.id)])).toEqual([
    [2026, 11, 2, ['bold', 'linh', 'left']],
    [2026, 12, 1, ['bold', 'linh']],
  ])
  expect(months[0]?.totals).toEqual({
    ...{ expected: 4, here: 2, late: 1, lateMin: 12, leftEarly: 0, absent: 0, excused: 2, ill: 1 },
  })
  expect(months[0]?.dayTotals.get('2026-11-30')).toMatchObject({ expected: 1, excused: 1, ill: 0 })
  expect(totalsOf([])).toMatchObject({ expected: 0 })
})

test('the printed register holds every name and a page a month, in every language', async () => {
  const library = await PDFiumLibrary.init()
  for (const locale of LOCALES) {
    const path = join(folder, `${locale}.pdf`)
    await writeRegisterPdf(path, { ...register(), locale })
    const document = await library.loadDocument(await readFile(path))
    expect(document.getPageCount()).toBe(2)
    const text = document.getPage(0).getText().normalize('NFC').replace(/\s+/g, ' ')
    const words = REGISTER_WORDS[locale]
    for (const part of [
      NAMES.linh,
      'Болорчимэгсүрэнхорлоо',
      words.title,
      words.month(2026, 11),
      words.corrected,
    ])
      expect(text, locale).toContain(part)
    document.destroy()
  }
  library.destroy()
})

test('a letter stands for one mark only', () => {
  for (const locale of LOCALES) {
    const letters = Object.values(REGISTER_WORDS[locale].letter)
    expect(new Set(letters).size, locale).toBe(letters.length)
  }
})

test('the table says the same as the page, and both values of a correction', async () => {
  const path = join(folder, 'register.xlsx')
  await writeRegister({ path, format: 'xlsx', register: register() }, new AbortController().signal)
  const grid = await readSheet(path, '2026-11')
  expect(grid[3]?.slice(0, 6)).toEqual([1, NAMES.bold, 'N-bold', 'Х 12', 'Ч *', 1])
  const words = REGISTER_WORDS.mn
  const corrections = await readSheet(path, words.corrections)
  expect(corrections[1]?.slice(0, 7)).toEqual([
    ...['2026-11-30', NAMES.bold, words.mark.absent, words.mark.excused, words.reasons.family],
    ...['said his mother', 'Сараа'],
  ])
})

test('cancelled, it stops', async () => {
  const abort = new AbortController()
  const path = join(folder, 'cancelled.pdf')
  const writing = writeRegister({ path, format: 'pdf', register: register() }, abort.signal)
  abort.abort()
  await expect(writing).rejects.toThrow()
})
