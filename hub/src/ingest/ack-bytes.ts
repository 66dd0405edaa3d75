import { encodeFrame } from '@schoolgate/protocol/frame/codec'

/**
 * An `ack` frame in deterministic CBOR (RFC 8949 section 4.2.1), written by hand: one goes out for every batch, and
 * where batches are single entries the general encoder is a tenth of an entry's cost.
 * @param time hub wall time, epoch ms
 */
export function ackBytes(hwm: number, safeHwm: number, time: number, credit: number): Uint8Array {
  if (!isCount(hwm) || !isCount(safeHwm) || !isCount(time) || !isCount(credit))
    return encodeFrame({ t: 'ack', hwm, safeHwm, time, credit })
  const bytes = new Uint8Array(MAX_BYTES)
  // Keys come shortest first, then by bytes.
  let at = write(bytes, 0, HEAD)
  at = writeCount(bytes, at, hwm)
  at = writeCount(bytes, write(bytes, at, TIME), time)
  at = writeCount(bytes, write(bytes, at, CREDIT), credit)
  at = writeCount(bytes, write(bytes, at, SAFE_HWM), safeHwm)
  return bytes.subarray(0, at)
}

const key = (name: string) => [0x60 | name.length, ...new TextEncoder().encode(name)]
/** A map of five that begins with "t": "ack". */
const HEAD = new Uint8Array([0xa5, ...key('t'), ...key('ack'), ...key('hwm')])
const TIME = new Uint8Array(key('time'))
const CREDIT = new Uint8Array(key('credit'))
const SAFE_HWM = new Uint8Array(key('safeHwm'))
const MAX_BYTES = HEAD.length + TIME.length + CREDIT.length + SAFE_HWM.length + 4 * 9

const isCount = (n: number) => Number.isSafeInteger(n) && n >= 0 && !Object.is(n, -0)

function write(bytes: Uint8Array, at: number, part: Uint8Array): number {
  bytes.set(part, at)
  return at + part.length
}

function writeCount(bytes: Uint8Array, start: number, n: number): number {
  let at = start
  const size = n < 24 ? 0 : n < 0x100 ? 1 : n < 0x10000 ? 2 : n < 0x100000000 ? 4 : 8
  bytes[at++] = size === 0 ? n : size === 1 ? 0x18 : size === 2 ? 0x19 : size === 4 ? 0x1a : 0x1b
  if (size === 8) {
    const high = Math.floor(n / 0x100000000)
    for (let shift = 24; shift >= 0; shift -= 8) bytes[at++] = high >>> shift
  }
  for (let shift = (Math.min(size, 4) - 1) * 8; shift >= 0; shift -= 8) bytes[at++] = n >>> shift
  return at
}
