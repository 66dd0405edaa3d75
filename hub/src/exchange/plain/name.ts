import type { NameParts } from '@schoolgate/protocol/directory/name'
import type { Locale } from '@schoolgate/protocol/locale'

/**
 * A whole name in one cell to its parts, by the order in which its language writes them; the other way round of
 * `displayName`. One word is a given name. "Family, Given" is understood in every language, and so is a Mongolian
 * initial before the name ("Б.Болд").
 */
export function splitName(text: string, locale: Locale): NameParts {
  const comma = text.indexOf(',')
  if (comma > 0) {
    const [given = '', ...rest] = words(text.slice(comma + 1))
    if (given !== '') return { family: text.slice(0, comma).trim(), given, middle: rest.join(' ') }
  }
  const initial = /^(\p{Lu}\p{Ll}{0,2}\.)\s*(\p{L}.*)$/u.exec(text)
  if (locale === 'mn' && initial) return { family: initial[1] ?? '', given: initial[2] ?? '', middle: '' }
  const parts = words(text)
  const [first = '', second = ''] = parts
  if (parts.length === 1) return { family: '', given: first, middle: '' }
  switch (locale) {
    case 'en':
      return { family: parts.at(-1) ?? '', given: first, middle: parts.slice(1, -1).join(' ') }
    case 'vi':
      return { family: first, given: parts.at(-1) ?? '', middle: parts.slice(1, -1).join(' ') }
    case 'mn':
      return { family: first, given: parts.slice(1).join(' '), middle: '' }
    default:
      return { family: first, given: second, middle: parts.slice(2).join(' ') }
  }
}

const words = (text: string): string[] => text.split(/\s+/u).filter(word => word !== '')
