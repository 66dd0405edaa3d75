import type { Locale } from '@schoolgate/protocol/locale'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { readText } from './text.ts'

const TEXTS: [Locale, string][] = [
  ['mn', 'sourcedId,нэр\n1,Өнөрцэцэг Үүрийнтуяа\n'],
  ['vi', 'sourcedId,tên\n1,Nguyễn Thị Ngọc Ánh\n'],
  ['ru', 'sourcedId,имя\n1,Щербакова Алёна №5\n'],
  ['ky', 'sourcedId,аты\n1,Жаңыл Өмүр кызы\n'],
  ['en', 'sourcedId,name\n1,Anna Baker\n'],
]
const WIDE = ['utf-16le', 'utf-16be'] as const

test.each(TEXTS)('%s: every encoding gives the same text', (locale, text) => {
  const utf8 = Buffer.from(text)
  const matrix: [string, Uint8Array][] = [
    ['utf-8', utf8],
    ['utf-8', Buffer.from(`\uFEFF${text}`)],
    ...WIDE.flatMap((wide): [string, Uint8Array][] => [
      [wide, iconv.encode(text, wide, { addBOM: false })],
      [wide, iconv.encode(text, wide, { addBOM: true })],
    ]),
  ]
  for (const [encoding, bytes] of matrix) {
    const read = readText(bytes, locale)
    if (!read.ok) throw new Error(`${encoding}: ${read.error.code}`)
    expect([read.value.encoding, Buffer.from(read.value.utf8).toString()]).toEqual([encoding, text])
  }
})

test('Windows-1251 is known by being no UTF-8, and said to be uncertain', () => {
  const text = 'id;имя\r\n1;Щербакова Алёна\r\n'
  const read = readText(iconv.encode(text, 'windows-1251'), 'ru')
  expect(read).toMatchObject({ ok: true, value: { encoding: 'windows-1251', certain: false } })
  expect(read.ok && Buffer.from(read.value.utf8).toString()).toBe(text)
})

test('old Mongolian fonts had ө and ү in the places of other letters', () => {
  const bytes = iconv.encode('Єнєрцэцэг Їїрийнтуяа', 'windows-1251')
  const read = (locale: Locale) => {
    const text = readText(bytes, locale)
    return text.ok && [text.value.encoding, Buffer.from(text.value.utf8).toString()]
  }
  expect(read('mn')).toEqual(['windows-1251-mn', 'Өнөрцэцэг Үүрийнтуяа'])
  expect(read('ru')).toEqual(['windows-1251', 'Єнєрцэцэг Їїрийнтуяа'])
})

test.each([
  [
    'a letter broken in UTF-8',
    Buffer.concat([Buffer.from('а,б\nвгдеж,'), Buffer.from([0xd0]), Buffer.from('\nз')]),
    'utf-8',
    2,
  ],
  [
    'half a letter in UTF-16',
    Buffer.concat([iconv.encode('a,b\nc,d\n', 'utf-16le', { addBOM: true }), Buffer.from([0x30])]),
    'utf-16le',
    3,
  ],
  ['a lone surrogate', iconv.encode('a\n\ud800,b', 'utf-16le', { addBOM: true }), 'utf-16le', 2],
  ['a byte that no letter has', Buffer.from([0xcf, 0xf0, 0x0a, 0x98]), 'windows-1251', 2],
])('%s is found on its line', (_, bytes, encoding, line) => {
  expect(readText(bytes, 'ru')).toEqual({ ok: false, error: { code: 'encoding-broken', encoding, line } })
})

test('any bytes are read or refused, never thrown at', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom<Locale>('mn', 'ru'), (bytes, locale) => {
      const read = readText(bytes, locale)
      if (read.ok) expect(Buffer.from(read.value.utf8).toString('utf8')).not.toContain('\uFFFD')
      else expect(['text-binary', 'encoding-broken']).toContain(read.error.code)
    }),
    { seed: 7, numRuns: 1500 },
  )
})
