import { expect, test } from 'vitest'
import { Twins } from './twins.ts'

test('a start that speaks again after a later one is a second machine, told of once', () => {
  const twins = new Twins()
  expect(twins.speaks('k', 'a', false)).toBe('alone')
  expect(twins.speaks('k', 'b', true)).toBe('alone')
  expect(twins.speaks('k', 'a', true)).toBe('twin-found')
  expect(twins.speaks('k', 'a', true)).toBe('twin')
  expect(twins.speaks('k', 'b', true)).toBe('alone')
  expect(twins.speaks('other', 'a', true)).toBe('alone')
})

test('restarts and lost connections are nothing, and whoever is left alone may speak', () => {
  const twins = new Twins()
  for (const boot of ['a', 'a', 'b', 'b', 'c']) expect(twins.speaks('k', boot, true)).toBe('alone')
  expect(twins.speaks('k', 'a', false)).toBe('alone')
  expect(twins.speaks('k', 'a', true)).toBe('alone')
})
