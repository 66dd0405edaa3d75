import { expect, test } from 'vitest'
import { createI18n } from 'vue-i18n'
import { dayInWords } from '../text/day.ts'
import { en, type Messages } from './en.ts'
import { ky } from './ky.ts'
import { mn } from './mn.ts'
import { LOCALES, type Locale, matchLocale } from './names.ts'
import { pluralIndex } from './plural.ts'
import { ru } from './ru.ts'
import { vi } from './vi.ts'

const ALL: Record<Locale, Messages> = { mn, vi, ru, ky, en }

/** [key, text] of every text. */
function texts(tree: object, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : texts(value as object, `${path}${key}.`),
  )
}
const slots = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()

test.each(LOCALES)('%s says everything English says, with the same slots', locale => {
  const own = new Map(texts(ALL[locale]))
  for (const [key, text] of texts(en)) {
    expect(own.get(key)?.trim(), key).toBeTruthy()
    expect(slots(own.get(key) ?? ''), key).toEqual(slots(text))
    const forms = (own.get(key) ?? '').split(' | ').length
    if (text.includes(' | ')) expect(forms, key).toBe(locale === 'ru' ? 3 : 2)
  }
})

test.each(['mn', 'ru', 'ky'] as const)('%s leaves nothing in English', locale => {
  const same = texts(ALL[locale]).filter(
    ([key, text]) => /[A-Za-z]{4,}/.test(text.replace(/\{\w+\}/g, '')) && key !== 'app.name',
  )
  expect(same).toEqual([])
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
