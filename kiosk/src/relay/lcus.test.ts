import { expect, test } from 'vitest'
import { bytesOf } from '../../test/helpers/chunks.ts'
import { lcusAllOff, lcusCommand } from './lcus.ts'

test('relay commands are the board’s, byte for byte', () => {
  expect([...lcusCommand(1, true)]).toEqual([...bytesOf('A0 01 01 A2')])
  expect([...lcusCommand(1, false)]).toEqual([...bytesOf('A0 01 00 A1')])
  expect([...lcusCommand(2, true)]).toEqual([...bytesOf('A0 02 01 A3')])
  expect([...lcusAllOff(2)]).toEqual([...bytesOf('A0 01 00 A1 A0 02 00 A2')])
})

test('a channel the board cannot have is a mistake of ours', () => {
  expect(() => lcusCommand(0, true)).toThrow(RangeError)
  expect(() => lcusCommand(1.5, true)).toThrow(RangeError)
})
