import { expect, test } from 'vitest'
import { bytesOf } from '../../test/helpers/chunks.ts'
import { GM65, gm65Command } from './gm65-command.ts'

test('commands are the manual’s, byte for byte', () => {
  const expected: Record<keyof typeof GM65, string> = {
    trigger: '7E 00 08 01 00 02 01 02 DA',
    readZone0A: '7E 00 07 01 00 0A 01 EE 8A',
    continuous: '7E 00 08 01 00 00 D6 DF 22',
    onCommand: '7E 00 08 01 00 00 D5 EF 41',
    sensing: '7E 00 08 01 00 00 D7 CF 03',
    tailCrLf: '7E 00 08 01 00 60 21 4B F0',
    baud115200: '7E 00 08 02 00 2A 1A 00 E4 7E',
    baud9600: '7E 00 08 02 00 2A 39 01 A7 EA',
    findBaud: '7E 00 07 01 00 2A 02 D8 0F',
    save: '7E 00 09 01 00 00 00 DE C8',
    heartbeat: '7E 00 0A 01 00 00 00 30 1A',
  }
  for (const [name, hex] of Object.entries(expected)) {
    expect([name, ...GM65[name as keyof typeof GM65]]).toEqual([name, ...bytesOf(hex)])
  }
})

test('AB CD stands for an unchecked command', () => {
  const command = gm65Command({ type: 'write', address: 2, data: [1] }, 'skip')
  expect([...command]).toEqual([...bytesOf('7E 00 08 01 00 02 01 AB CD')])
})
