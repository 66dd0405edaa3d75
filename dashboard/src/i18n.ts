import { createI18n } from 'vue-i18n'
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

/** Loads a language and switches to it. */
export async function switchLocale(locale: Locale): Promise<void> {
  const { global } = i18n
  if (!(global.availableLocales as string[]).includes(locale)) {
    global.setLocaleMessage(locale, (await LOADERS[locale]()) as never)
  }
  global.locale.value = locale as never
  document.documentElement.lang = locale
}
