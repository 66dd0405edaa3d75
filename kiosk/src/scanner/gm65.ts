import type { ParserCounts } from '../serial/framer.ts'
import { crc16Xmodem } from '../serial/sums.ts'

/** What a GM65 sends: a code it read, or the answer to a command. */
export type ScannerMessage =
  /** `text` without its tail; `firstByteMs` on the clock whose times were pushed */
  | { kind: 'code'; text: string; firstByteMs: number }
  | { kind: 'reply'; heartbeat: boolean; ok: boolean; data: Uint8Array }

export interface Gm65Parser {
  /** @param monoMs when these bytes came; a pause before them ends nothing, only `idle` does */
  push(bytes: Uint8Array, monoMs: number): ScannerMessage[]
  /** Closes what is open if the line has been silent for `silenceMs` by now. */
  idle(monoMs: number): ScannerMessage[]
  /** The line closed: whatever is open ends here. */
  end(): ScannerMessage[]
  /** Silence that closes a message without a tail. */
  setSilence(ms: number): void
  /** when the open message would close by silence; undefined when nothing is open */
  readonly closesAt: number | undefined
  readonly counts: ParserCounts & { readonly codes: number; readonly replies: number }
}

/** No card is longer than a version 7 QR code holds; this leaves room for strangers' codes. */
export const LONGEST_TEXT = 512
export const SILENCE_MS = 50
/** Behind noise, shorter runs of printable bytes are taken for noise too. */
const SHORTEST_AFTER_NOISE = 6
const CR = 0x0d
const LF = 0x0a
const TAB = 0x09
/** Some firmware closes every reply with these instead of a CRC. */
const FIXED_TAIL = 0x3331

/**
 * GM65 family, scanner to host. Replies `02|03 00 status len data crc` are framed; codes are not: a code is
 * printable text (ASCII or UTF-8) ended by CR, LF or silence, and it may come while a reply is awaited. A control
 * byte is noise: it and the text before it are discarded, and text after it counts as a code only with a proper tail.
 */
