import { expect, test } from 'vitest'
import { byGrade } from './by-grade.ts'

test('grades go by their number, and groups without one come last', () => {
  const group = (grade: string | null, name: string) => ({ grade, name })
  const rows = byGrade([group('10', '10А'), group(null, 'X'), group('2', '2Б'), group('2', '2А')], 'mn')
  expect(rows.map(r => [r.grade, r.groups.map(g => g.name).join()])).toEqual([
    ['2', '2А,2Б'],
    ['10', '10А'],
    [null, 'X'],
  ])
})
