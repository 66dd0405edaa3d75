/** What a parser has made of the bytes so far: `bytesIn = frameBytes + discardedBytes + pendingBytes`, always. */
export interface ParserCounts {
  readonly frames: number
  readonly discardedBytes: number
  readonly badSums: number
  readonly bytesIn: number
  readonly frameBytes: number
  readonly pendingBytes: number
}

/** Turns bytes in any chunking into frames. Pure: no timers, no I/O. */
export interface FrameParser<F> {
  /** @returns the frames these bytes complete, oldest first */
  push(bytes: Uint8Array): F[]
  /** The line went silent or closed: nothing will complete what is pending, so it is searched once more and let go. */
  end(): F[]
  readonly counts: ParserCounts
}

/** What a frame rule says about the bytes at the front of the buffer. */
export type Look<F> =
  /** nothing certain before more bytes have come */
  | { wait: true }
  /** `bytes` at the front are rubbish */
  | { skip: number; badSum?: boolean }
  /** a frame of `bytes` bytes; without `frame` it was sound but is not handed on */
  | { bytes: number; frame?: F; badSum?: boolean }

/**
 * One framing rule over a growing buffer. `look` sees everything pending and must decide the same way however many
 * bytes follow; then any chunking of the same bytes gives the same frames.
 *
 * @param onRubbish gets the discarded bytes, in order (they are counted in any case)
 */
export function createFramer<F>(
  look: (pending: Uint8Array) => Look<F>,
  onRubbish?: (bytes: Uint8Array) => void,
): FrameParser<F> {
  let buffer = new Uint8Array(4096)
  let start = 0
  let end = 0
  let bytesIn = 0
  let frames = 0
  let frameBytes = 0
  let discardedBytes = 0
  let badSums = 0

  function append(bytes: Uint8Array): void {
    if (end + bytes.length > buffer.length) {
      const pending = end - start
      const room = pending + bytes.length > buffer.length ? (pending + bytes.length) * 2 : buffer.length
      const next = room === buffer.length ? buffer : new Uint8Array(room)
      next.set(buffer.subarray(start, end))
      buffer = next
      start = 0
      end = pending
    }
    buffer.set(bytes, end)
    end += bytes.length
    bytesIn += bytes.length
  }

  function discard(count: number): void {
    onRubbish?.(buffer.slice(start, start + count))
    start += count
    discardedBytes += count
  }

  function take(closed: boolean): F[] {
    const out: F[] = []
    while (start < end) {
      const found = look(buffer.subarray(start, end))
      if ('wait' in found) {
        if (!closed) break
        discard(1)
        continue
      }
      if (found.badSum) badSums++
      if ('skip' in found) {
        discard(found.skip)
        continue
      }
      start += found.bytes
      frameBytes += found.bytes
      if (found.frame !== undefined) {
        frames++
        out.push(found.frame)
      }
    }
    return out
  }

  return {
    push(bytes) {
      append(bytes)
      return take(false)
    },
    end: () => take(true),
    counts: {
      get frames() {
        return frames
      },
      get discardedBytes() {
        return discardedBytes
      },
      get badSums() {
        return badSums
      },
      get bytesIn() {
        return bytesIn
      },
      get frameBytes() {
        return frameBytes
      },
      get pendingBytes() {
        return end - start
      },
    },
  }
}

/**
 * Where `header` may begin in `bytes`: 0 when it does at the front, otherwise how many bytes at the front it
 * certainly does not begin in. A header cut off by the end of `bytes` counts as beginning there.
 */
export function headerOffset(bytes: Uint8Array, header: readonly number[], from = 0): number {
  for (let at = from; at < bytes.length; at++) {
    const length = Math.min(header.length, bytes.length - at)
    let same = true
    for (let i = 0; i < length && same; i++) same = bytes[at + i] === header[i]
    if (same) return at
  }
  return bytes.length
}
