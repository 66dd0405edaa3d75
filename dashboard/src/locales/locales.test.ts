import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createI18n } from 'vue-i18n'
import { dayInWords } from '../text/day.ts'
import { AREAS, loadArea } from './areas.ts'
import { en, type Messages } from './en.ts'
import { ky } from './ky.ts'
import { mn } from './mn.ts'
import { LOCALES, type Locale, matchLocale } from './names.ts'
import { pluralIndex } from './plural.ts'
import { ru } from './ru.ts'
import { vi } from './vi.ts'

const fonts = readFileSync(new URL('../kit/fonts.css', import.meta.url), 'utf8')
const ALL: Record<Locale, Messages> = { mn, vi, ru, ky, en }

/** [key, text] of every text. */
function texts(tree: object, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : texts(value as object, `${path}${key}.`),
  )
}
const slots = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()

/** The main texts and every area's, each in all languages. */
const FILES: { file: string; all: Record<Locale, object> }[] = [
  { file: 'main', all: ALL },
  ...(await Promise.all(
    AREAS.map(async area => ({
      file: area,
      all: Object.fromEntries(
        await Promise.all(LOCALES.map(async l => [l, await loadArea(area, l)] as const)),
      ) as Record<Locale, object>,
    })),
  )),
]
const cases = FILES.flatMap(({ file, all }) => LOCALES.map(locale => ({ file, all, locale })))
/** Words that are the same letters in every language: names of formats, of what stands in them, and of keys. */
const NAMES =
  /\b(Schoolgate|OneRoster|Excel|XLSX|CSV|UTF-8|PDF|ZIP|JPEG|WebP|FHIR|SORMAS|Go\.Data|Windows-1251|[Mm]anifest|true|false|Enter|Esc|Shift|Ctrl|Alt|Space|Home|Delete)\b/g

test.each(cases)('$file in $locale says everything English says, with the same slots', ({ all, locale }) => {
  const own = new Map(texts(all[locale]))
  const english = texts(all.en)
  expect(english.length).toBeGreaterThan(0)
  expect([...own.keys()].sort()).toEqual(english.map(([key]) => key).sort())
  for (const [key, text] of english) {
    expect(own.get(key)?.trim(), key).toBeTruthy()
    expect(slots(own.get(key) ?? ''), key).toEqual(slots(text))
    const forms = (own.get(key) ?? '').split(' | ').length
    const many = locale === 'ru' ? 3 : 2
    // a language may bend a word by the number where English does not
    expect(text.includes(' | ') ? [many] : [1, many], key).toContain(forms)
  }
})

test.each(cases.filter(c => ['mn', 'ru', 'ky'].includes(c.locale)))(
  '$file in $locale leaves nothing in English',
  ({ all, locale }) => {
    const same = texts(all[locale]).filter(([, text]) =>
      /[A-Za-z]{4,}/.test(text.replace(/\{\w+\}/g, '').replace(NAMES, '')),
    )
    expect(same).toEqual([])
  },
)

test.each(FILES)('$file in Vietnamese is not English', ({ all }) => {
  const english = new Map(texts(all.en))
  // a sentence of several words that is the same in both was not translated
  const same = texts(all.vi).filter(
    ([key, text]) => english.get(key) === text && /[A-Za-z]{3,} [A-Za-z]{3,}/.test(text.replace(NAMES, '')),
  )
  expect(same).toEqual([])
})

test('no two areas speak under one name', () => {
  const names = FILES.flatMap(({ all }) => Object.keys(all.en))
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
})

test('every list of one-letter marks tells them apart', async () => {
  for (const locale of LOCALES) {
    const { word } = (await loadArea('common', locale)) as { word: { markLetter: Record<string, string> } }
    const letters = Object.values(word.markLetter)
    expect(new Set(letters).size, locale).toBe(letters.length)
  }
})

test('every letter of every language is in the fonts that come with the page', () => {
  const ranges = [...fonts.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/g)].map(m => [
    Number.parseInt(m[1] ?? '', 16),
    Number.parseInt(m[2] ?? m[1] ?? '', 16),
  ])
  const strange = new Set(
    FILES.flatMap(({ all }) => LOCALES.flatMap(l => texts(all[l]).flatMap(([, text]) => [...text]))).filter(
      letter =>
        !ranges.some(
          ([a = 0, b = 0]) => a <= (letter.codePointAt(0) ?? 0) && (letter.codePointAt(0) ?? 0) <= b,
        ),
    ),
  )
  expect([...strange]).toEqual([])
})

test('Russian numbers take their three forms', () => {
  const words = (n: number): string | undefined => ru.feed.count.split(' | ')[pluralIndex('ru', n, 3)]
  expect([1, 2, 5, 11, 21, 22, 25, 111, 1.5].map(words)).toEqual(
    [0, 1, 2, 2, 0, 1, 2, 2, 1].map(i => ru.feed.count.split(' | ')[i]),
  )
})

test('texts are interpreted, so a page without eval shows them with their numbers', () => {
  const evil = globalThis.Function
  globalThis.Function = (() => {
    throw new Error('eval')
  }) as never
  try {
    // the library's own types follow every key of the messages, too deep for the compiler here
    const make = createI18n as (options: object) => {
      global: { t: (key: string, named: object, plural: number) => string }
    }
    const i18n = make({
      legacy: false,
      locale: 'ru',
      messages: { ru },
      pluralRules: { ru: (n: number, forms: number) => pluralIndex('ru', n, forms) },
    })
    const { t } = i18n.global
    expect(t('feed.count', { n: '1 002' }, 1002)).toBe('1 002 записи')
    expect(t('gates.kept', { n: '5', gate: 'Север' }, 5)).toContain('5 проходов')
  } finally {
    globalThis.Function = evil
  }
})

test('days are written by our own lists', () => {
  const day = (l: Locale): string => dayInWords('2026-09-14', ALL[l].calendar)
  expect([day('mn'), day('ky'), day('ru'), day('vi'), day('en')]).toEqual([
    '9-р сарын 14, даваа',
    '14-сентябрь, дүйшөмбү',
    'пн, 14 сентября',
    'Thứ Hai, 14 tháng 9',
    'Mon 14 September',
  ])
  for (const l of LOCALES) {
    expect(ALL[l].calendar.weekdays.split(',')).toHaveLength(7)
    expect(ALL[l].calendar.months.split(',')).toHaveLength(12)
  }
})

test('the browser’s language is used when it is ours', () => {
  expect(matchLocale(['de-DE', 'ky-KG', 'en'])).toBe('ky')
  expect(matchLocale(['de'])).toBeUndefined()
})
