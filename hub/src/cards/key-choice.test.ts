import { expect, test } from 'vitest'
import { homeOfKey, type KeyLife, overlapEnd, signingKey } from './key-choice.ts'

const key = (kid: string, jurisdiction: string, more: Partial<KeyLife> = {}): KeyLife => ({
  kid,
  jurisdiction,
  madeAt: 1,
  trustedUntil: null,
  ...more,
})
const path = ['nation', 'district', 'school']
const all = new Set(['n', 'd', 'd2', 's'])

test('the nearest jurisdiction signs, with its newest key', () => {
  const keys = [key('n', 'nation'), key('d', 'district'), key('d2', 'district', { madeAt: 2 })]
  expect(signingKey(keys, path, all)?.kid).toBe('d2')
  expect(signingKey([...keys, key('s', 'school')], path, all)?.kid).toBe('s')
  expect(signingKey([...keys, key('s', 'other school')], path, all)?.kid).toBe('d2')
})

test('a key that is not here, was replaced or retired signs nothing', () => {
  const keys = [key('n', 'nation'), key('d', 'district'), key('d2', 'district', { madeAt: 2 })]
  expect(signingKey(keys, path, new Set(['n', 'd']))?.kid).toBe('d')
  const replaced = keys.map(k => (k.jurisdiction === 'district' ? { ...k, trustedUntil: '2999-01-01' } : k))
  expect(signingKey(replaced, path, all)?.kid).toBe('n')
  expect(signingKey([], path, all)).toBeUndefined()
})

test('a first key is made for the district, and without one for the top of the branch', () => {
  const nation = { id: 'mn', kind: 'nation' as const }
  const school = { id: 's', kind: 'school' as const }
  expect(homeOfKey([nation, { id: 'd', kind: 'district' }, school])).toBe('d')
  expect(homeOfKey([school])).toBe('s')
  expect(homeOfKey([nation, school])).toBe('mn')
})

test('overlap and retirement are days', () => {
  expect(overlapEnd('2026-12-30', 14)).toBe('2027-01-12')
  expect(overlapEnd('2026-03-01', 0)).toBe('2026-02-28')
})
