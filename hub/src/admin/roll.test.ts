import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readRoll } from './roll.ts'

test('columns in any order, quotes, a byte order mark', () => {
  const roll = readRoll(
    '\uFEFFrole,group,given,name\r\nstudent,3B,Анх,"Нгуен, Анх"\r\n\r\nstaff,,Dulam,Dulam\r\n',
  )
  expect(roll).toEqual({
    ok: true,
    value: [
      { role: 'student', group: '3B', given: 'Анх', name: 'Нгуен, Анх' },
      { role: 'staff', group: '', given: 'Dulam', name: 'Dulam' },
    ],
  })
})

test('a fault names its line and column, not what stands there', () => {
  expect(readRoll('name,given,group,role\nA,A,3B,pupil\n')).toEqual({
    ok: false,
    error: { line: 2, column: 'role' },
  })
  expect(readRoll('name,given,group\n')).toEqual({ ok: false, error: { line: 1, column: 'role' } })
  expect(readRoll('name,given,group,role\n"A,A,3B,student\n')).toMatchObject({
    ok: false,
    error: { line: 2 },
  })
})

test('no text breaks it', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a', 'name', 'role') }), text => {
      expect(typeof readRoll(text).ok).toBe('boolean')
    }),
    { seed: 3, numRuns: 500 },
  )
})
