import { refusedCodeSchema } from '@schoolgate/protocol/frame/refused'
import { LOCALES } from '@schoolgate/protocol/locale'
import { REASONS, verdictSchema } from '@schoolgate/protocol/verdict'
import { expect, describe as group, test } from 'vitest'
import { describe } from '../page/describe.ts'
import { pageView } from '../page-view.ts'
import type { Scene, ScreenView } from '../view.ts'
import { MESSAGES } from './all.ts'

/** Stems, lower case: temperature, illness, infection, medicine, confinement. Each list is searched in all texts. */
const FORBIDDEN = {
  en: [
    'fever',
    'temp',
    'sick',
    'ill',
    'disease',
    'virus',
    'covid',
    'flu',
    'infect',
    'health',
    'degree',
    'warm',
    'hot',
    'cold',
    'symptom',
    'quarantin',
    'isolat',
    'hospital',
    'doctor',
    'nurse',
    'medic',
    'therm',
    'heat',
    'contagi',
    'cough',
    'body',
  ],
  mn: [
    'халуу',
    'температур',
    'өвч',
    'вирус',
    'эрүүл',
    'эмч',
    'эмнэл',
    'эмийн',
    'хэм',
    'градус',
    'халдвар',
    'тусгаар',
    'ковид',
    'ханиа',
    'томуу',
    'дулаа',
    'хүйтэн',
    'биеийн',
    'шинж тэмдэг',
    'хорио',
  ],
  vi: [
    'sốt',
    'nhiệt',
    'bệnh',
    'ốm',
    'vi-rút',
    'vi rút',
    'cách ly',
    'độ c',
    'triệu chứng',
    'sức kh',
    'y tế',
    'bác sĩ',
    'lây',
    'nhiễm',
    'nóng',
    'lạnh',
    'cúm',
    'thân nhiệt',
    'cơ thể',
    'dịch',
  ],
  ru: [
    'температур',
    'жар',
    'болез',
    'болен',
    'больн',
    'вирус',
    'градус',
    'здоров',
    'врач',
    'изол',
    'карантин',
    'симптом',
    'инфекц',
    'зараз',
    'простуд',
    'грипп',
    'тепл',
    'тёпл',
    'горяч',
    'холод',
    'медиц',
    'термо',
    'кашел',
    'ковид',
    'тела',
  ],
  ky: [
    'температур',
    'ысык',
    'ысы',
    'оору',
    'вирус',
    'ден соолу',
    'дарыгер',
    'врач',
    'градус',
    'карантин',
    'изол',
    'обочо',
    'жугуш',
    'тумоо',
    'суук',
    'жылуу',
    'дене',
    'симптом',
    'медиц',
    'термо',
    'сасык',
  ],
}

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : []
}
const paths = (value: object, before = ''): string[] =>
  Object.entries(value).flatMap(([key, one]) =>
    typeof one === 'string' ? [`${before}${key}`] : paths(one as object, `${before}${key}.`),
  )
/** At the beginning of a word only: short stems stand inside innocent words. */
const speaksOf = (text: string, stems: readonly string[]): string | undefined =>
  new RegExp(`(?<!\\p{L})(${stems.join('|')})`, 'u').exec(text.toLocaleLowerCase().normalize('NFC'))?.[0]

test('all five languages have the same keys, none empty', () => {
  const keys = paths(MESSAGES.en).sort()
  for (const locale of LOCALES) {
    expect(paths(MESSAGES[locale]).sort(), locale).toEqual(keys)
    for (const text of texts(MESSAGES[locale])) expect(text.trim(), locale).not.toBe('')
  }
})

test('no language was left in another: words for children differ pairwise', () => {
  for (const verdict of verdictSchema.options)
    expect(new Set(LOCALES.map(locale => MESSAGES[locale].verdict[verdict])).size).toBe(LOCALES.length)
})

test('a count has its place in every sentence that needs one, and nowhere else is a number', () => {
  for (const locale of LOCALES) {
    const { sending, offline, refused } = MESSAGES[locale]
    for (const text of [sending, offline, ...Object.values(refused)]) expect(text).toContain('{kept}')
    for (const text of texts(MESSAGES[locale])) expect(text).not.toMatch(/[\d°℃%]/)
  }
})

group('no word of illness or temperature', () => {
  test('the search finds such words when they are there', () => {
    expect(speaksOf('High Temperature', FORBIDDEN.en)).toBe('temp')
    expect(speaksOf('Em bị SỐT', FORBIDDEN.vi)).toBe('sốt')
    expect(speaksOf('Hold still', FORBIDDEN.en)).toBeUndefined()
  })

  test.each(LOCALES)('in the catalogue of %s', locale => {
    for (const text of texts(MESSAGES[locale]))
      expect(speaksOf(text, Object.values(FORBIDDEN).flat()), text).toBeUndefined()
  })

  test.each(LOCALES)('in anything the page can be told to draw, %s', locale => {
    const strip = {
      gate: '',
      online: false,
      kept: 0,
      thermal: 'down',
      scanner: 'down',
      relay: 'down',
    } as const
    const scenes: Scene[] = verdictSchema.options.flatMap(verdict =>
      REASONS.map(reason => ({ scene: 'verdict', verdict, reasons: [reason], again: true }) as const),
    )
    const drawn = new Set<string>()
    for (const scene of scenes) {
      for (const refused of refusedCodeSchema.options) {
        const view: ScreenView = { locale, timeZone: 'UTC', scene, strip: { ...strip, refused } }
        const { look: _look, picture: _picture, ...shown } = describe(pageView(view), locale, false)
        for (const text of texts(shown)) drawn.add(text)
      }
    }
    expect(drawn.size).toBeGreaterThan(15)
    for (const text of drawn) expect(speaksOf(text, FORBIDDEN[locale]), text).toBeUndefined()
  })
})
