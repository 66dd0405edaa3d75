import { sum8 } from '../serial/sums.ts'

/** LCUS relay board command `A0 channel op sum8`; the board acknowledges nothing. @param channel 1 to 8 */
export function lcusCommand(channel: number, on: boolean): Uint8Array {
  if (!Number.isInteger(channel) || channel < 1 || channel > 8)
    throw new RangeError(`no such relay channel: ${channel}`)
  const bytes = Uint8Array.of(0xa0, channel, on ? 1 : 0, 0)
  bytes[3] = sum8(bytes, 0, 3)
  return bytes
}

/** One after the other: every channel off. */
export function lcusAllOff(channels: number): Uint8Array {
  const out = new Uint8Array(channels * 4)
  for (let channel = 1; channel <= channels; channel++)
    out.set(lcusCommand(channel, false), (channel - 1) * 4)
  return out
}
