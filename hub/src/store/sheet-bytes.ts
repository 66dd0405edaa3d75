const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** Grows as it is written. Numbers are LEB128: seven bits a byte, the lowest first, whole and below 2^53. */
export class ByteWriter {
  #bytes: Uint8Array
  #n = 0

  constructor(room: number) {
    this.#bytes = new Uint8Array(room)
  }

  skip(length: number): void {
    this.#need(length)
    this.#n += length
  }

  byte(value: number): void {
    this.#need(1)
    this.#bytes[this.#n++] = value
  }

  number(value: number): void {
    this.#need(8)
    let rest = value
    while (rest > 127) {
      this.#bytes[this.#n++] = (rest % 128) | 128
      rest = Math.floor(rest / 128)
    }
    this.#bytes[this.#n++] = rest
  }

  double(value: number): void {
    this.#need(8)
    new DataView(this.#bytes.buffer).setFloat64(this.#n, value)
    this.#n += 8
  }

  bytes(value: Uint8Array): void {
    this.#need(value.length)
    this.#bytes.set(value, this.#n)
    this.#n += value.length
  }

  text(value: string): void {
    const bytes = encoder.encode(value)
    this.number(bytes.length)
    this.bytes(bytes)
  }

  done(): Uint8Array {
    return this.#bytes.slice(0, this.#n)
  }

  #need(more: number): void {
    if (this.#n + more <= this.#bytes.length) return
    const bytes = new Uint8Array((this.#n + more) * 2)
    bytes.set(this.#bytes)
    this.#bytes = bytes
  }
}

/** Past the end everything is 0, and `atEnd` false: damage is found without a throw. */
export class ByteReader {
  readonly #bytes: Uint8Array
  #n: number

  constructor(bytes: Uint8Array, from = 0) {
    this.#bytes = bytes
    this.#n = from
  }

  /** Everything was read, and nothing beyond. */
  get atEnd(): boolean {
    return this.#n === this.#bytes.length
  }

  byte(): number {
    return this.#bytes[this.#n++] ?? 0
  }

  number(): number {
    let byte = this.#bytes[this.#n++] ?? 0
    if (byte < 128) return byte
    let value = byte & 127
    for (let scale = 128; byte >= 128 && scale < 2 ** 53; scale *= 128) {
      byte = this.#bytes[this.#n++] ?? 0
      value += (byte & 127) * scale
    }
    return value
  }

  double(): number {
    const at = this.#n
    this.#n += 8
    if (this.#n > this.#bytes.length) return 0
    return new DataView(this.#bytes.buffer, this.#bytes.byteOffset).getFloat64(at)
  }

  bytes(length: number): Uint8Array {
    this.#n += length
    return this.#bytes.subarray(this.#n - length, this.#n)
  }

  text(): string {
    return decoder.decode(this.bytes(this.number()))
  }

  list<T>(read: () => T): T[] {
    const length = this.number()
    const found: T[] = []
    for (let i = 0; i < length && this.#n < this.#bytes.length; i++) found.push(read())
    return found
  }
}
