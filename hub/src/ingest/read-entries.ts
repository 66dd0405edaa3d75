import type { Entries, WireEntry } from '@schoolgate/protocol/frame/entries'
import { MAX_BATCH, MAX_FRAME_BYTES } from '@schoolgate/protocol/frame/limits'

/**
 * Reads an `entries` frame in the one form its sender writes it (deterministic CBOR, RFC 8949 section 4.2.1) with
 * every check of its schema: a third of the general decoder's cost, on the path every entry takes. Byte strings
 * are views of `bytes`.
 * @returns undefined for anything else, which says nothing about its validity: let the general decoder judge
 */
export function readEntries(bytes: Uint8Array): Entries | undefined {
  if (bytes.length < START.length || bytes.length > MAX_FRAME_BYTES) return undefined
  for (let i = 0; i < START.length; i++) if (bytes[i] !== START[i]) return undefined
  const reader = new Reader(bytes, START.length)
  // Keys come shortest first, then by bytes.
  const to = reader.key('to') ? reader.integer() : 0
  const mac = reader.key('mac') ? reader.bytes(32) : NONE
  const from = reader.key('from') ? reader.integer() : 0
  const head = reader.key('head') ? reader.bytes(32) : NONE
  const prev = reader.key('prev') ? reader.bytes(32) : NONE
  const count = reader.key('entries') ? reader.head(4) : -1
  if (reader.bad || to < 1 || from < 1 || count < 1 || count > MAX_BATCH) return undefined
  const entries: WireEntry[] = []
  let boot = ''
  for (let i = 0; i < count; i++) {
    if (reader.head(4) !== 7) return undefined
    boot = reader.id(boot)
    const entry: WireEntry = [
      boot,
      reader.number(),
      reader.number(),
      reader.boolean(),
      reader.kind(),
      reader.integer(),
      reader.bytes(),
    ]
    if (reader.bad || entry[5] < 1) return undefined
    entries.push(entry)
  }
  return reader.at === bytes.length ? { t: 'entries', from, to, prev, head, entries, mac } : undefined
}

const NONE = new Uint8Array(0)

/** A map of seven whose first pair is "t": "entries". */
const START = new Uint8Array([0xa7, 0x61, 0x74, 0x67, ...new TextEncoder().encode('entries')])

/** A cursor that turns `bad` at the first surprise and stays so. */
class Reader {
  bad = false
  at: number
  readonly #bytes: Uint8Array
  readonly #view: DataView

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.at = at
  }

  key(name: string): boolean {
    if (this.bad || this.#bytes[this.at] !== (0x60 | name.length)) return this.#surprise()
    for (let i = 0; i < name.length; i++)
      if (this.#bytes[this.at + 1 + i] !== name.charCodeAt(i)) return this.#surprise()
    this.at += 1 + name.length
    return true
  }

  /** Argument of the head (section 3) of an item of major type `major`, in its shortest form. */
  head(major: number): number {
    const first = this.#bytes[this.at]
    if (this.bad || first === undefined || first >> 5 !== major) return this.#fail()
    const info = first & 31
    if (info < 24) {
      this.at++
      return info
    }
    const size = info === 24 ? 1 : info === 25 ? 2 : info === 26 ? 4 : info === 27 ? 8 : 0
    if (size === 0 || this.at + 1 + size > this.#bytes.length) return this.#fail()
    const p = this.at + 1
    this.at = p + size
    if (size === 1) {
      const n = this.#bytes[p] as number
      return n < 24 ? this.#fail() : n
    }
    if (size === 2) {
      const n = this.#view.getUint16(p)
      return n < 0x100 ? this.#fail() : n
    }
    if (size === 4) {
      const n = this.#view.getUint32(p)
      return n < 0x10000 ? this.#fail() : n
    }
    const n = this.#view.getUint32(p) * 0x100000000 + this.#view.getUint32(p + 4)
    return n < 0x100000000 || n > Number.MAX_SAFE_INTEGER ? this.#fail() : n
  }

  integer(): number {
    return this.head(0)
  }

  number(): number {
    const first = this.#bytes[this.at] as number
    if (first !== 0xfb && first !== 0xfa && first !== 0xf9) return this.head(0)
    const size = first === 0xfb ? 8 : first === 0xfa ? 4 : 2
    const start = this.at + 1
    if (start + size > this.#bytes.length) return this.#fail()
    this.at = start + size
    if (size === 2) return this.#half(this.#view.getUint16(start))
    const n = size === 8 ? this.#view.getFloat64(start) : this.#view.getFloat32(start)
    return Number.isFinite(n) ? n : this.#fail()
  }

  /** A normal half-precision number (RFC 8949 appendix D). */
  #half(bits: number): number {
    const exponent = (bits >> 10) & 31
    if (exponent === 0 || exponent === 31) return this.#fail()
    const n = (1 + (bits & 0x3ff) / 1024) * 2 ** (exponent - 15)
    return bits & 0x8000 ? -n : n
  }

  boolean(): boolean {
    const byte = this.#bytes[this.at++]
    if (byte !== 0xf4 && byte !== 0xf5) this.bad = true
    return byte === 0xf5
  }

  bytes(length?: number): Uint8Array {
    const n = this.head(2)
    if (this.bad || (length !== undefined && n !== length) || this.at + n > this.#bytes.length) {
      this.bad = true
      return NONE
    }
    this.at += n
    return this.#bytes.subarray(this.at - n, this.at)
  }

  /** Sixteen hexadecimal digits; the same string again when they are the ones before. */
  id(before: string): string {
    if (this.head(3) !== 16 || this.at + 16 > this.#bytes.length) {
      this.bad = true
      return before
    }
    const start = this.at
    this.at += 16
    let same = before.length === 16
    let text = ''
    for (let i = 0; same && i < 16; i++) same = this.#bytes[start + i] === before.charCodeAt(i)
    if (same) return before
    for (let i = 0; i < 16; i++) {
      const code = this.#bytes[start + i] as number
      if (!((code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x66))) this.bad = true
      text += String.fromCharCode(code)
    }
    return text
  }

  kind(): string {
    const length = this.head(3)
    if (this.bad || length > 20 || this.at + length > this.#bytes.length) {
      this.bad = true
      return ''
    }
    const start = this.at
    this.at += length
    if (length === 4 && this.#view.getUint32(start) === SCAN) return 'scan'
    let text = ''
    for (let i = 0; i < length; i++) {
      const code = this.#bytes[start + i] as number
      if (code > 0x7f) this.bad = true
      text += String.fromCharCode(code)
    }
    return text
  }

  #surprise(): false {
    this.bad = true
    return false
  }

  #fail(): number {
    this.bad = true
    return -1
  }
}

/** "scan" as a big-endian word. */
const SCAN = 0x7363616e
