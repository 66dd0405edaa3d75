/** Reading single cells. All functions are pure; what is wrong is said by the caller. */

/** Control characters but tab and line ends, and the marks that turn the direction of text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffd]/

/** The first control character of a text, as `U+0007`. */
export function controlCharacter(text: string): string | undefined {
  const found = CONTROL.exec(text)
  return found ? codePoint(found[0]) : undefined
}

export const codePoint = (letter: string): string =>
  `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

/** Without space around, and each space within a plain one. */
export const tidy = (text: string): string => (SPACE.test(text) ? text.replace(SPACES, ' ').trim() : text)
const SPACE = /[\s\u00a0\u200b\ufeff]/
const SPACES = /[\s\u00a0\u200b\ufeff]+/g

/**
 * The sign by which a spreadsheet would take a text for a formula (OWASP, CSV injection).
 *
 * @param signs which of them count: an id may begin with a dash, a telephone number with a plus
 */
export function formulaSign(text: string, signs = '=+-@'): string | undefined {
  const first = text[0]
  if (first === undefined || text.length < 2 || !signs.includes(first)) return undefined
  return first
}

/** What spreadsheets write where a formula failed. */
export const isErrorCell = (text: string): boolean =>
  /^#(?:REF!|N\/A|DIV\/0!|VALUE!|NAME\?|NULL!|NUM!|SPILL!|CALC!|####*)$/i.test(text)

/** A dash, a dot or the like that stands for nothing. */
export const isPlaceholder = (text: string): boolean =>
  /^(?:[-–—_.?*/]+|n\/a|null|нет|байхгүй|không|жок)$/iu.test(text)

/** Words of which some letters are Cyrillic and some Latin: the letters of the rarer alphabet. */
export function mixedLetters(text: string): string | undefined {
  if (!/[\u0400-\u052f]/.test(text) || !/[a-z\u00c0-\u024f\u1e00-\u1eff]/i.test(text)) return undefined
  for (const word of text.split(/[^\p{L}\p{M}]+/u)) {
    const latin = word.match(/\p{Script=Latin}/gu) ?? []
    const cyrillic = word.match(/\p{Script=Cyrillic}/gu) ?? []
    if (latin.length > 0 && cyrillic.length > 0) {
      return [...new Set(latin.length <= cyrillic.length ? latin : cyrillic)].join('')
    }
  }
  return undefined
}

const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/

/** An ISO day that a calendar has. */
export function isoDay(text: string): 'form' | 'impossible' | undefined {
  const found = ISO_DAY.exec(text)
  if (!found) return 'form'
  return dayOf(Number(found[1]), Number(found[2]), Number(found[3])) === undefined ? 'impossible' : undefined
}

export function dayOf(year: number, month: number, day: number): string | undefined {
  if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1000 || year > 9999) return undefined
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCDate() === day ? date.toISOString().slice(0, 10) : undefined
}

/** ISO 8601 with a time and a zone, as OneRoster wants it. */
export const isMoment = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(text) &&
  !Number.isNaN(Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2')))

/** The form of an address, no more: whether it exists, only a letter could tell. */
export const isEmail = (text: string): boolean =>
  text.length <= 254 && /^[^\s@<>()",;:[\]\\]+@[^\s@.<>()",;:[\]\\]+(\.[^\s@.<>()",;:[\]\\]+)+$/u.test(text)

/** Digits with what people write between them; 5 to 15 digits (E.164), and maybe a short extension. */
export function isPhone(text: string): boolean {
  if (!/^\+?[\d\s().\-–/]+(\s*(?:x|ext\.?|доб\.?)\s*\d{1,6})?$/iu.test(text)) return false
  const digits = text.replace(/(x|ext|доб).*$/iu, '').replace(/\D/g, '').length
  return digits >= 5 && digits <= 15
}

/**
 * A cell that holds a list (OneRoster): separated by commas, each item perhaps in quotation marks of its own.
 * Empty items are passed over.
 */
export function listOf(text: string): string[] {
  if (!text.includes(',')) {
    const one = text.replace(/^"(.*)"$/, '$1').trim()
    return one === '' ? [] : [one]
  }
  const items: string[] = []
  for (const found of text.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,]*))\s*(?:,|$)/g)) {
    const item = (found[1]?.replaceAll('""', '"') ?? found[2] ?? '').trim()
    if (item !== '') items.push(item)
  }
  return items
}

/** Whole years between two ISO days. */
export function yearsBetween(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4))
  return to.slice(5) < from.slice(5) ? years - 1 : years
}
