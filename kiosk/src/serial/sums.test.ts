import { expect, test } from 'vitest'
import { crc16Xmodem, sum8, wordSum16 } from './sums.ts'

test('CRC-16/XMODEM gives its check value', () => {
  expect(crc16Xmodem(new TextEncoder().encode('123456789'))).toBe(0x31c3)
})

test('sums wrap round', () => {
  expect(sum8(Uint8Array.of(0xa5, 0x35, 0x02))).toBe(0xdc)
  expect(wordSum16(Uint8Array.of(0xff, 0xff, 0x02, 0x00))).toBe(1)
})
