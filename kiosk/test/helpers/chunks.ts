import fc from 'fast-check'

/** Cuts `bytes` at the given places (any numbers; taken modulo the length), in order, without losing any. */
export function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const sorted = [...new Set(places.map(p => p % (bytes.length + 1)))].sort((a, b) => a - b)
  const out: Uint8Array[] = []
  let from = 0
  for (const place of [...sorted, bytes.length]) {
    out.push(bytes.subarray(from, place))
    from = place
  }
  return out
}

export const placesArbitrary = fc.array(fc.nat(100_000), { maxLength: 40 })

export const concat = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))

export const bytesOf = (hex: string): Uint8Array =>
  new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
