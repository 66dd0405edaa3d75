import { expect, test } from 'vitest'
import { listKeyOf } from './use-list-keys.ts'

const press = (key: string, code: string, more = {}) => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
})

test('keys of the list go by their place: a Cyrillic layout writes other letters there', () => {
  expect(listKeyOf(press('о', 'KeyJ'), false)).toBe('next')
  expect(listKeyOf(press('л', 'KeyK'), false)).toBe('previous')
  expect(listKeyOf(press('ч', 'KeyX'), true)).toBe('select')
  expect(listKeyOf(press('а', 'KeyF'), false)).toBe('follow')
  expect(listKeyOf(press('.', 'Slash'), false)).toBe('filter')
})

test('Space selects on a row alone, and a chord is never a single key', () => {
  expect(listKeyOf(press(' ', 'Space'), true)).toBe('select')
  expect(listKeyOf(press(' ', 'Space'), false)).toBeUndefined()
  expect(listKeyOf(press('f', 'KeyF', { ctrlKey: true }), true)).toBeUndefined()
})
