import { createI18n } from 'vue-i18n'
import { type Area, loadArea } from './locales/areas.ts'
import type { Messages } from './locales/en.ts'
import type { Locale } from './locales/names.ts'
import { pluralIndex } from './locales/plural.ts'

/** One chunk a language: a browser loads the one it shows. */
const LOADERS: Record<Locale, () => Promise<Messages>> = {
  mn: () => import('./locales/mn.ts').then(m => m.mn),
  vi: () => import('./locales/vi.ts').then(m => m.vi),
  ru: () => import('./locales/ru.ts').then(m => m.ru),
  ky: () => import('./locales/ky.ts').then(m => m.ky),
  en: () => import('./locales/en.ts').then(m => m.en),
}

const rule = (locale: Locale) => (choice: number, forms: number) => pluralIndex(locale, choice, forms)

// Messages are interpreted from their syntax tree, never compiled to code: the page allows no eval.
export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  messages: {},
  missingWarn: false,
  fallbackWarn: false,
  pluralRules: { mn: rule('mn'), vi: rule('vi'), ru: rule('ru'), ky: rule('ky'), en: rule('en') },
})

/** areas some page has asked for: a language switched to later needs their texts too */
const wanted = new Set<Area>()
const loaded = new Set<string>()

/** Loads what the areas' pages say, in the language on screen. */
export async function useAreas(areas: readonly Area[]): Promise<void> {
  for (const area of areas) wanted.add(area)
  await fill(i18n.global.locale.value as Locale)
}

let chosen: Locale | undefined

/** Loads a language and switches to it, unless another one was chosen meanwhile. */
export async function switchLocale(locale: Locale): Promise<void> {
  chosen = locale
  const { global } = i18n
  if (!(global.availableLocales as string[]).includes(locale)) {
    global.setLocaleMessage(locale, (await LOADERS[locale]()) as never)
  }
  await fill(locale)
  if (chosen !== locale) return
  global.locale.value = locale as never
  document.documentElement.lang = locale
}

async function fill(locale: Locale): Promise<void> {
  const missing = [...wanted].filter(area => !loaded.has(`${locale}/${area}`))
  const texts = await Promise.all(missing.map(area => loadArea(area, locale)))
  for (const [i, area] of missing.entries()) {
    i18n.global.mergeLocaleMessage(locale, texts[i] as never)
    loaded.add(`${locale}/${area}`)
  }
}
