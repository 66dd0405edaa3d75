import type { Locale } from '../locale.ts'

export interface NameParts {
  family: string
  given: string
  middle: string
}

/**
 * A whole name in the order its language writes it: the patronymic or family name first in Mongolian, Vietnamese,
 * Russian and Kyrgyz (with the middle name between in Vietnamese and last in the Cyrillic ones), last in English.
 */
export function displayName({ family, given, middle }: NameParts, locale: Locale): string {
  const order =
    locale === 'en'
      ? [given, middle, family]
      : locale === 'vi'
        ? [family, middle, given]
        : [family, given, middle]
  return order.filter(part => part !== '').join(' ')
}
