import { fail, ok, type Result } from '../result.ts'

/** The 45 characters of a QR code's alphanumeric mode, in the order of RFC 9285 table 1. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const VALUE = new Map([...ALPHABET].map((c, i) => [c, i]))

/** RFC 9285 section 4: two bytes become three characters, a last single byte two. */
export function encodeBase45(bytes: Uint8Array): string {
  let out = ''
  for (let i = 0; i < bytes.length; i += 2) {
    const first = bytes[i] as number
    const second = bytes[i + 1]
    let n = second === undefined ? first : first * 256 + second
    const digits = second === undefined ? 2 : 3
    for (let d = 0; d < digits; d++) {
      out += ALPHABET[n % 45]
      n = Math.floor(n / 45)
    }
  }
  return out
}

/** Refuses characters outside the alphabet, lengths no encoder makes and groups over their range (section 6). */
export function decodeBase45(text: string): Result<Uint8Array, 'not-base45'> {
  if (text.length % 3 === 1) return fail('not-base45')
  const out: number[] = []
  for (let i = 0; i < text.length; i += 3) {
    const digits = [...text.slice(i, i + 3)].map(c => VALUE.get(c))
    if (digits.includes(undefined)) return fail('not-base45')
    const n = (digits as number[]).reduceRight((sum, d) => sum * 45 + d, 0)
    if (n > (digits.length === 3 ? 0xffff : 0xff)) return fail('not-base45')
    if (digits.length === 3) out.push(n >> 8)
    out.push(n & 0xff)
  }
  return ok(Uint8Array.from(out))
}