export function createGm65Parser(onRubbish?: (bytes: Uint8Array) => void): Gm65Parser {
  let silence = SILENCE_MS
  let lastMs = Number.NEGATIVE_INFINITY
  /** bytes that may begin a reply */
  let reply: number[] = []
  let text: number[] = []
  let firstByteMs = 0
  let noisy = false
  let overlong = false
  let afterCr = false
  const n = { bytesIn: 0, frameBytes: 0, discardedBytes: 0, badSums: 0, codes: 0, replies: 0 }

  function discard(bytes: readonly number[]): void {
    if (bytes.length === 0) return
    n.discardedBytes += bytes.length
    onRubbish?.(Uint8Array.from(bytes))
  }

  function closeText(tail: number, out: ScannerMessage[]): void {
    const bytes = text
    text = []
    const wasNoisy = noisy
    noisy = false
    if (overlong) {
      overlong = false
      discard([...bytes, ...(tail ? [tail] : [])])
      return
    }
    const legible = readText(bytes)
    const kept = bytes.slice(bytes.length - legible.bytes)
    const noiseBefore = wasNoisy || legible.bytes < bytes.length
    const trusted = !noiseBefore || (tail !== 0 && kept.length >= SHORTEST_AFTER_NOISE)
    if (legible.text === '' || !trusted) {
      discard([...bytes, ...(tail ? [tail] : [])])
      return
    }
    discard(bytes.slice(0, bytes.length - legible.bytes))
    n.frameBytes += kept.length + (tail ? 1 : 0)
    n.codes++
    afterCr = tail === CR
    out.push({ kind: 'code', text: legible.text, firstByteMs })
  }

  function takeText(byte: number, monoMs: number, out: ScannerMessage[]): void {
    if (byte === LF && afterCr) {
      afterCr = false
      n.frameBytes++
      return
    }
    afterCr = false
    if (byte === CR || byte === LF) {
      closeText(byte, out)
      return
    }
    if ((byte < 0x20 && byte !== TAB) || byte === 0x7f) {
      discard([...text, byte])
      text = []
      overlong = false
      noisy = true
      return
    }
    if (text.length === 0 && !overlong) firstByteMs = monoMs
    text.push(byte)
    if (text.length > LONGEST_TEXT) {
      overlong = true
      discard(text)
      text = []
    }
  }

  /** The first byte of a would-be reply is noise; the others are looked at afresh. */
  function giveUpReply(monoMs: number, out: ScannerMessage[]): void {
    const [first, ...rest] = reply
    reply = []
    takeText(first as number, monoMs, out)
    for (const byte of rest) take(byte, monoMs, out)
  }

  function take(byte: number, monoMs: number, out: ScannerMessage[]): void {
    if (reply.length === 0 && byte !== 0x02 && byte !== 0x03) {
      takeText(byte, monoMs, out)
      return
    }
    reply.push(byte)
    const [, second = 0, status = 0, length] = reply
    // The status is 0 when done; small numbers are kinds of refusal.
    if (second !== 0 || status > 4) {
      giveUpReply(monoMs, out)
      return
    }
    if (length === undefined || reply.length < length + 6) return
    const bytes = Uint8Array.from(reply)
    const sum = ((bytes[length + 4] as number) << 8) | (bytes[length + 5] as number)
    if (sum === FIXED_TAIL || sum === crc16Xmodem(bytes, 2, length + 4)) {
      takeReply(bytes, out)
      return
    }
    n.badSums++
    giveUpReply(monoMs, out)
  }

  function takeReply(bytes: Uint8Array, out: ScannerMessage[]): void {
    reply = []
    // A code without a tail that ran into the reply ends here.
    if (text.length > 0 || noisy || overlong) closeText(0, out)
    n.frameBytes += bytes.length
    n.replies++
    afterCr = false
    out.push({ kind: 'reply', heartbeat: bytes[0] === 0x03, ok: bytes[2] === 0, data: bytes.slice(4, -2) })
  }

  const isOpen = (): boolean => text.length > 0 || reply.length > 0 || noisy || overlong

  function close(out: ScannerMessage[]): ScannerMessage[] {
    while (reply.length > 0) giveUpReply(lastMs, out)
    if (text.length > 0 || noisy || overlong) closeText(0, out)
    afterCr = false
    return out
  }

  function idle(monoMs: number): ScannerMessage[] {
    return isOpen() && monoMs - lastMs >= silence ? close([]) : []
  }

  return {
    push(bytes, monoMs) {
      const out: ScannerMessage[] = []
      n.bytesIn += bytes.length
      lastMs = monoMs
      for (const byte of bytes) take(byte, monoMs, out)
      return out
    },
    idle,
    end: () => close([]),
    setSilence(ms) {
      silence = ms
    },
    get closesAt() {
      return isOpen() ? lastMs + silence : undefined
    },
    counts: {
      get frames() {
        return n.codes + n.replies
      },
      get codes() {
        return n.codes
      },
      get replies() {
        return n.replies
      },
      get discardedBytes() {
        return n.discardedBytes
      },
      get badSums() {
        return n.badSums
      },
      get bytesIn() {
        return n.bytesIn
      },
      get frameBytes() {
        return n.frameBytes
      },
      get pendingBytes() {
        return text.length + reply.length
      },
    },
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text at the end of `bytes` that is readable, without a TAB tail, and how many bytes it came from. */
function readText(bytes: readonly number[]): { text: string; bytes: number } {
  try {
    return { text: utf8.decode(Uint8Array.from(bytes)).replace(/\t+$/, ''), bytes: bytes.length }
  } catch {
    const lastHigh = bytes.findLastIndex(b => b >= 0x80)
    const ascii = bytes.slice(lastHigh + 1)
    return { text: String.fromCharCode(...ascii).replace(/\t+$/, ''), bytes: ascii.length }
  }
}
