import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { issueCard } from '@schoolgate/protocol/card/card'
import type { Locale } from '@schoolgate/protocol/locale'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CardFace } from '../../src/print/card-face.ts'
import { CardsDocument } from '../../src/print/cards-document.ts'
import { CARD } from '../../src/print/measures.ts'
import { type Poster, posterPdf } from '../../src/print/poster.ts'
import { Printer } from '../../src/print/printer.ts'
import { spotOnSheet } from '../../src/print/sheet.ts'
import { seePdf } from './see-pdf.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'schoolgate-print-'))
})
afterEach(() => rm(dir, { recursive: true }))

const seed = new Uint8Array(32).fill(7)
const textOf = (n: number) =>
  issueCard(
    { card: n.toString(16).padStart(16, '0'), issued: '2026-09-01', expires: '2027-07-30' },
    'a1b2c3d4',
    seed,
  )
const face = (n: number, more: Partial<CardFace> = {}): CardFace => ({
  school: 'Сүхбаатар дүүргийн 11-р сургууль',
  name: 'Мөнхбаатар Өнөрцэцэг Үүрийнтуяа',
  role: 'student',
  group: '10А',
  number: `S-${n}`,
  validUntil: '2027-07-30',
  text: textOf(n),
  locale: 'mn',
  large: false,
  ...more,
})
/** The smallest picture there is: one grey pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
)

async function drawn(layout: 'a4' | 'single', faces: CardFace[]) {
  const path = join(dir, 'cards.pdf')
  const document = new CardsDocument(path, layout)
  for (const one of faces) document.add(one)
  await document.end()
  const bytes = await readFile(path)
  return { bytes, pages: await seePdf(bytes) }
}
/** Without spaces, and without what a reader makes of a mark that is drawn as a sign of its own. */
const bare = (text: string) => text.replace(/[\s\p{Cc}]+/gu, '')

test('every card of a sheet carries a code another program reads, on paper of the right size', async () => {
  const { pages } = await drawn(
    'a4',
    Array.from({ length: 12 }, (_, n) => face(n, { large: n % 3 === 2 })),
  )
  expect(pages.map(p => [Math.round(p.widthMm), Math.round(p.heightMm)])).toEqual([
    [210, 297],
    [210, 297],
  ])
  for (let n = 0; n < 12; n++) {
    expect(pages[Math.floor(n / 10)]?.code({ ...spotOnSheet(n % 10), ...CARD })).toBe(textOf(n))
  }
})

/** With a school in the same letters: a PDF's text cannot tell С from C where the font draws them alike. */
const NAMES: [Locale, string, string, string][] = [
  ['mn', 'Мөнхбаатар Өнөрцэцэг Үүрийнтуяа', '2027.07.30', '11-р сургууль'],
  ['vi', 'Nguyễn Thị Ngọc Ánh Trần Đức', '30/07/2027', 'Trường THCS'],
  ['ru', 'Щербакова Александра Константиновна', '30.07.2027', 'Школа № 1'],
  ['ky', 'Ңурбекова Айгерим Өмүрбек кызы', '30.07.2027', '№ 5 мектеп'],
  ['en', 'Wolfeschlegelsteinhausenbergerdorff Bartholomew-Maximilian', '30 Jul 2027', 'Riverside'],
]

test.each(NAMES)(
  'a card for a printer (%s): its own page, the whole name, in all three faces',
  async (locale, name, day, school) => {
    const one = { locale, name, school, group: '7' }
    const { pages } = await drawn('single', [
      face(1, { ...one }),
      face(2, { ...one, photo: PIXEL }),
      face(3, { ...one, large: true }),
    ])
    expect(pages).toHaveLength(3)
    for (const [i, page] of pages.entries()) {
      expect([page.widthMm, page.heightMm].map(mm => Math.round(mm * 10))).toEqual([856, 540])
      expect(bare(page.text)).toContain(bare(name))
      expect(page.text).toContain(day)
      expect(page.code()).toBe(textOf(i + 1))
    }
  },
)

test('what is no picture leaves the card without one; nothing of anybody is in the file’s own words', async () => {
  const { pages, bytes } = await drawn('single', [
    face(1, { photo: new Uint8Array([0xff, 0xd8, 0xff, 0xc0, 0, 8, 8, 0, 1, 0, 1, 3]) }),
    face(2, { photo: new TextEncoder().encode('RIFF....WEBP') }),
  ])
  expect(pages.map(p => p.code())).toEqual([textOf(1), textOf(2)])
  const said = bytes.toString('latin1').matchAll(/ 0 obj\n\((?!D:)([^)]*)\)/g)
  expect([...said].map(([, text]) => text).sort()).toEqual(['Cards', 'Schoolgate', 'Schoolgate'])
})

test('a thread draws while the hub goes on, and stops when told', async () => {
  const printer = new Printer()
  const path = join(dir, 'run.pdf')
  const faces = async function* () {
    yield [face(1), face(2)]
    yield [face(3)]
  }
  await printer.cards({ path, layout: 'single', faces: faces(), signal: new AbortController().signal })
  expect((await seePdf(await readFile(path))).map(p => p.code())).toEqual([1, 2, 3].map(textOf))

  const abort = new AbortController()
  const endless = async function* () {
    for (let n = 0; ; n++) {
      if (n === 2) abort.abort()
      yield [face(n)]
    }
  }
  const run = printer.cards({ path, layout: 'a4', faces: endless(), signal: abort.signal })
  await expect(run).rejects.toThrow()
  const broken = async function* () {
    yield [face(1, { text: 'x' })]
  }
  const fault = printer.cards({ path, layout: 'a4', faces: broken(), signal: new AbortController().signal })
  await expect(fault).rejects.toThrow()
})

test.each(['mn', 'vi', 'ru', 'ky', 'en'] as const)(
  'a poster (%s) leads a phone to its address',
  async locale => {
    const poster: Poster = {
      school: 'Школа №1 имени Героя Советского Союза Константина Константиновича Рокоссовского',
      gate: 'Урд хаалга',
      address: `https://school.example/visit/${'a_-9'.repeat(10)}xyz`,
      locale,
    }
    const [page] = await seePdf(await posterPdf(poster), 60)
    expect(page?.code()).toBe(poster.address)
    expect(bare(page?.text ?? '')).toContain(bare(poster.school))
    expect(page?.text).toContain('Point your phone')
  },
)
