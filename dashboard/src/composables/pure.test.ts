import type { FeedEntry } from '@schoolgate/protocol/feed/entry'
import { expect, test } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { useFrozen } from './use-frozen.ts'
import { shortcutOf } from './use-shortcuts.ts'

const key = (change: Partial<KeyboardEvent>) => ({
  key: '',
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...change,
})

test('shortcuts go by the key’s place, so that a Cyrillic layout has them too', () => {
  expect(shortcutOf(key({ key: 'п', code: 'KeyG' }), false, true)).toBe('going')
  expect(shortcutOf(key({ key: 'u', code: 'KeyU' }), false, true)).toBe('undo')
  expect(shortcutOf(key({ key: '?', code: 'Slash' }), false, true)).toBe('help')
  expect(shortcutOf(key({ key: 'л', code: 'KeyK', ctrlKey: true }), true, false)).toBe('find')
})

test('single keys are only letters while somebody types, or once turned off', () => {
  expect(shortcutOf(key({ key: 'g', code: 'KeyG' }), true, true)).toBeUndefined()
  expect(shortcutOf(key({ key: 'g', code: 'KeyG' }), false, false)).toBeUndefined()
  expect(shortcutOf(key({ key: 'g', code: 'KeyG', ctrlKey: true }), false, true)).toBeUndefined()
})

test('the list stands still while read, counts what came, and catches up on release', async () => {
  const entry = (id: string): FeedEntry => ({
    id,
    at: 0,
    gate: 'g',
    direction: 'in',
    verdict: 'pass',
    reasons: [],
  })
  const entries = ref([entry('2'), entry('1')])
  const reading = ref(false)
  const scope = effectScope()
  const list = scope.run(() => useFrozen(() => entries.value, reading))
  if (!list) throw new Error('no scope')
  reading.value = true
  await nextTick()
  entries.value = [entry('4'), entry('3'), ...entries.value]
  expect(list.shown.value.map(e => e.id)).toEqual(['2', '1'])
  expect(list.newer.value).toBe(2)
  list.release()
  expect(list.shown.value.map(e => e.id)).toEqual(['4', '3', '2', '1'])
  expect(list.newer.value).toBe(0)
  scope.stop()
})
