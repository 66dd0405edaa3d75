import type { Locale } from '@schoolgate/protocol/locale'

export type { Locale }
/** In the order of the language menu. Kept apart from the schema so that the browser does not load a validator. */
export const LOCALES = ['mn', 'vi', 'ru', 'ky', 'en'] as const satisfies readonly Locale[]

/** Each language by its own name. */
export const LOCALE_NAMES: Record<Locale, string> = {
  mn: 'Монгол',
  vi: 'Tiếng Việt',
  ru: 'Русский',
  ky: 'Кыргызча',
  en: 'English',
}

/** The first of the browser's languages that is ours. */
export function matchLocale(languages: readonly string[]): Locale | undefined {
  for (const tag of languages) {
    const base = tag.toLowerCase().split('-')[0]
    const found = LOCALES.find(l => l === base)
    if (found) return found
  }
  return undefined
}
