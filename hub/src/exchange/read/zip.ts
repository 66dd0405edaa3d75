import { crc32, inflateRawSync } from 'node:zlib'
import { fail, ok, type Result } from '@schoolgate/protocol/result'
import iconv from 'iconv-lite'

export interface ZipLimits {
  entries: number
  /** unpacked bytes of all entries together */
  bytes: number
  /** unpacked bytes to packed ones, of an entry of more than a megabyte */
  ratio: number
}

export const ZIP_LIMITS: ZipLimits = { entries: 500, bytes: 768 * 1024 * 1024, ratio: 250 }

export type ZipFault = 'zip-broken' | 'zip-encrypted' | 'zip-too-many-files' | 'zip-too-large' | 'zip-ratio'

export interface ZipEntry {
  /** as in the archive, with `/` between folders */
  path: string
  /** unpacked bytes, as claimed */
  size: number
  /** the unpacked bytes, their sum checked */
  read(): Result<Uint8Array, ZipFault>
}

const END = 0x06054b50
const END_64 = 0x06064b50
const LOCATOR_64 = 0x07064b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const NONE_16 = 0xffff
const NONE_32 = 0xffffffff
/** Below this, text of one repeated letter is nobody's attack. */
const SMALL = 1024 * 1024

/**
 * The files of a zip archive (APPNOTE 6.3.10), read by its central directory; nothing is unpacked yet. Directories and
 * what macOS and Windows leave behind are passed over. What an entry claims is checked against the limits here, what it
 * really holds when it is read.
 */
export function openZip(bytes: Uint8Array, limits: ZipLimits = ZIP_LIMITS): Result<ZipEntry[], ZipFault> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return directory(bytes, view, limits)
  } catch (error) {
    if (error instanceof RangeError) return fail('zip-broken')
    throw error
  }
}

function directory(bytes: Uint8Array, view: DataView, limits: ZipLimits): Result<ZipEntry[], ZipFault> {
  const end = findEnd(view)
  if (end === undefined) return fail('zip-broken')
  let count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  if (count === NONE_16 || at === NONE_32) {
    if (end < 20 || view.getUint32(end - 20, true) !== LOCATOR_64) return fail('zip-broken')
    const end64 = big(view, end - 12)
    if (view.getUint32(end64, true) !== END_64) return fail('zip-broken')
    count = big(view, end64 + 32)
    at = big(view, end64 + 48)
  }
  if (count > limits.entries) return fail('zip-too-many-files')

  const entries: ZipEntry[] = []
  let claimed = 0
  // What was really unpacked counts, so an entry that lies about its size gains nothing.
  const budget = { left: limits.bytes }
  for (let i = 0; i < count; i++) {
    if (view.getUint32(at, true) !== CENTRAL) return fail('zip-broken')
    const flags = view.getUint16(at + 8, true)
    const method = view.getUint16(at + 10, true)
    const crc = view.getUint32(at + 16, true)
    let packed = view.getUint32(at + 20, true)
    let size = view.getUint32(at + 24, true)
    let local = view.getUint32(at + 42, true)
    const nameLength = view.getUint16(at + 28, true)
    const extraLength = view.getUint16(at + 30, true)
    const nameBytes = bytes.subarray(at + 46, at + 46 + nameLength)
    if (nameBytes.length < nameLength) return fail('zip-broken')
    const extra = at + 46 + nameLength
    if (size === NONE_32 || packed === NONE_32 || local === NONE_32) {
      let field = zip64Field(view, extra, extraLength)
      if (field === undefined) return fail('zip-broken')
      const next = () => {
        const value = big(view, field as number)
        field = (field as number) + 8
        return value
      }
      if (size === NONE_32) size = next()
      if (packed === NONE_32) packed = next()
      if (local === NONE_32) local = next()
    }
    at = extra + extraLength + view.getUint16(at + 32, true)

    const path = nameOf(nameBytes, (flags & 0x800) !== 0)
    if (path.endsWith('/') || isLitter(path)) continue
    if (flags & 1) return fail('zip-encrypted')
    claimed += size
    if (claimed > limits.bytes) return fail('zip-too-large')
    if (size > SMALL && size > packed * limits.ratio) return fail('zip-ratio')
    entries.push({
      path,
      size,
      read() {
        const out = unpack(bytes, view, { local, packed, size, method, crc }, budget.left)
        if (out.ok) budget.left -= out.value.length
        return out
      },
    })
  }
  return ok(entries)
}

function findEnd(view: DataView): number | undefined {
  const last = view.byteLength - 22
  for (let at = last; at >= Math.max(0, last - NONE_16); at--) {
    if (view.getUint32(at, true) === END && at + 22 + view.getUint16(at + 20, true) === view.byteLength)
      return at
  }
  return undefined
}

/** @throws RangeError beyond what a number holds exactly, or beyond the file */
function big(view: DataView, at: number): number {
  const value = view.getBigUint64(at, true)
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new RangeError('too large')
  return Number(value)
}

function zip64Field(view: DataView, extra: number, length: number): number | undefined {
  for (let at = extra; at + 4 <= extra + length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) === 1) return at + 4
  }
  return undefined
}

function nameOf(bytes: Uint8Array, utf8: boolean): string {
  const text = new TextDecoder().decode(bytes)
  const name = utf8 || !text.includes('\uFFFD') ? text : iconv.decode(Buffer.from(bytes), 'cp866')
  return name.replaceAll('\\', '/')
}

const isLitter = (path: string): boolean =>
  /^__MACOSX\//.test(path) || /(^|\/)(\._[^/]*|\.DS_Store|Thumbs\.db|desktop\.ini)$/i.test(path)

interface Packed {
  local: number
  packed: number
  size: number
  method: number
  crc: number
}

function unpack(
  bytes: Uint8Array,
  view: DataView,
  entry: Packed,
  most: number,
): Result<Uint8Array, ZipFault> {
  const { local, packed, size, method, crc } = entry
  if (size > most) return fail('zip-too-large')
  if (local + 30 > view.byteLength || view.getUint32(local, true) !== LOCAL) return fail('zip-broken')
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  const data = bytes.subarray(start, start + packed)
  if (data.length < packed) return fail('zip-broken')
  let out: Uint8Array
  if (method === 0) out = data
  else if (method !== 8) return fail('zip-broken')
  else if (size === 0) out = new Uint8Array()
  else {
    try {
      // One byte more than claimed is allowed out, so that a lie is seen and yet costs nothing.
      out = inflateRawSync(data, { maxOutputLength: size + 1 })
    } catch {
      return fail('zip-broken')
    }
  }
  if (out.length !== size || crc32(out) !== crc) return fail('zip-broken')
  return ok(out)
}
