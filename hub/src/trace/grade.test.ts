import { expect, test } from 'vitest'
import { gradeFrom } from './grade.ts'

const of = (code: Parameters<typeof gradeFrom>[0][number]['code'], n: number, all: number) => ({
  code,
  n,
  of: all,
  days: [],
})

test('nothing hidden is an A', () => {
  expect(gradeFrom([of('coverage', 0, 300), of('outage', 0, 10)])).toEqual({ grade: 'A', causes: [] })
})

test('the worst blind spot decides and stands first', () => {
  const found = gradeFrom([of('no-seats', 10, 10), of('coverage', 90, 300)])
  expect(found.grade).toBe('C')
  expect(found.causes.map(cause => cause.code)).toEqual(['coverage', 'no-seats'])
  expect(gradeFrom([of('no-entries', 1, 1)]).grade).toBe('D')
})

test('missing exits alone never cost more than a B, many small things a C', () => {
  expect(gradeFrom([of('no-exits', 100, 100)]).grade).toBe('B')
  const small = [of('no-exits', 9, 10), of('no-seats', 9, 10), of('not-interviewed', 1, 1)]
  expect(gradeFrom(small).grade).toBe('B')
  expect(gradeFrom([...small, of('outage', 1, 10)]).grade).toBe('C')
})
