import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  controlCharacter,
  dayOf,
  formulaSign,
  isEmail,
  isMoment,
  isoDay,
  isPhone,
  listOf,
  mixedLetters,
  tidy,
  yearsBetween,
} from './cells.ts'

test.each([
  ['a,b', ['a', 'b']],
  ['"a,b",c', ['a,b', 'c']],
  ['"say ""hi""",b', ['say "hi"', 'b']],
  [' a , ,b,', ['a', 'b']],
  ['"one"', ['one']],
  ['', []],
])('the list %j', (text, items) => {
  expect(listOf(text)).toEqual(items)
})

test('a list of anything is read back', () => {
  const item = fc
    .string({ minLength: 1, maxLength: 8 })
    .map(s => s.trim())
    .filter(s => s !== '')
  const write = (s: string) => (/[",]/.test(s) ? `"${s.replaceAll('"', '""')}"` : s)
  fc.assert(
    fc.property(fc.array(item, { minLength: 2, maxLength: 5 }), items => {
      expect(listOf(items.map(write).join(','))).toEqual(items)
    }),
    { seed: 12, numRuns: 500 },
  )
})

test.each(['a@b.mn', 'first.last+tag@school.edu.vn', "o'neil@x.org", 'хэрэглэгч@жишээ.мон'])(
  '%s is an address',
  text => {
    expect(isEmail(text)).toBe(true)
  },
)
test.each(['a@b', 'a b@c.mn', '@c.mn', 'a@@c.mn', 'a@c..mn', 'a@c.mn,b@c.mn', ''])('%j is none', text => {
  expect(isEmail(text)).toBe(false)
})
test.each(['99112233', '+976 9911-2233', '(024) 3826 1234', '8 (912) 345-67-89', '+44 20 7946 0123 ext. 12'])(
  '%s is a number',
  text => expect(isPhone(text)).toBe(true),
)
test.each(['1234', 'call me', '99112233 Дулам', '+1234567890123456', ''])('%j is none', text => {
  expect(isPhone(text)).toBe(false)
})

test('days and moments', () => {
  expect([isoDay('2024-02-29'), isoDay('2025-02-29'), isoDay('2025-2-9')]).toEqual([
    undefined,
    'impossible',
    'form',
  ])
  expect([dayOf(2024, 2, 29), dayOf(2025, 13, 1), dayOf(2025, 4, 31)]).toEqual([
    '2024-02-29',
    undefined,
    undefined,
  ])
  expect(isMoment('2025-11-24T08:00:00.000Z')).toBe(true)
  expect(isMoment('2025-11-24T08:00:00+0800')).toBe(true)
  expect(isMoment('2025-11-24 08:00')).toBe(false)
  expect([yearsBetween('2016-03-12', '2025-03-11'), yearsBetween('2016-03-12', '2025-03-12')]).toEqual([8, 9])
})

test('signs, letters and spaces', () => {
  expect([formulaSign('=1'), formulaSign('-5'), formulaSign('-'), formulaSign('+1', '=@')]).toEqual([
    '=',
    '-',
    undefined,
    undefined,
  ])
  expect([mixedLetters('Бaт'), mixedLetters('Bат'), mixedLetters('Бат Bold'), mixedLetters('Ánh')]).toEqual([
    'a',
    'B',
    undefined,
    undefined,
  ])
  expect(tidy('\u00a0 Бат\t Болд\u200b')).toBe('Бат Болд')
  expect([controlCharacter('a\tb'), controlCharacter('a\u202eb')]).toEqual([undefined, 'U+202E'])
})
