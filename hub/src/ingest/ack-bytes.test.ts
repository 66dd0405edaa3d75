import { encodeFrame } from '@schoolgate/protocol/frame/codec'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ackBytes } from './ack-bytes.ts'

const count = fc.oneof(
  fc.maxSafeNat(),
  fc.nat(70_000),
  fc.constantFrom(0, 23, 24, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1),
)
const time = fc.oneof(count, fc.double({ noNaN: true, noDefaultInfinity: true }))

test('writes the very bytes of the general encoder', () => {
  fc.assert(
    fc.property(count, count, time, count, (hwm, safeHwm, at, credit) => {
      const general = encodeFrame({ t: 'ack', hwm, safeHwm, time: at, credit })
      expect(new Uint8Array(ackBytes(hwm, safeHwm, at, credit))).toEqual(new Uint8Array(general))
    }),
    { seed: 8949, numRuns: 2000 },
  )
})
