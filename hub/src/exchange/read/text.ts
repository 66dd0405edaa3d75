import { isUtf8 } from 'node:buffer'
import type { Locale } from '@schoolgate/protocol/locale'
import { fail, ok, type Result } from '@schoolgate/protocol/result'
import iconv from 'iconv-lite'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1251' | 'windows-1251-mn'

export interface ReadText {
  /** UTF-8 without a byte order mark */
  utf8: Uint8Array
  encoding: Encoding
  /** it had a byte order mark, or needed none: what the letters are is certain */
  certain: boolean
}

export type TextFault =
  | { code: 'text-binary' }
  | { code: 'encoding-broken'; encoding: Encoding; line: number }

/**
 * Bytes of a text file to UTF-8. The encoding is named by a byte order mark, or by the zero bytes of UTF-16 among the
 * commas and line ends of any table; a text that is not UTF-8 is read as Windows-1251, as older programs in Mongolia,
 * Kyrgyzstan and Russia write.
 *
 * @param locale of the school: in Mongolia old fonts show ө and ү in the places of є and ї
 */
export function readText(bytes: Uint8Array, locale: Locale): Result<ReadText, TextFault> {
  const marked = byMark(bytes)
  if (marked === 'utf-8') return asUtf8(bytes.subarray(3), true)
  if (marked) return asUtf16(bytes.subarray(2), marked, true)
  const wide = wideGuess(bytes)
  if (wide) return asUtf16(bytes, wide, false)
  if (isUtf8(bytes) || mostlyUtf8(bytes)) return asUtf8(bytes, true)
  return asCyrillic(bytes, locale)
}

function byMark(b: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | undefined {
  if (b[0] === 0xef && b[1] === 0xbb && b[2] === 0xbf) return 'utf-8'
  if (b[0] === 0xff && b[1] === 0xfe) return 'utf-16le'
  if (b[0] === 0xfe && b[1] === 0xff) return 'utf-16be'
  return undefined
}

const SAMPLE = 4096

/** Line ends, commas, quotes and digits are one zero byte and one other in UTF-16, always on the same side. */
function wideGuess(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes.length < 2 || bytes.length % 2 === 1) return undefined
  let even = 0
  let odd = 0
  const end = Math.min(bytes.length, SAMPLE)
  for (let i = 0; i < end; i++) {
    if (bytes[i] !== 0) continue
    if (i % 2 === 0) even++
    else odd++
  }
  if (odd > 0 && even === 0) return 'utf-16le'
  if (even > 0 && odd === 0) return 'utf-16be'
  return undefined
}

function asUtf8(bytes: Uint8Array, certain: boolean): Result<ReadText, TextFault> {
  const bad = isUtf8(bytes) ? -1 : firstBadUtf8(bytes)
  if (bad >= 0) return fail({ code: 'encoding-broken', encoding: 'utf-8', line: lineAt(bytes, bad) })
  if (bytes.includes(0)) return fail({ code: 'text-binary' })
  return ok({ utf8: bytes, encoding: 'utf-8', certain })
}

function asUtf16(
  bytes: Uint8Array,
  encoding: 'utf-16le' | 'utf-16be',
  certain: boolean,
): Result<ReadText, TextFault> {
  const text = iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), encoding, {
    stripBOM: false,
  })
  if (text.includes('\0')) return fail({ code: 'text-binary' })
  const lone = bytes.length % 2 === 1 ? text.length : loneSurrogate(text)
  if (lone >= 0) {
    const utf8 = Buffer.from(text.slice(0, lone))
    return fail({ code: 'encoding-broken', encoding, line: lineAt(utf8, utf8.length) })
  }
  return ok({ utf8: Buffer.from(text), encoding, certain })
}

function loneSurrogate(text: string): number {
  if (text.isWellFormed()) return -1
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0xd800 || unit > 0xdfff) continue
    const next = text.charCodeAt(i + 1)
    if (unit < 0xdc00 && next >= 0xdc00 && next <= 0xdfff) i++
    else return i
  }
  return -1
}

/** The one byte that Windows-1251 leaves without a letter. */
const NO_LETTER = 0x98
const MONGOLIAN: Record<string, string> = { Є: 'Ө', є: 'ө', Ї: 'Ү', ї: 'ү' }

function asCyrillic(bytes: Uint8Array, locale: Locale): Result<ReadText, TextFault> {
  if (bytes.includes(0)) return fail({ code: 'text-binary' })
  const hole = bytes.indexOf(NO_LETTER)
  if (hole >= 0) {
    return fail({ code: 'encoding-broken', encoding: 'windows-1251', line: lineAt(bytes, hole) })
  }
  const text = iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), 'windows-1251')
  const mongolian = locale === 'mn' && /[ЄєЇї]/.test(text)
  const own = mongolian ? text.replace(/[ЄєЇї]/g, letter => MONGOLIAN[letter] as string) : text
  return ok({
    utf8: Buffer.from(own),
    encoding: mongolian ? 'windows-1251-mn' : 'windows-1251',
    certain: false,
  })
}

/**
 * Whether what is not ASCII is UTF-8 nearly everywhere: then a few bad bytes are damage, not another encoding. By
 * chance a Cyrillic text of Windows-1251 gives next to no valid sequences.
 */
function mostlyUtf8(bytes: Uint8Array): boolean {
  let good = 0
  let bad = 0
  for (let i = 0; i < bytes.length; ) {
    if ((bytes[i] as number) < 0x80) {
      i++
      continue
    }
    const length = sequence(bytes, i)
    if (length === 0) {
      bad++
      i++
    } else {
      good++
      i += length
    }
  }
  return good > bad * 4
}

function firstBadUtf8(bytes: Uint8Array): number {
  for (let i = 0; i < bytes.length; ) {
    const length = (bytes[i] as number) < 0x80 ? 1 : sequence(bytes, i)
    if (length === 0) return i
    i += length
  }
  return -1
}

/** Length of the well-formed sequence (RFC 3629) that begins at `i` with a byte above ASCII; 0: none. */
function sequence(bytes: Uint8Array, i: number): number {
  const first = bytes[i] as number
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
  if (first < 0xc2 || first > 0xf4 || i + length > bytes.length) return 0
  return isUtf8(bytes.subarray(i, i + length)) ? length : 0
}

/** 1-based line of a byte, any line end counting once. */
export function lineAt(bytes: Uint8Array, offset: number): number {
  let line = 1
  for (let i = 0; i < offset; i++) {
    const b = bytes[i]
    if (b === 0x0a || (b === 0x0d && bytes[i + 1] !== 0x0a)) line++
  }
  return line
}
