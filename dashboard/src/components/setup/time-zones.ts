import type { Locale } from '../../locales/names.ts'

/** Where the language is spoken: shown first. */
const NEAR: Record<Locale, readonly string[]> = {
  mn: ['Asia/Ulaanbaatar', 'Asia/Hovd'],
  vi: ['Asia/Ho_Chi_Minh'],
  ru: [
    'Europe/Moscow',
    'Europe/Kaliningrad',
    'Europe/Samara',
    'Asia/Yekaterinburg',
    'Asia/Omsk',
    'Asia/Krasnoyarsk',
    'Asia/Irkutsk',
    'Asia/Yakutsk',
    'Asia/Vladivostok',
    'Asia/Magadan',
    'Asia/Kamchatka',
  ],
  ky: ['Asia/Bishkek'],
  en: [],
}
/** browsers may list a zone under its old name alone */
const OLD: Record<string, string> = { 'Asia/Saigon': 'Asia/Ho_Chi_Minh' }

/** IANA time zones of the browser, those of the language first. */
export function timeZones(
  locale: Locale,
  all: readonly string[] = Intl.supportedValuesOf('timeZone'),
): string[] {
  return [...new Set([...NEAR[locale], ...all.map(zone => OLD[zone] ?? zone)])]
}

/** What a new school's zone is likely to be. */
export const likelyZone = (locale: Locale): string =>
  NEAR[locale][0] ?? Intl.DateTimeFormat().resolvedOptions().timeZone
